"""Full-text search beside the messages, kept true by the database itself. Recency is the message's id.

SQLite: FTS5 over the messages' own text, fed by triggers. PostgreSQL: a stored column and a GIN index; its words are
cut as FTS5's unicode61 cuts them (letters and digits are words, all else parts them, accents and case do not count),
so that both find the same. A tsvector holds a megabyte at most: only the first hundred thousand characters count.
"""

from typing import ClassVar

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE inbox_search USING fts5(
    text, subject, content='inbox_message', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER inbox_search_add AFTER INSERT ON inbox_message BEGIN
    INSERT INTO inbox_search(rowid, text, subject) VALUES (new.id, new.text, new.subject);
END;
CREATE TRIGGER inbox_search_change AFTER UPDATE OF text, subject ON inbox_message BEGIN
    INSERT INTO inbox_search(inbox_search, rowid, text, subject) VALUES ('delete', old.id, old.text, old.subject);
    INSERT INTO inbox_search(rowid, text, subject) VALUES (new.id, new.text, new.subject);
END;
CREATE TRIGGER inbox_search_remove AFTER DELETE ON inbox_message BEGIN
    INSERT INTO inbox_search(inbox_search, rowid, text, subject) VALUES ('delete', old.id, old.text, old.subject);
END;
"""
SQLITE_GONE = """
DROP TRIGGER inbox_search_add; DROP TRIGGER inbox_search_change; DROP TRIGGER inbox_search_remove;
DROP TABLE inbox_search;
"""
# The collation is named, so that "Á" is a letter in a database of any locale.
POSTGRES = r"""
CREATE FUNCTION inbox_words(told text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        regexp_replace(lower(normalize(told, NFD) COLLATE "und-x-icu"), '[\u0300-\u036f]+', '', 'g'),
        '[^[:alnum:]]+', ' ', 'g')
$$;
ALTER TABLE inbox_message ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (
    to_tsvector('simple', inbox_words(left(text, 100000) || ' ' || subject))
) STORED;
CREATE INDEX inbox_message_search ON inbox_message USING gin (search);
"""
POSTGRES_GONE = """
ALTER TABLE inbox_message DROP COLUMN search;
DROP FUNCTION inbox_words(text);
"""


def _make(apps, editor):
    run(editor, SQLITE if _on_sqlite(editor) else POSTGRES)


def _unmake(apps, editor):
    run(editor, SQLITE_GONE if _on_sqlite(editor) else POSTGRES_GONE)


def run(editor, script):
    for statement in editor.connection.ops.prepare_sql_script(script):
        editor.execute(statement, params=None)


def _on_sqlite(editor):
    return editor.connection.vendor == "sqlite"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("inbox", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(_make, _unmake)]
