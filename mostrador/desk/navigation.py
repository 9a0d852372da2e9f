"""The rail and the phone's bar: by what one does, for the role that looks; an empty room is not shown."""

from functools import partial
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.desk import house_state, lists
from mostrador.desk.surroundings import enter
from mostrador.journeys.crisis import wording
from mostrador.kit import clock
from mostrador.kit.addressing import address
from mostrador.kit.words import N_
from mostrador.listening import standing
from mostrador.plan import keeping

Shown = dict[str, Any]
THEMES = ("light", "dark")


class Room(NamedTuple):
    """A room of the desk as the rail names it."""

    name: str
    icon: str
    word: str
    go: str  # the letter after g
    part: str = "attend"
    phone: bool = False  # whether it stands in the phone's bar
    also: str = ""  # where its other pages begin

    def holds(self, path: str) -> bool:
        return path == address(f"desk:{self.name}") or (bool(self.also) and path.startswith(self.also))


ROOMS = (
    Room("today", "sun", N_("Today"), "h", phone=True),
    Room("inbox", "inbox", N_("Inbox"), "b", phone=True, also="/cases/"),
    Room("people", "users", N_("People"), "p", phone=True, also="/people/"),
    Room("crises", "flag", N_("Crisis"), "c", part="run", also="/crisis/"),
    Room("plan", "file-text", N_("Plan"), "l", part="run", also="/plan/"),
    Room("doors", "door-open", N_("Doors"), "d", part="run", also="/doors/"),
    Room("status", "activity", N_("The house"), "s", part="run"),
)


class Rail(NamedTuple):
    """All that decides how the rail looks: an equal one is drawn once (`kit.jinja.once`)."""

    member: int
    name: str
    runs_the_house: bool
    waiting: int
    current: str

    def shown(self) -> Shown:
        """Return what `macros/frame.html` draws: the rooms this member works in, and who they are."""
        rooms = [self._item(room) for room in ROOMS if room.part == "attend" or self.runs_the_house]
        return {"rooms": rooms, "me": self.me}

    @property
    def me(self) -> Shown:
        return {
            "name": self.name, "key": f"member-{self.member}", "url": address("accounts:me"),
            "sign_out_url": address("account_logout"),
        }  # fmt: skip

    def _item(self, room: Room) -> Shown:
        return {
            "word": _(room.word), "icon": room.icon, "url": address(f"desk:{room.name}"), "key": room.go,
            "current": room.name == self.current, "count": self.waiting if room.name == "inbox" else 0,
            "part": room.part, "phone": room.phone,
        }  # fmt: skip


def frame(request: HttpRequest) -> Shown:
    """Return what every page of the desk has around it, as questions: what a page does not say is not asked."""
    forms = _forms(request)
    member = getattr(request, "user", None)
    if not isinstance(member, Member):
        return forms
    theme = request.COOKIES.get("theme", "")
    return {
        **forms, "house": {"name": keeping.house_name()}, "theme": theme if theme in THEMES else "",
        "rail": partial(rail, request), "ails": partial(house_state.band, member), "crisis": _crisis,
        "live_after": lambda: enter(request).position,
    }  # fmt: skip


def _forms(request: HttpRequest) -> Shown:
    # Django masks the token anew for each form of a page: once is enough, and thirty times costs three milliseconds.
    token = SimpleLazyObject(lambda: get_token(request))
    hidden = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    return {"csrf_token": token, "csrf_input": SimpleLazyObject(lambda: format_html(hidden, token))}


def rail(request: HttpRequest) -> Rail:
    around = enter(request)
    waiting = min(lists.counts(around)["waiting"], lists.COUNTED)
    current = next((room.name for room in ROOMS if room.holds(request.path)), "")
    return Rail(around.member.pk, around.member.name, around.member.runs_the_house, waiting, current)


def _crisis() -> Shown | None:
    """Return the band over every page while a crisis lasts; what it says is at most two seconds old."""
    on, now = standing.lately(), clock.now()
    if on is None:
        return None
    title, leads = wording.title(on).upper(), wording.leads(on, now)
    return {
        "words": f"{title} · {wording.line(on)} · {leads}",
        "brief": f"{title} · {leads}",
        "url": address("desk:crisis", on.pk),
        "word": _("Open"),
    }
