"""What the plan warns of before an answer leaves: words that its tone never says, and one turn too many."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from mostrador.inbox.models import Case, Message
from mostrador.journeys.gating import Warned
from mostrador.kit.words import N_
from mostrador.plan import keeping
from mostrador.plan.shape import Plan

NEVER = N_("The plan never says “%(words)s”. Say it otherwise.")
PUBLIC = N_("Answers in public so far: %(count)s. Go on in private, as the plan says.")
TURNS = N_("Answers so far: %(count)s. Here the plan gives no more.")


class Slip(NamedTuple):
    """One warning: its sentence, marked with `N_`, what stands in it, and the plan's line."""

    sentence: str
    told: Mapping[str, Any]
    line: str


def check(case: Case, text: str, *, line: str, key: str, went_on: bool) -> tuple[str, ...]:
    """Return the plan's lines that warn of these words. Raises `gating.Warned` unless one goes on.

    `line` is that of the asunto. An answer of that `key` which has left before is no turn of its own.
    """
    found = list(_slips(case, text, keeping.current(), line=line, key=key))
    if found and not went_on:
        raise Warned(found[0].sentence, verdict="ask", line=found[0].line, **found[0].told)
    return tuple(dict.fromkeys(one.line for one in found))


def _slips(case: Case, text: str, plan: Plan, *, line: str, key: str) -> Iterator[Slip]:
    words = _plain(text)
    for never in plan.tone.never:
        if _plain(never) in words:
            yield Slip(NEVER, {"words": never}, "tone.never")
    advised = plan.line(line)
    public = plan.tone.max_public_turns if case.conversation.public else None
    turns = advised.max_turns if advised is not None else None
    if public is None and turns is None:
        return
    count = _answers(case, but=key)
    if public is not None and count >= public:
        yield Slip(PUBLIC, {"count": count}, "tone.max_public_turns")
    if turns is not None and count >= turns:
        yield Slip(TURNS, {"count": count}, line)


def _answers(case: Case, *, but: str) -> int:
    """Return how often people of ours have answered in an asunto; what was taken back counts no more."""
    ours = Message.objects.filter(case=case, direction=Message.Direction.OUT, automatic=False, deleted_at=None)
    gone = (Message.State.FAILED, Message.State.WITHDRAWN)
    return ours.exclude(state__in=gone).exclude(idempotency_key=but).count()


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
