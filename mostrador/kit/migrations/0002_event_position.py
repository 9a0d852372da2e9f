"""On PostgreSQL the ledger is cut into ranges of ids, and each event knows the transaction that wrote it.

There no event may be there yet: the table is made anew. On SQLite nothing changes.
"""

from typing import ClassVar

from django.db import migrations

POSTGRES = """
ALTER TABLE kit_event RENAME TO kit_event_whole;
ALTER SEQUENCE kit_event_id_seq RENAME TO kit_event_whole_id_seq;
CREATE SEQUENCE kit_event_id_seq AS bigint;
CREATE TABLE kit_event (
    id bigint PRIMARY KEY DEFAULT nextval('kit_event_id_seq'),
    name varchar(60) NOT NULL,
    at timestamptz NOT NULL,
    member bigint,
    refs jsonb NOT NULL,
    txid xid8 NOT NULL DEFAULT pg_current_xact_id()
) PARTITION BY RANGE (id);
ALTER SEQUENCE kit_event_id_seq OWNED BY kit_event.id;
CREATE TABLE kit_event_rest PARTITION OF kit_event DEFAULT;
DROP INDEX event_by_name;
CREATE INDEX event_by_name ON kit_event (name, id);
CREATE INDEX event_by_position ON kit_event (txid, id);
INSERT INTO kit_event (id, name, at, member, refs, txid)
    SELECT id, name, at, member, refs, '0'::xid8 FROM kit_event_whole;
SELECT setval('kit_event_id_seq', greatest(1, (SELECT max(id) FROM kit_event)), EXISTS (SELECT 1 FROM kit_event));
DROP TABLE kit_event_whole;
"""


def _cut(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRES, params=None)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("kit", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(_cut, migrations.RunPython.noop)]
