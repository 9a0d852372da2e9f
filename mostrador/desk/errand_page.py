"""What the page of an asunto shows in the middle: its two lines of head, and its thread."""

import textwrap
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from mostrador.desk import leave, notices, standing_out, thread, wording
from mostrador.desk.errand import Errand
from mostrador.desk.surroundings import Surroundings
from mostrador.inbox import ending, grouping, posting
from mostrador.inbox.models import Case, CaseEnd, Joining, Promise
from mostrador.journeys import gating, permitted
from mostrador.kit import marking, saying
from mostrador.kit.addressing import address
from mostrador.kit.prepared import prepared
from mostrador.plan import keeping

Shown = dict[str, Any]
MOST_JOINED = 2
LONGEST_POST = 140  # characters of a post above its comments: two lines of a phone
ONE_ACT = timedelta(seconds=2)  # the reason is written first, and the end right after it


def head(errand: Errand, *, back: str = "", asking: str = "") -> Shown:
    """Return the two lines above the thread and everything one may do with the asunto."""
    case, known, around = errand.case, errand.known, errand.around
    door = around.door(case.conversation.door_id)
    return {
        "case": case,
        "who": {
            "name": known.name, "key": f"person-{known.person.pk}", "door": door.glyph, "door_name": door.name,
            "past": known.past, "url": address("desk:person", known.person.pk),
            "back_url": back or address("desk:inbox"),
        },
        "asunto": {
            "name": wording.wanted(case), "state": _state(case, around),
            "lead": wording.lead(case, now=around.now), "aside": _aside(case, around),
        },
        "short_mark": wording.mark(case, now=around.now),
        "post": _post(case, around),
        "asking": _asking(case, around, asking),
        "joined": _joined(case, around),
        "askings": leave.askings(errand), "strips": standing_out.strips(errand),
        "trolls": keeping.current().troll is not None,
        "promises": _promises(errand), "finish": _finish(errand), "lawful": _lawful(errand),
        "moments": around.moments,
        "reasons": [(why.value, why.label) for why in CaseEnd.Why],
        "faults": [(fault.value, fault.label) for fault in Case.Fault],
        "kinds": wording.kinds(),
        "team": errand.team,
        "tags": errand.tags,
        "may_write": around.member.may_write, "heard_upto": ending.heard_upto(case),
    }  # fmt: skip


def talk(errand: Errand, *, request: HttpRequest, before: str = "", since: str = "") -> Shown:
    """Return the thread. Raises `thread.NoSuchPlace`."""
    case, around = errand.case, errand.around
    found = thread.read(case, around=around, before=before, since=since)
    _mark_partable(found)
    return {"case": case, "thread": found, "notices": notices.shown(request), "around": _around_pieces(errand)}


class AroundPieces(NamedTuple):
    """All that decides, besides a piece of the thread itself, how it looks and what one may do with it."""

    case_id: int
    person_id: int
    may_write: bool
    can_edit: bool
    can_delete: bool
    mends_alone: bool
    edit_warnings: tuple[str, ...]
    errands: tuple[tuple[int, str], ...]


def _around_pieces(errand: Errand) -> AroundPieces:
    case, member, door = errand.case, errand.around.member, errand.case.conversation.door
    return AroundPieces(
        case.pk, case.person_id, may_write=member.may_write, can_edit=door.speaks.can_edit,
        can_delete=door.speaks.can_delete, mends_alone=permitted.may_alone("edit", member),
        edit_warnings=tuple(gating.warnings(keeping.current(), "send")),
        errands=tuple((one.pk, wording.wanted(one)) for one in [case, *errand.others]),
    )  # fmt: skip


def _mark_partable(found: thread.Thread) -> None:
    """Say of each message whether something of theirs would stay behind if it got an asunto of its own."""
    said = [item for item in found.items if isinstance(item, dict) and item["kind"] == "message"]
    first = grouping.first_heard({item["case_id"] for item in said if item["case_id"]})
    for item in said:
        item["may_part"] = item["case_id"] is None or first.get(item["case_id"], item["at"]) < item["at"]


def _state(case: Case, around: Surroundings) -> str:
    words = [str(Case.State(case.state).label)]
    if case.owner_id == around.member.pk:
        words.append(_("yours"))
    elif case.owner_id:
        words.append(_("%(name)s has it") % {"name": around.members.get(case.owner_id, "")})
    else:
        words.append(_("nobody has it"))
    return " · ".join(words)


def _aside(case: Case, around: Surroundings) -> str:
    if case.state == Case.State.SNOOZED and case.snoozed_until:
        return _("comes back %(moment)s") % {"moment": saying.moment(case.snoozed_until, around.now)}
    if case.state == Case.State.DONE and case.done_at:
        end = _unanswered(case, case.done_at)
        if (
            joined := Joining.objects.filter(case=case, parted_at=None, at__gt=case.done_at - ONE_ACT)
            .select_related("into")
            .last()
        ):
            return _("joined with %(name)s") % {"name": saying.quoted(wording.wanted(joined.into))}
        if end is None:
            return _("done %(moment)s") % {"moment": saying.moment(case.done_at, around.now)}
        told = {"why": wording.reason(end), "moment": saying.moment(end.at, around.now)}
        by = around.members.get(end.member_id or 0, "")
        words = _("without an answer: %(why)s · %(name)s, %(moment)s") if by else _(
            "without an answer: %(why)s · %(moment)s"
        )  # fmt: skip
        return words % {**told, "name": by}
    return ""


