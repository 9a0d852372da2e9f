"""The lists of Bandeja: hand-written SQL over the visibility of the inbox's own models, a page in one indexed query.

A tab is one or two *stretches*, each walked along an index of `inbox_case`; the place where a page ends is the
key of its last row, never a number of rows to skip.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from django.db import connection

from mostrador.desk.surroundings import ShownDoor, Surroundings, asked

PAGE = 25
COUNTED = 99  # beyond it a tab says "99+": nobody reads more, and counting more costs

Tab = Literal["waiting", "promised", "theirs", "snoozed", "done"]
TABS: tuple[Tab, ...] = ("waiting", "promised", "theirs", "done", "snoozed")

COLUMNS = """c.id, c.conversation_id, c.kind, c.title, c.state, c.asks_for_manager, c.due_at, c.promise_began_at,
 c.told_due_at, c.snoozed_until, c.moved_at, c.waiting_since, c.last_words, c.last_from_us, c.unread, c.owner_id,
 c.last_author_id, COALESCE(h.id, p.id), COALESCE(NULLIF(h.name, ''), p.name), c.door_id, v.public, v.subject,
 v.address_value"""
# CROSS JOIN keeps SQLite walking the cases first, along the index of the tab; PostgreSQL reads it as any join.
SOURCES = """inbox_case c CROSS JOIN inbox_conversation v CROSS JOIN people_person p
 LEFT JOIN people_person h ON h.id = p.same_as_id"""
TIES = "v.id = c.conversation_id AND p.id = c.person_id"


class Stretch(NamedTuple):
    """One walk along an index: which rows, in which order, and the columns that say where one stands."""

    where: str
    order: str
    key: tuple[str, ...]
    beyond: str  # the rows after a place; its parameters are the key's values


class Filters(NamedTuple):
    """What the person asked to see of a tab. Zero and empty: everything."""

    door: int = 0
    need: str = ""
    mine: bool = False
    tag: str = ""

    def __bool__(self) -> bool:
        return any(self)


ALL = Filters()


class Row(NamedTuple):
    """A case as a row shows it. Times are aware, UTC."""

    id: int
    conversation_id: int
    kind: str
    title: str
    state: str
    asks_for_manager: bool
    due_at: datetime | None
    promise_began_at: datetime | None
    told_due_at: datetime | None
    snoozed_until: datetime | None
    moved_at: datetime
    waiting_since: datetime | None
    last_words: str
    last_from_us: bool
    unread: int
    owner: str
    last_author: str
    person_id: int
    person_name: str
    door: ShownDoor
    public: bool
    subject: str
    address: str


class Page(NamedTuple):
    rows: list[Row]
    next: str  # where the following page begins; empty: this is the last one


def _by_debt(manager: str) -> Stretch:
    return Stretch(
        f"c.state = 'waiting_us' AND c.asks_for_manager = %({manager})s AND c.due_at IS NOT NULL",
        "c.due_at, c.id",
        ("due_at", "id"),
        "(c.due_at, c.id) > (%s, %s)",
    )


def _without_clock(manager: str) -> Stretch:
    return Stretch(
        f"c.state = 'waiting_us' AND c.asks_for_manager = %({manager})s AND c.due_at IS NULL",
        "c.due_at, c.id",  # as the index has it: PostgreSQL takes no part of it for settled by being nothing
        ("id",),
        "c.id > %s",
    )


_BY_WORD = Stretch(
    "NOT (c.told_due_at IS NULL) AND c.state <> 'done'", "c.told_due_at, c.id", ("told_due_at", "id"),
    "(c.told_due_at, c.id) > (%s, %s)",
)  # fmt: skip


def _by_move(state: str) -> Stretch:
    return Stretch(
        f"c.state = '{state}'", "c.moved_at DESC, c.id DESC", ("moved_at", "id"), "(c.moved_at, c.id) < (%s, %s)"
    )


_BY_SLEEP = Stretch(
    "c.state = 'snoozed' AND c.snoozed_until IS NOT NULL", "c.snoozed_until, c.id", ("snoozed_until", "id"),
    "(c.snoozed_until, c.id) > (%s, %s)",
)  # fmt: skip
STRETCHES: dict[Tab, tuple[Stretch, ...]] = {
    # Who asks for the manager stands before everybody.
    "waiting": (_by_debt("yes"), _without_clock("yes"), _by_debt("no"), _without_clock("no")),
    "promised": (_BY_WORD,),
    "theirs": (_by_move("waiting_them"),),
    "snoozed": (_BY_SLEEP,),
    "done": (_by_move("done"),),
}


def page(around: Surroundings, tab: Tab, *, filters: Filters = ALL, after: str = "", size: int = PAGE) -> Page:
    """Return the page of `tab` that begins after the place `after`. Raises `NoSuchPlace` for a place nobody gave."""
    stretches = STRETCHES[tab]
    first, place = _read_place(after, stretches)
    rows: list[Row] = []
    for number in _trodden(around, tab, filters, first):
        wanted = size + 1 - len(rows)
        rows += _walk(around, stretches[number], filters, place if number == first else (), wanted)
        if len(rows) > size:
            return Page(rows[:size], _place_of(rows[size - 1], tab))
    return Page(rows, "")


def counts(around: Surroundings, filters: Filters = ALL) -> dict[Tab, int]:
    """Return how many stand in each tab but what is done; more than `COUNTED` is no exact number."""
    return {tab: sum(found) for tab, found in _counted(around, filters).items()}


class NoSuchPlace(ValueError):
    """The address names a place in a list that no page of ours gave."""


def _trodden(around: Surroundings, tab: Tab, filters: Filters, first: int) -> Sequence[int]:
    """Return the stretches from `first` on where somebody stands: who waits stands in one of the four, as a rule.

    Who comes after the counting is told by the stream, whose position was read before it.
    """
    numbers = range(first, len(STRETCHES[tab]))
    return [one for one in numbers if _counted(around, filters)[tab][one]] if len(numbers) > 1 else numbers


def _counted(around: Surroundings, filters: Filters) -> dict[Tab, list[int]]:
    """Return how many stand in each stretch, `COUNTED` + 1 at most: one query over the indexes, once a request."""
    if filters not in around.counted:
        tabs = [tab for tab in TABS if tab != "done"]
        parts = [_counting(around, stretch, filters) for tab in tabs for stretch in STRETCHES[tab]]
        sql = "SELECT " + ", ".join(part for part, _ in parts)
        found = iter(asked(sql, *(value for _, values in parts for value in values))[0])
        around.counted[filters] = {tab: [int(next(found)) for _ in STRETCHES[tab]] for tab in tabs}
    return around.counted[filters]


def _walk(around: Surroundings, stretch: Stretch, filters: Filters, place: Sequence[Any], limit: int) -> list[Row]:
    where, values = _where(around, stretch, filters)
    if place:
        where, values = f"{where} AND {stretch.beyond}", [*values, *place]
    sql = f"SELECT {COLUMNS} FROM {SOURCES} WHERE {TIES} AND {where} ORDER BY {stretch.order} LIMIT {int(limit)}"  # noqa: S608 - our own words; values are parameters
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [_row(around, found) for found in cursor.fetchall()]


def _counting(around: Surroundings, stretch: Stretch, filters: Filters) -> tuple[str, list[Any]]:
    where, values = _where(around, stretch, filters)
    # In the order of its index: else PostgreSQL, which takes state and clock for independent, believes that a look
    # through the whole table soon finds a hundred who wait without a clock.
    few = f"SELECT 1 FROM inbox_case c WHERE {where} ORDER BY {stretch.order} LIMIT {COUNTED + 1}"  # noqa: S608 - our own words; values are placeholders
    return f"(SELECT COUNT(*) FROM ({few}) few)", values  # noqa: S608 - our own words; values are placeholders


def _where(around: Surroundings, stretch: Stretch, filters: Filters) -> tuple[str, list[Any]]:
    # The plus keeps SQLite walking in the order of the list where somebody sees several doors.
    yes, no, door = ("TRUE", "FALSE", "c.door_id") if connection.vendor == "postgresql" else ("1", "0", "+c.door_id")
    seen, values = around.seen(door)
    clauses = list(_filtering(around, filters))
    where = stretch.where % {"yes": yes, "no": no} + seen + "".join(f" AND {sql}" for sql, _ in clauses)
    return where, [*values, *(value for _, value in clauses)]


def _filtering(around: Surroundings, filters: Filters) -> Iterable[tuple[str, Any]]:
    if filters.door:
        yield "c.door_id = %s", filters.door
    if filters.need:
        yield "c.kind = %s", filters.need
    if filters.mine:
        yield "c.owner_id = %s", around.member.pk
    if filters.tag:
        yield (
            "c.id IN (SELECT t.case_id FROM inbox_case_tags t JOIN inbox_tag n ON n.id = t.tag_id WHERE n.name = %s)",
            filters.tag,
        )


def _row(around: Surroundings, found: Sequence[Any]) -> Row:
    members = around.members
    return Row(
        found[0], found[1], found[2], found[3], found[4], bool(found[5]), _utc(found[6]), _utc(found[7]),
        _utc(found[8]), _utc(found[9]), _utc(found[10]) or around.now, _utc(found[11]), found[12], bool(found[13]),
        found[14], members.get(found[15], ""), members.get(found[16], ""), found[17], found[18],
        around.door(found[19]), bool(found[20]), found[21], found[22],
    )  # fmt: skip


def _utc(at: datetime | None) -> datetime | None:
    # SQLite gives times back as they were written, in UTC and without saying so.
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at


def _place_of(row: Row, tab: Tab) -> str:
    """Name the place of a row: the number of its stretch and its key, such as `1~2026-05-14T15:49:00~812`."""
    number = _number_of(row, tab)
    values = (getattr(row, name) for name in STRETCHES[tab][number].key)
    return "~".join([str(number), *(v.isoformat() if isinstance(v, datetime) else str(v) for v in values)])


def _number_of(row: Row, tab: Tab) -> int:
    if tab != "waiting":
        return 0
    return (0 if row.asks_for_manager else 2) + (0 if row.due_at else 1)


def _read_place(text: str, stretches: Sequence[Stretch]) -> tuple[int, tuple[Any, ...]]:
    if not text:
        return 0, ()
    number, *values = text.split("~")
    try:
        key = dict(enumerate(stretches))[int(number)].key
        return int(number), tuple(_value(name, value) for name, value in zip(key, values, strict=True))
    except (ValueError, KeyError, OverflowError) as wrong:
        raise NoSuchPlace(text) from wrong


def _value(name: str, text: str) -> Any:
    if name == "id":
        return int(text)
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return connection.ops.adapt_datetimefield_value(at)
