"""What stands out on an asunto: they ask for whoever decides, their anger follows a silence, or they are a troll."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mostrador.desk import trolls
from mostrador.desk.errand import Errand
from mostrador.inbox.models import Case, Message
from mostrador.kit import saying
from mostrador.kit.addressing import address
from mostrador.kit.prepared import prepared
from mostrador.listening.models import Anger
from mostrador.people.models import Address

Shown = dict[str, Any]
SHORT = 120
NEWEST = 200  # messages that are looked at for what stands over all of them


def strips(errand: Errand) -> list[Shown]:
    """Return a line for each, with what to do about it; once the asunto is done, only that they are a troll."""
    label = trolls.strip(errand.case, may_write=errand.around.member.may_write)
    if errand.case.state == Case.State.DONE:
        return list(label)
    return [*_manager(errand), *_silence(errand), *label]


def _manager(errand: Errand) -> Iterator[Shown]:
    """Say who asks, how often they have, and what was done: enough to ring them up without reading everything."""
    case = errand.case
    if not case.asks_for_manager:
        return
    asked = Message.objects.filter(person__in=errand.known.group, asks_for_manager=True).count()
    words = _("%(name)s asks to speak to whoever decides.") % {"name": errand.known.first_name}
    if asked > 1:
        words += " " + _("It is the %(count)s. time.") % {"count": asked}
    last = _last_answer(errand)
    acts = [*_call(errand), *_write(errand, last)]
    yield {"words": f"{words} {_done(errand, last)}", "glyph": "bell", "acts": acts}


def _last_answer(errand: Errand) -> Message | None:
    """Return what somebody of ours answered last."""
    ours = Message.objects.filter(case=errand.case, direction=Message.Direction.OUT, author__isnull=False)
    return ours.order_by("-shown_at", "-pk").first()


def _done(errand: Errand, last: Message | None) -> str:
    if last is None:
        return _("Nobody has answered yet.")
    told = {"name": errand.around.members.get(last.author_id or 0, ""), "quote": saying.quoted(last.text[:SHORT])}
    return _("%(name)s answered %(when)s: %(quote)s") % {
        **told,
        "when": saying.moment(last.shown_at, errand.around.now),
    }


def _call(errand: Errand) -> Iterator[Shown]:
    """Offer to ring them where one of their addresses is a telephone."""
    values = Address.objects.filter(person__in=errand.known.group, value__startswith="+")
    number = values.order_by("pk").values_list("value", flat=True).first()
    if number and (plain := "".join(one for one in number if one.isdigit() or one == "+")):
        yield {"word": _("Call %(number)s") % {"number": number}, "url": f"tel:{plain}"}


def _write(errand: Errand, last: Message | None) -> Iterator[Shown]:
    member = errand.around.member
    if not member.may_write:
        return
    yield {"word": _("Write"), "url": "#reply-place"}
    before = dict(errand.team).get(last.author_id) if last and last.author_id else None
    if last is not None and before and last.author_id != member.pk:
        url, fields = address("desk:owner", errand.case.pk), {"to": last.author_id}
        yield {"word": _("Give it back to %(name)s") % {"name": before}, "post": True, "fields": fields, "url": url}


def _silence(errand: Errand) -> Iterator[Shown]:
    """Attach the old words that nobody answered to the public anger that came of it."""
    anger = next(iter(_anger(errand.case.pk)), None)
    if anger is None or anger.silence is None or anger.silence.case_id is None:
        return
    told = {
        "name": errand.known.first_name, "when": saying.moment(anger.silence.shown_at, errand.around.now),
        "quote": saying.quoted(anger.silence.text[:SHORT]),
    }  # fmt: skip
    words = _("%(name)s wrote %(when)s and nobody answered: %(quote)s") % told
    url = address("desk:case", anger.silence.case_id)
    yield {"words": words, "glyph": "clock", "acts": [{"word": _("Open it"), "url": url}]}


@prepared
def _anger(case: int) -> QuerySet[Anger, Anger]:
    newest = Message.objects.filter(case=case).order_by("-pk").values("pk")[:NEWEST]
    found = Anger.objects.filter(message__in=newest).exclude(silence=None)
    return found.select_related("silence").order_by("pk")[:1]
