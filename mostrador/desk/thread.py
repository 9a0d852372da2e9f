"""A conversation as it is read: messages in order, a divider a day and an asunto, other errands folded away."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from mostrador.desk import deeds, wording
from mostrador.desk.bubbles import Shown, bubble, note
from mostrador.desk.surroundings import Surroundings
from mostrador.inbox.models import Case, Message
from mostrador.kit import saying

PAGE = 40
MOST = 500  # messages that a page may gather by going back
SAME_BREATH = timedelta(minutes=3)


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
    """What the dividers know about the asuntos of one conversation."""

    cases: dict[int, Case]
    counts: dict[int, int] = field(default_factory=dict)


def read(case: Case, *, around: Surroundings, before: str = "", since: str = "", size: int = PAGE) -> Thread:
    """Return the newest `size` messages before the place `before`, or all from `since` on. Raises `NoSuchPlace`."""
    size = MOST if since else size
    found = list(_messages(case, around, before, since)[: size + 1])
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
    done = deeds.since(deeds.between(case, around), since)
    whole: list[Divider | Shown] = []
    for item in laid:
        if isinstance(item, dict) and "at" in item:
            whole += deeds.up_to(done, item["at"])
        whole.append(item)
    return [*whole, *deeds.up_to(done, None)]


class NoSuchPlace(ValueError):
    """The address names a place in a thread that no page of ours gave."""


def _messages(case: Case, around: Surroundings, before: str, since: str) -> QuerySet[Message]:
    mine = Message.objects.filter(case=case).exclude(conversation=case.conversation_id)
    elsewhere = set(mine.values_list("conversation_id", flat=True).distinct())
    place = Q(conversation=case.conversation_id) if not elsewhere else (
        Q(conversation=case.conversation_id) | Q(conversation__in=elsewhere, case=case)
    )  # fmt: skip
    found = Message.objects.visible_to(around.member).filter(place).exclude(state=Message.State.WITHDRAWN)
    if before:
        at, number = _read_place(before)
        found = found.filter(Q(shown_at__lt=at) | Q(shown_at=at, pk__lt=number))
    if since:
        at, number = _read_place(since)
        found = found.filter(Q(shown_at__gt=at) | Q(shown_at=at, pk__gte=number))
    return found.order_by("-shown_at", "-id").prefetch_related("attachments", "reactions", "parts", "reply_to")


def _tell(shown: Sequence[Message], case: Case) -> Told:
    numbers = {message.case_id for message in shown if message.case_id} | {case.pk}
    cases = Case.objects.in_bulk(numbers - {case.pk}) if len(numbers) > 1 else {}
    told = Told({**cases, case.pk: case})
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
            yield _said(message, messages[number + 1 : number + 2], around)


def _said(message: Message, following: Sequence[Message], around: Surroundings) -> Shown:
    if message.direction == Message.Direction.NOTE:
        return note(message, around=around)
    together = bool(following) and _goes_on(message, following[0])
    return bubble(message, around=around, together=together)


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
