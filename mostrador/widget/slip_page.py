"""What the customer's own receipt tells: who has their errand, by when we answer, what both sides said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from mostrador.inbox import calling, slipping
from mostrador.inbox.models import Case, Message, Promise, Slip
from mostrador.journeys import facts, handing_up
from mostrador.kit import clock, saying
from mostrador.kit.words import N_
from mostrador.plan import keeping
from mostrador.widget import telling, visiting

MOST_SHOWN = 100
ROUND = 2 * 3.14159265 * 26  # of the ring, in its own units
ORDERS, CLAIMS = ("order_status", "buy"), ("complaint", "safety", "help_after_sale")
HEADS = {
    "order": (N_("%(owner)s has your order"), N_("We have your order"), N_("Your order is done")),
    "claim": (N_("%(owner)s has your complaint"), N_("We have your complaint"), N_("Your complaint is done")),
    "question": (N_("%(owner)s has your question"), N_("We have your question"), N_("Your question is done")),
}


class Asked(NamedTuple):
    """What we say to who asked for the manager."""

    known: str
    in_time: str
    late: str


NAMED = Asked(
    known=N_("You asked for the manager: %(name)s knows."),
    in_time=N_("You asked for the manager: %(name)s knows, and answers you %(before)s."),
    late=N_("You asked for the manager: %(name)s was to answer you %(before)s. You can ask again."),
)
ASKED = Asked(
    known=N_("You asked for the manager: they know."),
    in_time=N_("You asked for the manager: they know, and answer you %(before)s."),
    late=N_("You asked for the manager: they were to answer you %(before)s. You can ask again."),
)


def shown(slip: Slip) -> dict[str, Any]:
    """Return what the page draws, with times on the door's own clock."""
    case, now = slip.case, clock.now()
    rows = list(slipping.shown(slip).order_by("-shown_at", "-id").select_related("author")
                .prefetch_related("attachments")[:MOST_SHOWN])[::-1]  # fmt: skip
    with timezone.override(facts.hours_of(case.conversation).zone):
        return {
            "code": case.code,
            "head": head(case),
            "title": case.title,
            "promise": _promise(case, now),
            "word": _word(case),
            "answered": _answered(rows, now) if not case.due_at else "",
            "rows": [_row(row, now) for row in rows],
            "done": case.state == Case.State.DONE,
            "manager": _manager(case, now),
            "live": visiting.ticket(case.conversation),
        }


def head(case: Case) -> str:
    """Say whose errand it is and who has it: "Lucía, tu pedido lo tiene Leo"."""
    kind = "order" if case.kind in ORDERS else "claim" if case.kind in CLAIMS else "question"
    ours, everybody, done = HEADS[kind]
    owner = calling.owner_there(case) or case.owner
    named = first(owner.name) if owner else ""
    words = done if case.state == Case.State.DONE else ours if named else everybody
    said = _(words) % {"owner": named}
    name = first(case.person.name)
    if not name:
        return said
    return f"{name}, {said}" if named and said.startswith(named) else f"{name}, {said[:1].lower()}{said[1:]}"


def first(name: str) -> str:
    """Return the first word of a name; what is no word (a number, an address) is not said."""
    word = name.split(maxsplit=1)[0] if name.split() else ""
    return word if word.isalpha() else ""


def _manager(case: Case, now: datetime) -> dict[str, Any] | None:
    """Say whom they asked for and until when; once that is late they may ask again."""
    if not case.asks_for_manager or case.state != Case.State.WAITING_US:
        return None
    until, member = handing_up.answers_by(case, keeping.current()), calling.fetched(case)
    who = first(member.name) if member else ""
    words = NAMED if who else ASKED
    if until is None:
        return {"late": False, "words": _(words.known) % {"name": who}}
    late = until <= now
    told = {"name": who, "before": saying.before(until, now)}
    return {"late": late, "words": _(words.late if late else words.in_time) % told}


def _promise(case: Case, now: datetime) -> dict[str, Any] | None:
    """Return the first time that we owe them; late is told as late."""
    if case.due_at is None or case.state == Case.State.DONE:
        return None
    if now > case.due_at:
        told = {"moment": saying.moment(case.due_at, now), "left": saying.left(case.due_at, now)}
        return {"late": True, "head": _("We are late"), "arc": 0, "number": "!",
                "words": _("It was due %(moment)s.") % told}  # fmt: skip
    whole = (case.due_at - (case.promise_began_at or now)).total_seconds()
    left = (case.due_at - now).total_seconds()
    number, unit = _short(left)
    return {
        "late": False, "head": _capital(saying.before(case.due_at, now)), "number": number, "unit": unit,
        "arc": round(ROUND * min(1.0, left / whole), 1) if whole > 0 else 0, "round": round(ROUND, 1),
        "words": " ".join(filter(None, (_left(case.due_at, now), _otherwise(case)))),
    }  # fmt: skip


def _left(due_at: datetime, now: datetime) -> str:
    """Say what is left; far off the head has named the moment already."""
    return _capital(saying.left(due_at, now)) + "." if due_at - now <= saying.COUNTED else ""


def _short(seconds: float) -> tuple[str, str]:
    """Say what is left in one number and its unit."""
    minutes = max(1, int(seconds // 60))
    if minutes < 60:
        return str(minutes), _("min")
    return (str(minutes // 60), _("h")) if minutes < 48 * 60 else (str(minutes // 1440), _("days"))


def _otherwise(case: Case) -> str:
    """Say who hears of it if we do not keep it."""
    told = calling.in_charge(case)
    if told is None or told == case.owner or not first(told.name):
        return ""
    return _("If we do not make it, we call %(name)s.") % {"name": first(told.name)}


def _word(case: Case) -> str:
    """Return our own word that is running, as it was given to them."""
    running = case.promises.filter(state=Promise.State.RUNNING, about=Promise.About.WORD).exclude(what="")
    word = running.order_by("due_at").first()
    return saying.quoted(word.what) if word else ""


def _answered(rows: Sequence[Message], now: datetime) -> str:
    ours = [row for row in rows if row.direction == "out" and not row.automatic]
    return _("We answered %(moment)s.") % {"moment": saying.moment(ours[-1].shown_at, now)} if ours else ""


def _row(message: Message, now: datetime) -> dict[str, Any]:
    mine = message.direction == Message.Direction.IN
    text = message.text or message.subject
    return {
        "mine": mine,
        "who": "" if mine or message.author is None else first(message.author.name),
        "automatic": message.automatic and not mine,
        "gone": message.deleted_at is not None,
        "edited": message.edited_at is not None,
        "text": message.door.speaks.fresh(text) if mine else text,
        "when": saying.moment(message.shown_at, now),
        "files": [] if message.deleted_at else [telling.file(one) for one in message.attachments.all()],
    }


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