def _unanswered(case: Case, done_at: datetime) -> CaseEnd | None:
    """Return the reason this end was given, if it ended without an answer; not one of an earlier end."""
    return case.ends.filter(at__gt=done_at - ONE_ACT, at__lte=done_at).order_by("-pk").first()


def _post(case: Case, around: Surroundings) -> Shown | None:
    """Return what a public thread hangs under; where the platform told nothing of it, where that is, and since when."""
    conversation = case.conversation
    if not conversation.public:
        return None
    post = posting.above(conversation)
    door = around.door(conversation.door_id).name
    title = saying.quoted(conversation.subject) if conversation.subject else _("In public, at %(door)s") % {
        "door": door
    }  # fmt: skip
    if post is None or not (post.text or post.url or post.picture_key):
        first = _("their first comment: %(moment)s") % {"moment": saying.dated(conversation.opened_at, around.now)}
        return {"title": title, "lines": [first]}
    if post.text:
        title = saying.quoted(textwrap.shorten(post.text, LONGEST_POST, placeholder=" …"))
    told = (
        _("published %(moment)s") % {"moment": saying.dated(post.published_at, around.now)} if post.published_at else ""
    )
    return {
        "title": title,
        "lines": [" · ".join(filter(None, [door, told]))],
        "url": post.url,
        "word": _("Look at it there"),
        "picture": address("desk:post_picture", post.pk) if post.picture_key else "",
    }


def _promises(errand: Errand) -> list[Shown]:
    """Return our word that is still open, each with its mark and its two ends."""
    around = errand.around
    return [
        {
            "id": one.pk, "what": one.what,
            "mark": marking.due(one.due_at, began_at=one.began_at, now=around.now, warn_at=one.warn_at),
            "when": saying.moment(one.due_at, around.now), "late": one.due_at < around.now,
        }
        for one in errand.promises if one.about == Promise.About.WORD and one.state == Promise.State.RUNNING
    ]  # fmt: skip


def _finish(errand: Errand) -> Shown | None:
    """Return by when we are to be done with it: quiet while there is time, and at rest while we wait for them."""
    around = errand.around
    owed = (one for one in errand.promises if one.about == Promise.About.RESOLVE)
    first = next((one for one in owed if one.origin != Promise.Origin.LAW), None)
    if first is None:
        return None
    if first.state == Promise.State.PAUSED:
        left = saying.working(timedelta(seconds=first.left_seconds or 0))
        return {"words": _("the time stands still while you wait: %(time)s of opening time left") % {"time": left}}
    return _by_when(first, around)


def _lawful(errand: Errand) -> Shown | None:
    """Return by when the law wants a complaint answered, while they wait for it."""
    owed = (one for one in errand.promises if one.origin == Promise.Origin.LAW)
    first = next((one for one in owed if one.state == Promise.State.RUNNING), None)
    return None if first is None else _by_when(first, errand.around)


def _by_when(owed: Promise, around: Surroundings) -> Shown:
    if around.now < owed.warn_at:
        return {"words": saying.before(owed.due_at, around.now)}
    mark = marking.due(owed.due_at, began_at=owed.began_at, now=around.now, warn_at=owed.warn_at)
    return {"words": "", "mark": mark}


def _joined(case: Case, around: Surroundings) -> list[Shown]:
    """Return what was put into it last, with the way back."""
    return [
        {
            "words": _("%(name)s joined %(errand)s here, %(moment)s") % {
                "name": around.members.get(one.by_id or 0, _("The house")),
                "errand": saying.quoted(wording.wanted(one.case)), "moment": saying.moment(one.at, around.now),
            },
            "url": address("desk:parting", one.pk),
        }
        for one in _joinings(case.pk)
    ]  # fmt: skip


@prepared
def _joinings(into: int) -> QuerySet[Joining, Joining]:
    return Joining.objects.filter(into=into, parted_at=None).select_related("case").order_by("-pk")[:MOST_JOINED]


def _asking(case: Case, around: Surroundings, asking: str) -> Shown | None:
    """Return the one line that is asked before an asunto ends: `end`, of our word; `why-…`, of what nobody answered."""
    what, _dash, settled = asking.partition("-")
    if what == "end":
        return _asking_of_our_word(case, around)
    if what == "why" and ending.owes_an_answer(case):
        fields = {"settle": settled, "seen": ending.heard_upto(case)}
        acts = [_ending(case, str(why.label), why=why.value, **fields) for why in CaseEnd.Why]
        return {"words": _(ending.AnswerOwed.for_people), "glyph": "message-circle", "acts": acts}
    return None


def _asking_of_our_word(case: Case, around: Surroundings) -> Shown | None:
    word = (
        Promise.objects.filter(case=case, state=Promise.State.RUNNING, about=Promise.About.WORD)
        .order_by("due_at")
        .first()
    )
    if word is None:
        return None
    told = {"what": saying.quoted(word.what), "moment": saying.moment(word.due_at, around.now)}
    words = _("You promised %(what)s for %(moment)s. Is it done?") % told
    if not word.what:
        words = _("You gave your word for %(moment)s. Is it done?") % told
    given_up = _("It was not done") if word.due_at < around.now else _("No longer needed")
    acts = [_ending(case, _("Yes, done"), settle="kept"), _ending(case, given_up, settle="drop")]
    return {"words": words, "glyph": "handshake", "acts": acts}


def _ending(case: Case, word: str, **fields: object) -> Shown:
    url = address("desk:end", case.pk)
    extra = {"hx-post": url, "hx-swap": "none"}
    return {"word": word, "url": url, "post": True, "fields": fields, "extra": extra}
