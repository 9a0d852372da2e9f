"""Which asunto words belong to, and what they change about it, for a batch of messages at once."""

from collections.abc import Collection, Sequence

from django.db.models import Max, Q, QuerySet

from mostrador.accounts.models import Member
from mostrador.inbox import assigning, calling, owing, promising, resolving
from mostrador.inbox.assigning import Meant
from mostrador.inbox.events import CaseOpened, LineCalls, ManagerAskedFor, MessageReceived, PromiseMade
from mostrador.inbox.models import Case, Conversation, Message, Promise
from mostrador.inbox.owing import Owed
from mostrador.inbox.telling import about_case, about_message
from mostrador.kit import rows
from mostrador.kit.ledger import Fact
from mostrador.kit.prepared import prepared

CHANGED = [
    "state", "done_at", "snoozed_until", "waiting_since", "owner", "asks_for_manager", "moved_at", "last_words",
    "last_from_us", "last_author", "unread", "due_at", "promise_began_at",
]  # fmt: skip


class Errands:
    """The asuntos of some conversations, read once, changed in memory, written once."""

    def __init__(self, conversations: Sequence[Conversation]) -> None:
        self._latest = _latest(conversations)
        self._clocked, self._resting = _clocked(list(self._latest.values()))
        self._running_on: list[Promise] = []
        self._owners = assigning.Owners([conversation.person_id for conversation in conversations])
        self._new: list[Case] = []
        self._changed: dict[int, Case] = {}
        self._promises: list[tuple[Message, Promise]] = []
        self._taken: list[tuple[Case, Message, bool]] = []
        self._asking: list[Case] = []
        self._calling: list[Message] = []

    def take(
        self, message: Message, *, kind: str, needs_answer: bool, asks_for_manager: bool, owed: Owed | None,
        words: str, meant: Meant | None = None, at_once: bool = False, calls: bool = False,
    ) -> None:  # fmt: skip
        """Give a message its asunto and let it change it.

        An open one in the same conversation takes it. Words that need no answer follow the last one, done or not.
        Whom a new one is `meant` for has it; `at_once` they take an open one too.
        """
        last = self._latest.get(message.conversation.pk)
        opened = last is None or (last.state == Case.State.DONE and needs_answer)
        if last is None or opened:
            case = self._open(message, kind=kind, needs_answer=needs_answer, words=words, meant=meant)
        else:
            case = last
        message.case = case
        if needs_answer:
            self._somebody_waits(case, message, words, meant=meant if at_once else None)
            self._run_on(case, message, owed)
            if asks_for_manager and (not case.asks_for_manager or _in_vain(case, message, owed)):
                case.asks_for_manager = True
                self._asking.append(case)
            if owed is not None:
                self._start_clocks(case, message, owed, opened=opened)
        if calls:
            self._calling.append(message)
        self._taken.append((case, message, opened))

    def write_cases(self) -> None:
        rows.insert_all(self._new)
        rows.update_all(list(self._changed.values()), CHANGED)
        rows.update_all(self._running_on, resolving.RESUMED)

    def write_promises_and_tell(self) -> list[Fact]:
        """Write the promises, now that cases and messages have their ids; return the facts in their order."""
        for message, promise in self._promises:
            promise.case, promise.message = message.case, message  # type: ignore[assignment]  # it is opened by now
        rows.insert_all([promise for _, promise in self._promises])
        by_message: dict[int | None, list[Promise]] = {}
        for _, promise in self._promises:
            by_message.setdefault(promise.message_id, []).append(promise)
        facts = [fact for each in self._taken for fact in _facts(*each, by_message)]
        asked = [about_case(ManagerAskedFor, case) for case in self._asking]
        return [*facts, *asked, *(about_message(LineCalls, message) for message in self._calling)]

    def _open(self, message: Message, *, kind: str, needs_answer: bool, words: str, meant: Meant | None) -> Case:
        case = Case(
            conversation=message.conversation,
            door=message.door,
            person=message.conversation.person,
            kind=kind,
            state=Case.State.WAITING_US if needs_answer else Case.State.DONE,
            done_at=None if needs_answer else message.received_at,
            owner=self._owners.choose(message.door, message.conversation, meant=meant),
            opened_at=message.shown_at,
            moved_at=message.shown_at,
            last_words=words,
        )
        self._new.append(case)
        self._latest[case.conversation.pk] = case
        self._clocked.discard(case.conversation.pk)
        return case

    def _somebody_waits(self, case: Case, message: Message, words: str, *, meant: Meant | None) -> None:
        case.state, case.done_at, case.snoozed_until = Case.State.WAITING_US, None, None
        case.waiting_since = case.waiting_since or message.shown_at
        case.owner = self._there(case, message, meant)
        case.moved_at, case.last_words, case.last_from_us = message.shown_at, words, False
        case.last_author, case.unread = None, case.unread + 1
        if case.pk:
            self._changed[case.pk] = case

    def _there(self, case: Case, message: Message, meant: Meant | None) -> Member | None:
        there = case.owner is not None and case.owner.is_here
        if there and (meant is None or case.owner is None or meant(case.owner) == 0):
            return case.owner
        return self._owners.choose(message.door, message.conversation, meant=meant) or case.owner

    def _start_clocks(self, case: Case, message: Message, owed: Owed, *, opened: bool) -> None:
        """One clock a waiting spell: the oldest words count. The first words start the clock of the whole errand."""
        if opened and (whole := resolving.made_by(message, owed=owed)):
            self._promises.append((message, whole))
        if case.conversation.pk in self._clocked:
            return
        promise = promising.owed_for(message, owed=owed, answered_before=case.answered_at is not None)
        self._clocked.add(case.conversation.pk)
        self._promises.append((message, promise))
        if case.due_at is None or promise.due_at < case.due_at:
            case.due_at, case.promise_began_at = promise.due_at, promise.began_at

    def _run_on(self, case: Case, message: Message, owed: Owed | None) -> None:
        """What rested while we waited for them runs on from these words."""
        for resting in self._resting.pop(case.pk, ()):
            hours = owed.hours if owed else owing.hours_of(case.conversation)
            self._running_on.append(resolving.run_on(resting, since=owing.began(message), hours=hours))


