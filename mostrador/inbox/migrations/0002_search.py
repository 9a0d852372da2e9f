"""Full-text search on SQLite: FTS5 beside the messages, kept true by triggers. Recency is the rowid."""

from typing import ClassVar

from django.db import migrations

CREATE = """
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
DROP = """
DROP TRIGGER inbox_search_add; DROP TRIGGER inbox_search_change; DROP TRIGGER inbox_search_remove;
DROP TABLE inbox_search;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("inbox", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(CREATE, DROP)]
