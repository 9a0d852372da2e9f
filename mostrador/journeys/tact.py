"""What the plan warns of before words of ours leave: those that its tone never says, and one turn too many."""

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
    return _passed(_slips(case, text, keeping.current(), line=line, key=key), went_on=went_on)


def check_words(text: str, *, went_on: bool) -> tuple[str, ...]:
    """Do the same for words that replace others: no turn of their own. Raises `gating.Warned` unless one goes on."""
    return _passed(_of_tone(text, keeping.current()), went_on=went_on)


def _passed(slips: Iterator[Slip], *, went_on: bool) -> tuple[str, ...]:
    found = list(slips)
    if found and not went_on:
        raise Warned(found[0].sentence, verdict="ask", line=found[0].line, **found[0].told)
    return tuple(dict.fromkeys(one.line for one in found))


def _of_tone(text: str, plan: Plan) -> Iterator[Slip]:
    words = _plain(text)
    yield from (Slip(NEVER, {"words": never}, "tone.never") for never in plan.tone.never if _plain(never) in words)


def _slips(case: Case, text: str, plan: Plan, *, line: str, key: str) -> Iterator[Slip]:
    yield from _of_tone(text, plan)
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
