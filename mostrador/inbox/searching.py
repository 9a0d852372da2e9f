"""Finding words again, newest first, among what one may see."""

from django.db import connection

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models import Message

MOST_WORDS = 8


def search(
    words: str, *, member: Member, before: int | None = None, limit: int = 25, notes: bool = True
) -> list[Message]:
    """Return the newest messages that hold all the words (the last one may be begun), within what `member` may see.

    `notes` False leaves out what only the team reads.

    Newest means arrival: the rowid is the order, so that common words cost no more than rare ones.
    """
    match = _match(words)
    if not match or not member.is_active:
        return []
    ids = _matching(match, doors=_doors(member), before=before or 2**62, limit=limit, notes=notes)
    found = Message.objects.filter(pk__in=ids).select_related("conversation__person", "door__connection", "author")
    return sorted(found, key=lambda message: -message.pk)


def _match(words: str) -> str:
    """Return an FTS5 expression in which everything is quoted: no operator of a stranger's gets through."""
    plain = words.replace("\0", " ").replace('"', " ")
    terms = [f'"{word}"' for word in plain.split()[:MOST_WORDS] if word.strip("*")]
    return " ".join(terms) + "*" if terms else ""


def _doors(member: Member) -> list[int] | None:
    if member.runs_the_house:
        return None
    return list(Door.objects.visible_to(member).values_list("pk", flat=True))


def _matching(match: str, *, doors: list[int] | None, before: int, limit: int, notes: bool) -> list[int]:
    if doors is None:
        clause, some = "", []
    else:
        clause, some = f"AND m.door_id IN ({','.join(['%s'] * len(doors)) or 'NULL'})", doors
    if not notes:
        clause += " AND m.direction <> 'note'"
    with connection.cursor() as cursor:
        cursor.execute(  # the clause holds nothing but placeholders
            "SELECT s.rowid FROM inbox_search s CROSS JOIN inbox_message m ON m.id = s.rowid "  # noqa: S608
            f"WHERE inbox_search MATCH %s AND s.rowid < %s {clause} AND m.deleted_at IS NULL "
            "ORDER BY s.rowid DESC LIMIT %s",
            [match, before, *some, limit],
        )
        return [row[0] for row in cursor.fetchall()]
