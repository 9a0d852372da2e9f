"""The end of an asunto, and its new beginning."""

from typing import Literal

from django.db import transaction
from django.db.models import QuerySet

from mostrador.accounts.models import Member
from mostrador.inbox import locking, promising, standing
from mostrador.inbox.events import CaseDone, CaseReopened
from mostrador.inbox.models import Case, CaseEnd, Message, Promise
from mostrador.inbox.owing import Owed
from mostrador.inbox.telling import tell_case
from mostrador.kit import clock
from mostrador.kit.prepared import prepared
from mostrador.kit.words import N_

Settled = Literal["", "kept", "drop"]


class PromiseOpen(Exception):
    """We gave our word and have not kept it: whoever ends the asunto must say what became of it."""

    for_people = N_("There is a promise still open. Was it kept?")

    def __init__(self, promise: Promise) -> None:
        super().__init__(self.for_people)
        self.promise = promise


class NewWords(Exception):
    """They wrote while the page was open: nobody ends what nobody read."""

    for_people = N_("They have just written. Read it before you end it.")


class AnswerOwed(Exception):
    """They wait and no person has answered: whoever ends the asunto must say why it needs no answer."""

    for_people = N_("Nobody has answered yet. Why does it need no answer?")


def owes_an_answer(case: Case) -> bool:
    """Whether it is open and no person has answered since their last words."""
    case.refresh_from_db(fields=["state", "waiting_since"])
    return case.waiting_since is not None


def heard_upto(case: Case) -> int:
    """Return the id of the last thing they said in it; 0 where they said nothing."""
    return next(iter(_last_heard(case.pk)), 0)


@prepared
def _last_heard(case: int) -> QuerySet[Message, int]:
    theirs = Message.objects.filter(case=case, direction=Message.Direction.IN)
    return theirs.order_by("-pk").values_list("pk", flat=True)[:1]


@transaction.atomic
def finish(
    case: Case, *, by: Member, settle: Settled = "", seen: int | None = None, why: CaseEnd.Why | None = None
) -> CaseEnd | None:
    """End it; return the end that was stated, where it was one without an answer.

    Our own word must be settled: raises `PromiseOpen`. An answer that is owed needs `why` it is not given: raises
    `AnswerOwed`; where a colleague answered meanwhile, `why` is not written down. `seen` is what `heard_upto` said when
    the page was drawn: raises `NewWords` where they have written since.
    """
    locking.hold(case)
    if seen is not None and heard_upto(case) > seen:
        raise NewWords
    words = list(promising.open_words(case))
    if words and not settle:
        raise PromiseOpen(words[0])
    unanswered = owes_an_answer(case)
    if unanswered and why is None:
        raise AnswerOwed
    for word in words:
        (promising.keep if settle == "kept" else promising.drop)(word, by=by)
    if unanswered and why is not None:
        return no_answer_needed(case, why=why, by=by)
    promising.end_with(case, by=by, at=clock.now())
    _end(case, by=by, why="")
    return None


@transaction.atomic
def no_answer_needed(case: Case, *, why: CaseEnd.Why, by: Member, words: str = "") -> CaseEnd:
    """End it without an answer, for a reason that stays written down."""
    locking.hold(case)
    end = CaseEnd.objects.create(case=case, why=why, words=words.strip()[:200], member=by, at=clock.now())
    promising.drop_all(case, by=by)
    _end(case, by=by, why=str(why))
    return end


@transaction.atomic
def reopen(case: Case, *, by: Member | None) -> None:
    """Take it up again as it stood: what was owed when it ended is owed again, with its old time."""
    locking.hold(case)
    if case.done_at is not None:
        promising.owe_again(case, ended_at=case.done_at)
    case.state, case.done_at = Case.State.WAITING_US, None
    case.save(update_fields=["state", "done_at"])
    standing.stand(case)
    tell_case(CaseReopened, case, by=by)


@transaction.atomic
def answer_after_all(message: Message, *, owed: Owed, by: Member | None) -> None:
    """Their words deserve an answer, whatever was thought: the errand is open, and it is our turn."""
    case = message.case
    if case is None:
        return
    locking.hold(case)
    case.refresh_from_db(fields=["state", "done_at", "snoozed_until"])
    if case.state == Case.State.DONE:
        reopen(case, by=by)
    promising.owe_anew(message, owed=owed)
    case.state, case.snoozed_until = Case.State.WAITING_US, None
    case.save(update_fields=["state", "snoozed_until"])
    standing.stand(case)


def _end(case: Case, *, by: Member, why: str) -> None:
    now = clock.now()
    Case.objects.filter(pk=case.pk).update(
        state=Case.State.DONE,
        done_at=now,
        moved_at=now,
        waiting_since=None,
        snoozed_until=None,
        due_at=None,
        promise_began_at=None,
        told_due_at=None,
        asks_for_manager=False,
        unread=0,
    )
    case.refresh_from_db()
    tell_case(CaseDone, case, by=by, why=why)
