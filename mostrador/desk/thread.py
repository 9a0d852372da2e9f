"""A conversation as it is read: messages in order, a divider a day and an asunto, other errands folded away."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from mostrador.accounts.models import Member
from mostrador.desk import along, deeds, wording
from mostrador.desk.along import Along
from mostrador.desk.bubbles import Shown, bubble, note
from mostrador.desk.surroundings import Surroundings
from mostrador.inbox.models import Case, Message
from mostrador.kit import saying
from mostrador.kit.prepared import prepared

PAGE = 40
MOST = 500  # messages that a page may gather by going back
SAME_BREATH = timedelta(minutes=3)
THE_END = datetime.max.replace(tzinfo=UTC), 2**63 - 1


@dataclass(frozen=True, kw_only=True)
class Divider:
    """A line across the thread: a day, the start of an asunto, or an errand folded into one line."""

    kind: str  # day, case or folded
    words: str
    aside: str = ""
    case_id: int = 0
    count: int = 0
    is_current: bool = False


class Thread(NamedTuple):
    items: list[Divider | Shown]
    older: str  # the place before which older messages stand; empty: this is the beginning
    since: str  # the place of the first one shown: whoever asks again asks from here, so that nothing falls between


@dataclass
class Told:
    """What the dividers know about the asuntos of one conversation, and what goes along with its messages."""

    cases: dict[int, Case]
    along: Along
    counts: dict[int, int] = field(default_factory=dict)


def read(case: Case, *, around: Surroundings, before: str = "", since: str = "") -> Thread:
    """Return the newest messages before the place `before`, or all from `since` on. Raises `NoSuchPlace`."""
    size = MOST if since else PAGE
    found = _messages(case, around, before, since)
    shown = found[:size][::-1]
    older = _place(shown[0]) if shown and len(found) > size else ""
    told = _tell(shown, case)
    laid = list(_laid_out(shown, case, told, around))
    if not before:
        laid = _with_deeds(laid, case, around, since=shown[0].shown_at if older else None)
    return Thread(laid, older, _place(shown[0]) if shown else "")


def _with_deeds(
    laid: Sequence[Divider | Shown], case: Case, around: Surroundings, *, since: datetime | None
) -> list[Divider | Shown]:
    """Put what was done in the asunto between what was said, at its time."""
    found, permits = deeds.between(case, around)
    done = deeds.since(found, since)
    whole: list[Divider | Shown] = []
    for item in laid:
        if isinstance(item, dict) and "at" in item:
            whole += deeds.up_to(done, item["at"])
            item.update(permits.get(item["number"], {}))
        whole.append(item)
    return [*whole, *deeds.up_to(done, None)]


class NoSuchPlace(ValueError):
    """The address names a place in a thread that no page of ours gave."""


def _messages(case: Case, around: Surroundings, before: str, since: str) -> list[Message]:
    """Return the newest before a place, or from one on, and one more to tell that there are others."""
    at, number = _read_place(since or before) if since or before else THE_END
    elsewhere = _elsewhere(case.pk, case.conversation_id) if case.also_elsewhere else []
    if not elsewhere:
        here = _here_since if since else _here_before
        return here(case.conversation_id, at, number, around.member)
    theirs = Q(conversation=case.conversation_id) | Q(conversation__in=elsewhere, case=case)
    found = _since if since else _before
    return list(found(theirs, at, number, around.member))


def _before(place: Q, at: datetime, number: int, member: Member) -> QuerySet[Message, Message]:
    earlier = Q(shown_at__lte=at) & (Q(shown_at__lt=at) | Q(pk__lt=number))
    return _shown(place & earlier, member)[: PAGE + 1]


def _since(place: Q, at: datetime, number: int, member: Member) -> QuerySet[Message, Message]:
    later = Q(shown_at__gte=at) & (Q(shown_at__gt=at) | Q(pk__gte=number))
    return _shown(place & later, member)[: MOST + 1]


def _shown(which: Q, member: Member) -> QuerySet[Message, Message]:
    found = Message.objects.visible_to(member).filter(which).exclude(state=Message.State.WITHDRAWN)
    return found.order_by("-shown_at", "-id")


@prepared
def _here_before(conversation: int, at: datetime, number: int, member: Member) -> QuerySet[Message, Message]:
    return _before(Q(conversation=conversation), at, number, member)


@prepared
def _here_since(conversation: int, at: datetime, number: int, member: Member) -> QuerySet[Message, Message]:
    return _since(Q(conversation=conversation), at, number, member)


@prepared
def _elsewhere(case: int, conversation: int) -> QuerySet[Message, int]:
    """Return the other conversations that hold something of an asunto."""
    mine = Message.objects.filter(case=case).exclude(conversation=conversation)
    return mine.values_list("conversation_id", flat=True).distinct()


def _tell(shown: Sequence[Message], case: Case) -> Told:
    numbers = {message.case_id for message in shown if message.case_id} | {case.pk}
    cases = Case.objects.in_bulk(numbers - {case.pk}) if len(numbers) > 1 else {}
    told = Told({**cases, case.pk: case}, along.of(shown))
    done = [other.pk for other in cases.values() if other.state == Case.State.DONE]
    if done:
        rows = Message.objects.filter(case__in=done, conversation=case.conversation_id).values_list("case")
        told.counts = dict(rows.annotate(n=Count("pk")))
    return told


def _laid_out(shown: Sequence[Message], case: Case, told: Told, around: Surroundings) -> Iterator[Divider | Shown]:
    """Lay the messages out. An errand that is done and is not the one on the page folds into a line."""
    said_day: Any = None
    for case_id, run in _runs(shown, case):
        messages = list(run)
        errand = told.cases.get(case_id or 0)
        if errand is not None and case_id in told.counts:
            if count := told.counts[errand.pk]:
                yield _folded(errand, count, around.now)
            told.counts[errand.pk] = 0  # said once: what was done between two of its messages does not repeat it
            continue
        if errand is not None:
            yield _opening(errand, messages[0].shown_at, around.now, is_current=errand.pk == case.pk)
            said_day = saying.day(messages[0].shown_at, around.now)
        for number, message in enumerate(messages):
            if (day := saying.day(message.shown_at, around.now)) != said_day:
                yield Divider(kind="day", words=wording.capital(day))
                said_day = day
            yield _said(message, messages[number + 1 : number + 2], told.along, around)


def _said(message: Message, following: Sequence[Message], beside: Along, around: Surroundings) -> Shown:
    if message.direction == Message.Direction.NOTE:
        return note(message, around=around)
    together = bool(following) and _goes_on(message, following[0])
    return bubble(message, beside, around=around, together=together)


def _goes_on(message: Message, following: Message) -> bool:
    """Whether the next one is the same breath: who said it and when is told once, under the last."""
    same = (message.direction, message.author_id, message.automatic, message.state, message.public) == (
        following.direction, following.author_id, following.automatic, following.state, following.public,
    )  # fmt: skip
    return same and following.shown_at - message.shown_at < SAME_BREATH


def _runs(shown: Sequence[Message], case: Case) -> Iterable[tuple[int | None, Iterable[Message]]]:
    """Group neighbours of one asunto. What belongs to none stays with what surrounds it."""
    last = next((message.case_id for message in shown if message.case_id), case.pk)
    numbered = []
    for message in shown:
        last = message.case_id or last
        numbered.append((last, message))
    for case_id, pairs in groupby(numbered, key=lambda pair: pair[0]):
        yield case_id, (message for _, message in pairs)


def _opening(errand: Case, at: datetime, now: datetime, *, is_current: bool) -> Divider:
    when = f"{saying.day(at, now)}, {saying.clock_time(at)}"
    return Divider(kind="case", words=wording.wanted(errand), aside=when, case_id=errand.pk, is_current=is_current)


def _folded(errand: Case, count: int, now: datetime) -> Divider:
    when = saying.dated(errand.done_at or errand.moved_at, now)
    return Divider(kind="folded", words=wording.wanted(errand), aside=when, case_id=errand.pk, count=count)


def _place(message: Message) -> str:
    return f"{message.shown_at.isoformat()}~{message.pk}"


def _read_place(text: str) -> tuple[datetime, int]:
    at, _, number = text.partition("~")
    try:
        place = datetime.fromisoformat(at), int(number)
    except ValueError as wrong:
        raise NoSuchPlace(text) from wrong
    if place[0].tzinfo is None:
        raise NoSuchPlace(text)
    return place
