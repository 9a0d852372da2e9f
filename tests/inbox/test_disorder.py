"""Whatever order deliveries come in, and however often, the page ends as a plain model of them says."""

import itertools
import random
from datetime import datetime, timedelta

import pytest

from mostrador.doors.contract import Author, Item
from mostrador.doors.models import Door
from mostrador.inbox import changing
from mostrador.inbox.models import Message
from mostrador.kit import clock
from tests.cast import a_door, a_member, hears

pytestmark = pytest.mark.django_db

FEW, MANY = 300, 10_000  # deliveries
MESSAGES = 12
_events = itertools.count()


def _script(chance: random.Random, run: str) -> tuple[list[Item], dict[str, str | None]]:
    """Make up what people wrote, corrected and took back; return it and what is to be seen, None for taken back."""
    start, items, seen = clock.now() - timedelta(hours=2), [], {}
    for number in range(MESSAGES):
        of, at = f"{run}-{number}", start + timedelta(minutes=number)
        items.append(_item("message", of, f"{of} as written", at, external_id=of))
        seen[of] = f"{of} as written"
        for turn in range(chance.choice((0, 0, 1, 2))):
            at += timedelta(seconds=5)
            seen[of] = f"{of} corrected {turn}"
            items.append(_item("edited", of, f"{of} corrected {turn}", at))
        if chance.random() < 0.25:
            items.append(_item("deleted", of, "", at + timedelta(seconds=5)))
            seen[of] = None
    return items, seen


def _item(kind: str, of: str, text: str, at: datetime, *, external_id: str = "") -> Item:
    name = external_id or f"event-{next(_events)}"
    who = Author(id="lucia", name="Lucía")
    return Item(kind=kind, external_id=name, of="" if external_id else of, text=text, sent_at=at, author=who)  # type: ignore[arg-type]  # a kind of the vocabulary


def _deliver(item: Item, door: Door) -> None:
    if item.kind == "message":
        hears(door, item.text, external_id=item.external_id, sent_at=item.sent_at)
    else:
        changing.apply(item, door=door, person=None)


def _tells_the_same(deliveries: int, seed: int) -> None:
    a_member()
    door, chance, done, run = a_door(), random.Random(seed), 0, 0
    while done < deliveries:
        run += 1
        items, seen = _script(chance, f"{seed}.{run}")
        repeated = [*items, *(item for item in items if chance.random() < 0.3)]
        chance.shuffle(repeated)
        for item in repeated:
            _deliver(item, door)
        done += len(repeated)
        rows = Message.objects.filter(door=door, external_id__in=seen)
        told = {row.external_id: None if row.deleted_at else row.text for row in rows}
        assert told == seen, f"seed {seed}, run {run}"
        in_order = [row.external_id for row in rows.as_shown()]
        assert in_order == list(seen), f"seed {seed}, run {run}"


def test_shuffled_repeated_deliveries_end_as_the_model_says() -> None:
    _tells_the_same(FEW, seed=random.randrange(10**9))


@pytest.mark.slow
def test_ten_thousand_of_them() -> None:
    _tells_the_same(MANY, seed=random.randrange(10**9))
