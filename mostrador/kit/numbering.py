"""The numbers that rows get: never the same one twice, even after an old copy came back."""

from django.db import connection, transaction

# SQLite writes down how far a table counted only once it has had a row.
NOT_YET = """
INSERT INTO sqlite_sequence (name, seq) SELECT name, 0 FROM sqlite_master WHERE type = 'table'
AND sql LIKE '%AUTOINCREMENT%' AND name NOT IN (SELECT name FROM sqlite_sequence)
"""
# Numbers of 32 bits are those of Django's own small tables, which nobody outside knows.
POSTGRES = """
SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, coalesce(last_value, 0) + %s)
FROM pg_sequences WHERE schemaname = current_schema() AND data_type = 'bigint'::regtype
"""


def skip(how_many: int) -> None:
    """Let every table go on that many numbers later.

    Programs outside know our messages and events by their numbers. What was given out since a copy was made must
    not be given to something else after it is restored: a receiver would take our next answer for a known one.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES, [how_many])
            return
        cursor.execute(NOT_YET)
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s", [how_many])
