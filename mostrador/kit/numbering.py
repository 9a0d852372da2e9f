"""The numbers that rows get: never the same one twice, even after an old copy came back."""

from django.db import connection, transaction

# SQLite writes down how far a table counted only once it has had a row.
NOT_YET = """
INSERT INTO sqlite_sequence (name, seq) SELECT name, 0 FROM sqlite_master WHERE type = 'table'
AND sql LIKE '%AUTOINCREMENT%' AND name NOT IN (SELECT name FROM sqlite_sequence)
"""


def skip(how_many: int) -> None:
    """Let every table go on that many numbers later.

    Programs outside know our messages and events by their numbers. What was given out since a copy was made must
    not be given to something else after it is restored: a receiver would take our next answer for a known one.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(NOT_YET)
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s", [how_many])