def _in_vain(case: Case, message: Message, owed: Owed | None) -> bool:
    """Whether they asked for the manager before these words, and the time for that has passed."""
    if case.pk is None or owed is None:
        return False
    until = calling.fetched_by(case, due=lambda asked_at: owed.hours.after(asked_at, owed.first))
    return until is not None and until <= message.shown_at


def _latest(conversations: Sequence[Conversation]) -> dict[int, Case]:
    """Return for each conversation its newest open asunto, else its newest."""
    theirs = {one.pk: one for one in conversations}
    found = {case.conversation_id: case for case in _going_on(theirs)}
    found |= {case.conversation_id: case for case in _newest(theirs.keys() - found.keys())}
    for case in found.values():
        case.conversation = theirs[case.conversation_id]
    return found


@prepared
def _going_on(conversations: Collection[int]) -> QuerySet[Case, Case]:
    theirs = Case.objects.filter(conversation__in=conversations).exclude(state=Case.State.DONE)
    return theirs.select_related("owner").order_by("pk")


@prepared
def _newest(conversations: Collection[int]) -> QuerySet[Case, Case]:
    newest = Case.objects.filter(conversation__in=conversations).values("conversation").annotate(last=Max("pk"))
    return Case.objects.filter(pk__in=newest.values("last")).select_related("owner")


def _clocked(cases: Sequence[Case]) -> tuple[set[int], dict[int, list[Promise]]]:
    """Return the conversations in whose asunto an answer is already owed, and what rests, by asunto."""
    owed, resting = set(), dict[int, list[Promise]]()
    for promise in _running_or_resting([case.pk for case in cases]):
        if promise.state == Promise.State.PAUSED:
            resting.setdefault(promise.case_id, []).append(promise)
        else:
            owed.add(promise.case_id)
    return {case.conversation_id for case in cases if case.pk in owed}, resting


@prepared
def _running_or_resting(cases: Collection[int]) -> QuerySet[Promise, Promise]:
    running = Q(state=Promise.State.RUNNING, about=Promise.About.ANSWER)
    return Promise.objects.filter(running | Q(state=Promise.State.PAUSED), case__in=cases)


def _facts(case: Case, message: Message, opened: bool, promises: dict[int | None, list[Promise]]) -> list[Fact]:
    first: list[Fact] = [about_case(CaseOpened, case, kind=case.kind)] if opened else []
    made = [about_case(PromiseMade, case, promise_id=one.pk, origin=one.origin) for one in promises.get(message.pk, ())]
    return [*first, *made, about_message(MessageReceived, message)]
