from importlib import import_module
from typing import ClassVar

from django.db import migrations, models

search = import_module("mostrador.inbox.migrations.0002_search")
TRIGGERS = search.SQLITE[search.SQLITE.index("CREATE TRIGGER") :]
WITHOUT = "".join(f"DROP TRIGGER inbox_search_{name};" for name in ("add", "change", "remove"))


def _without(apps, editor):
    if editor.connection.vendor == "sqlite":
        search.run(editor, WITHOUT)


def _with(apps, editor):
    if editor.connection.vendor == "sqlite":
        search.run(editor, TRIGGERS)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("inbox", "0005_notice")]
    # On SQLite the table is made anew, which takes the search's triggers away: they are put back after it.
    operations: ClassVar = [
        migrations.RunPython(_without, _with),
        migrations.RemoveConstraint("message", "heard_once"),
        migrations.AddConstraint(
            "message", models.UniqueConstraint(fields=["door", "external_id", "direction"], name="heard_once")
        ),
        migrations.RunPython(_with, _without),
    ]
