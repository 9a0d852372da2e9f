"""Finding words again, newest first, among what one may see."""

from typing import Any, NamedTuple

from django.db import connection

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models import Message

MOST_WORDS = 8
LAST = 2**62
# PostgreSQL walks the newest messages one by one: there a common word is found. Then it asks the index for a few of
# all that hold the words: a rare one has no more. A word that was common once is looked for further back, a wider
# stretch each time.
WALKED = 4_000
FEW = 2_000
STRETCHES = (40_000, 160_000, 640_000)


class Wanted(NamedTuple):
    """What is looked for: the newest `limit` messages below the id `before` that the clause lets through."""

    before: int
    limit: int
    clause: str  # holds nothing but placeholders
    values: list[Any]


def search(
    words: str, *, member: Member, before: int | None = None, limit: int = 25, notes: bool = True
) -> list[Message]:
    """Return the newest messages that hold all the words (the last one may be begun), within what `member` may see.

    `notes` False leaves out what only the team reads.

    Newest means arrival: the id is the order, so that common words cost no more than rare ones.
    """
    terms = _terms(words)
    if not terms or not member.is_active:
        return []
    clause, values = _allowed(member, notes=notes)
    find = _on_postgres if connection.vendor == "postgresql" else _on_sqlite
    ids = find(terms, Wanted(before or LAST, limit, clause, values))
    found = Message.objects.filter(pk__in=ids).select_related("conversation__person", "door__connection", "author")
    return sorted(found, key=lambda message: -message.pk)


def _terms(words: str) -> list[str]:
    """Return the words without anything that a search engine would take for its own language."""
    plain = words.replace("\0", " ").replace('"', " ")
    return [word for word in plain.split()[:MOST_WORDS] if word.strip("*")]


def _allowed(member: Member, *, notes: bool) -> tuple[str, list[Any]]:
    clause, values = "m.deleted_at IS NULL", []
    if not member.runs_the_house:
        values = list(Door.objects.visible_to(member).values_list("pk", flat=True))
        clause += f" AND m.door_id IN ({','.join(['%s'] * len(values)) or 'NULL'})"
    if not notes:
        clause += " AND m.direction <> 'note'"
    return clause, values


def _on_sqlite(terms: list[str], wanted: Wanted) -> list[int]:
    match = " ".join(f'"{word}"' for word in terms) + "*"
    return _ids(
        "SELECT s.rowid FROM inbox_search s CROSS JOIN inbox_message m ON m.id = s.rowid "  # noqa: S608 - see Wanted
        f"WHERE inbox_search MATCH %s AND s.rowid < %s AND {wanted.clause} ORDER BY s.rowid DESC LIMIT %s",
        [match, wanted.before, *wanted.values, wanted.limit],
    )


def _on_postgres(terms: list[str], wanted: Wanted) -> list[int]:
    query = _tsquery(terms)
    if not query:
        return []
    newest = min(wanted.before, _newest() + 1)
    found = _walk(query, wanted, newest)
    upper = newest - WALKED
    if len(found) < wanted.limit and upper > 0 and len(few := _few(query, wanted, upper)) <= FEW:
        return found + sorted(few, reverse=True)[: wanted.limit - len(found)]
    for width in (*STRETCHES, LAST):
        if len(found) >= wanted.limit or upper <= 0:
            break
        lower = max(0, upper - width)
        found += _stretch(query, wanted, lower, upper, wanted.limit - len(found))
        upper = lower
    return found


def _tsquery(terms: list[str]) -> str:
    """Return the terms as PostgreSQL asks: cut like the messages, all of them, the last one perhaps only begun."""
    cut = _rows("SELECT inbox_words(word) FROM unnest(%s::text[]) WITH ORDINALITY AS t(word, n) ORDER BY n", [terms])
    phrases = [pieces for (words,) in cut if (pieces := words.split())]
    asked = [" <-> ".join(f"'{piece}'" for piece in pieces) for pieces in phrases]
    return " & ".join(f"({each})" for each in [*asked[:-1], f"{asked[-1]}:*"]) if asked else ""


def _newest() -> int:
    return int(_rows("SELECT max(id) FROM inbox_message", [])[0][0] or 0)


def _walk(query: str, wanted: Wanted, upper: int) -> list[int]:
    # MATERIALIZED keeps the planner from the index: so few rows are read faster than a common word's whole posting.
    return _ids(
        "WITH m AS MATERIALIZED (SELECT id, door_id, direction, deleted_at, search FROM inbox_message "  # noqa: S608 - our own words; values are placeholders
        f"WHERE id < %s AND id >= %s) SELECT id FROM m WHERE search @@ %s::tsquery AND {wanted.clause} "
        "ORDER BY id DESC LIMIT %s",
        [upper, upper - WALKED, query, *wanted.values, wanted.limit],
    )


def _few(query: str, wanted: Wanted, upper: int) -> list[int]:
    """Return the ids of all that hold the words, in no order; of more than `FEW` only some, one more than these."""
    # A range of ids that the planner could see would be read whole and joined with the word's few: 640,000 for one.
    # And a limit that it could see would make it read the table from its beginning.
    return _ids(
        "WITH m AS MATERIALIZED (SELECT id, door_id, direction, deleted_at FROM inbox_message "  # noqa: S608 - see Wanted
        f"WHERE search @@ %s::tsquery) SELECT id FROM m WHERE id < %s AND {wanted.clause} LIMIT {FEW + 1}",
        [query, upper, *wanted.values],
    )


def _stretch(query: str, wanted: Wanted, lower: int, upper: int, limit: int) -> list[int]:
    # MATERIALIZED again: else the planner may walk the whole table backwards for a word that is hardly there.
    return _ids(
        "WITH found AS MATERIALIZED (SELECT m.id FROM inbox_message m "  # noqa: S608 - see Wanted
        f"WHERE m.search @@ %s::tsquery AND m.id >= %s AND m.id < %s AND {wanted.clause}) "
        "SELECT id FROM found ORDER BY id DESC LIMIT %s",
        [query, lower, upper, *wanted.values, limit],
    )


def _ids(sql: str, values: list[Any]) -> list[int]:
    return [row[0] for row in _rows(sql, values)]


def _rows(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
