"""What the plan warns of before words of ours leave: those that its tone never says, what
they do by themselves, and one turn too many."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case, Message
from mostrador.journeys import advising, gating, typed
from mostrador.journeys.gating import Warned
from mostrador.journeys.refusing import Refused
from mostrador.journeys.typed import Slip
from mostrador.kit.words import N_
from mostrador.plan import keeping
from mostrador.plan.shape import Plan

NEVER = N_("The plan never says “%(words)s”. Say it otherwise.")
PUBLIC = N_("Answers in public so far: %(count)s. Go on in private, as the plan says.")
TURNS = N_("Answers so far: %(count)s. Here the plan gives no more.")
ASKED = N_("Before this leaves, somebody above is asked: %(rule)s (%(line)s).")


def check(
    case: Case, text: str, *, by: Member, line: str, key: str, went_on: bool, sends: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the plan's lines that warn of these words. Raises `gating.Warned` unless one goes on.

    `line` is that of the asunto, `sends` what its sender says that the words carry. An answer of that `key` which has
    left before is no turn of its own.
    """
    plan = keeping.current()
    turns = _turns(case, plan, line=line, key=key)
    return _passed((*_of_words(case, text, plan, by=by, sends=sends), *turns), went_on=went_on)


def foretell(case: Case, text: str, *, by: Member) -> tuple[str, ...]:
    """Say what the law blocks or has asked first, and what the plan warns of in a draft, in the reader's language,
    before it is sent.
    """
    plan, said = keeping.current(), dict[str, None]()
    try:
        passed = gating.check(case, gating.of_words(text), text=text)
    except Refused as refused:
        said[refused.said()] = None
    else:
        said |= dict.fromkeys(
            _(ASKED) % {"rule": one.rule, "line": one.id} for one in plan.gates if one.id == passed.ask
        )
    warned = (*_of_words(case, text, plan, by=by), *_turns(case, plan, line=advising.advice(case, plan).line))
    return tuple(said | dict.fromkeys(_(one.sentence) % one.told for one in warned))


def check_words(case: Case, text: str, *, by: Member, went_on: bool) -> tuple[str, ...]:
    """Do the same for words that replace others: no turn of their own. Raises `gating.Warned` unless one goes on."""
    return _passed(tuple(_of_words(case, text, keeping.current(), by=by)), went_on=went_on)


def _passed(found: Sequence[Slip], *, went_on: bool) -> tuple[str, ...]:
    """Whoever goes on has read every warning: all are told at once."""
    if found and not went_on:
        said = dict.fromkeys(_(one.sentence) % one.told for one in found)
        raise Warned(" ".join(said), verdict="ask", line=found[0].line)
    return tuple(dict.fromkeys(one.line for one in found))


def _of_words(case: Case, text: str, plan: Plan, *, by: Member, sends: Sequence[str] = ()) -> Iterator[Slip]:
    yield from _of_tone(text, plan)
    yield from typed.slips(case, text, plan, by=by, sends=sends)


def _of_tone(text: str, plan: Plan) -> Iterator[Slip]:
    words = _plain(text)
    yield from (Slip(NEVER, {"words": never}, "tone.never") for never in plan.tone.never if _plain(never) in words)


def _turns(case: Case, plan: Plan, *, line: str, key: str = "") -> Iterator[Slip]:
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
    """Return how often people of ours have answered in an asunto, one of that key aside; what was taken back counts
    no more.
    """
    ours = Message.objects.filter(case=case, direction=Message.Direction.OUT, automatic=False, deleted_at=None)
    gone = (Message.State.FAILED, Message.State.WITHDRAWN)
    counted = ours.exclude(state__in=gone)
    return (counted.exclude(idempotency_key=but) if but else counted).count()


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
