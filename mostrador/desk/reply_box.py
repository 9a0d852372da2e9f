"""The reply box: its surfaces, who will see the words, within what, and the draft that waits on the server."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.accounts.models import Member
from mostrador.desk import leave, planned_words, uploading, word_box, wording
from mostrador.desk.acquaintance import Acquaintance
from mostrador.desk.errand import Errand
from mostrador.desk.surroundings import Surroundings
from mostrador.inbox import drafting, visiting
from mostrador.inbox.models import CannedReply, Case, Message
from mostrador.journeys import gating, outbound, tact
from mostrador.journeys.outbound import Permission
from mostrador.kit import saying
from mostrador.kit.addressing import address
from mostrador.kit.prepared import prepared
from mostrador.kit.words import N_
from mostrador.plan import keeping
from mostrador.triage import consulting

Shown = dict[str, Any]
NEWEST = 100  # messages among which the last mail that names others is looked for
MOST_OF_A_NAME = 20  # characters: with the words around it, one line of a phone


def box(
    errand: Errand, *, text: str | None = None, surface: str = "", error: str = "", key: str = "",
    told: Mapping[str, str] | None = None,
) -> Shown:  # fmt: skip
    """Return what `macros/reply.html` draws; `shut` holds the strip for who may not write at all."""
    case, known, around = errand.case, errand.known, errand.around
    if not around.member.may_write:
        return {"shut": {"words": _("You may look here, but not answer."), "icon": "lock"}, "case": case}
    may = outbound.permission(case, by=around.member)
    drafts = drafting.of(case.conversation)
    draft = drafting.mine(drafts, around.member)
    chosen = surface or (draft.surface if draft else "")
    surfaces = [may.surface, "note"] if may.allowed else ["note"]
    surface = chosen if chosen in surfaces else surfaces[0]
    planned = planned_words.of(errand) if text is None and not draft and surface != "note" else None
    words = text if text is not None else draft.text if draft else planned.text if planned else ""
    return {
        "case": case, "may": may, "closed": "" if may.allowed else _(may.why),
        "reply": {
            "url": address("desk:answers", case.pk), "key": key or str(uuid.uuid4()),
            "surfaces": surfaces, "surface": surface,
            "person": Truncator(known.first_name).chars(MOST_OF_A_NAME), "post": _post(case, around),
            "text": words, "error": error, "planned": planned.mark if planned else None,
            "draft_url": address("desk:draft", case.conversation_id),
            "beside": beside(drafting.beside(drafts, by=around.member)),
            "over": draft.saved_at.isoformat() if draft else "",
            "door": around.door(case.conversation.door_id).name, "cost": _cost(may),
            "window": _window(case, may, around) or _whereabouts(case),
            "limit": _limit(may), "why_url": leave.why_url(may.line, case),
            "text_limit": may.text_limit, "case": case.pk,
            "cases": [{"id": one.pk, "name": wording.wanted(one)}
                      for one in errand.answerable],
            "attach": may.allowed and may.file_limit_bytes != 0,
            "upload_url": address("desk:uploads", case.conversation_id), **_limits(case),
            "saved": [{"title": one.shortcut, "text": _filled(one.text, known, around)}
                      for one in _saved()],
            "extra": {"hx-post": address("desk:answers", case.pk), "hx-swap": "none",
                      "hx-encoding": "multipart/form-data", "hx-disabled-elt": "find .reply__send"},
        },
        "uploaded": drafting.files_of(draft) if draft else [],
        "proposal_url": address("desk:proposal", case.pk) if may.allowed and consulting.speaks() else "",
        "moments": around.moments, "carbon": _carbon(case), "told": dict(told or {}),
        "word": word_box.shown(case, text=words, surface=surface, now=around.now, told=told or {}),
        "warned": () if error or planned else warned(case, text=words, surface=surface, by=around.member),
    }  # fmt: skip


def warned(case: Case, *, text: str, surface: str, by: Member) -> Sequence[str]:
    """Return what the law and the plan say against a draft, as it stands under the words before they are sent."""
    return tact.foretell(case, text, by=by) if text.strip() and surface != "note" and by.may_write else ()


def _limit(may: Permission) -> str:
    """Say whether it leaves at once, or is asked first."""
    if not may.allowed or not may.line:
        return ""
    return (
        _("it is asked first: %(role)s") % {"role": wording.of_role(may.asks)} if may.asks else _("within your limit")
    )


def _limits(case: Case) -> Shown:
    """Return what the script checks before it sends a file; the server checks again."""
    limit = uploading.limit(case.conversation)
    return {
        "file_limit": limit, "most_files": uploading.MOST_FILES, "says_many": _(uploading.TOO_MANY) % {
            "count": uploading.MOST_FILES},
        "says_big": _(uploading.TOO_BIG) % {"name": "%s", "limit": limit // 2**20},
    }  # fmt: skip


def beside(names: Sequence[str]) -> str:
    """Say who else is writing to them just now, so that they are not answered twice."""
    if not names:
        return ""
    told = {"names": ", ".join(wording.first_name(name) for name in names)}
    return ngettext("%(names)s is writing to them too.", "%(names)s are writing to them too.", len(names)) % told


def _post(case: Case, around: Surroundings) -> str:
    """Return what the words will stand under for everybody to see."""
    conversation = case.conversation
    return (conversation.subject or around.door(conversation.door_id).name) if conversation.public else ""


def _cost(may: Permission) -> str:
    return _(may.cost) if may.cost else _("no cost")


GONE = {
    "away_mail": N_("they left: your answer is announced to them by mail"),
    "gone": N_("they left and gave no way to tell them"),
}


def _whereabouts(case: Case) -> str:
    """Say whether who wrote in a chat has closed it, and whether an answer will still find them."""
    words = GONE.get(visiting.whereabouts(case.conversation), "")
    return _(words) if words else ""


def _window(case: Case, may: Permission, around: Surroundings) -> str:
    if may.closes_at is None:
        return ""
    if may.closes_at <= around.now:
        return ". ".join(filter(None, [_("the reply window has closed"), gating.elsewhere(keeping.current(), case)]))
    return _("reply window: %(left)s") % {"left": saying.left(may.closes_at, around.now)}


def _filled(text: str, known: Acquaintance, around: Surroundings) -> str:
    """Fill the two names a saved text may hold; everything else in braces stays as it was written."""
    return text.replace("{nombre}", known.first_name).replace("{yo}", wording.first_name(around.member.name))


def _carbon(case: Case) -> Shown | None:
    """Return who else stands on the last mail, so that nobody answers them all without knowing."""
    copied = next(iter(_copied(case.conversation_id)), [])
    return {"cc": ", ".join(copied), "count": len(copied)} if copied else None


@prepared
def _saved() -> QuerySet[CannedReply, CannedReply]:
    return CannedReply.objects.all()


@prepared
def _copied(conversation: int) -> QuerySet[Message, list[str]]:
    newest = Message.objects.filter(conversation=conversation).order_by("-shown_at", "-pk").values("pk")[:NEWEST]
    heard = Message.objects.filter(pk__in=newest, direction=Message.Direction.IN).exclude(cc=[])
    return heard.order_by("-pk").values_list("cc", flat=True)[:1]
