from importlib import import_module
from typing import ClassVar

from django.db import migrations, models

search = import_module("mostrador.inbox.migrations.0002_search")
TRIGGERS = search.CREATE[search.CREATE.index("CREATE TRIGGER") :]
WITHOUT = "".join(f"DROP TRIGGER inbox_search_{name};" for name in ("add", "change", "remove"))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("inbox", "0005_notice")]
    # The table is made anew, which takes the search's triggers away: they are put back after it.
    operations: ClassVar = [
        migrations.RunSQL(WITHOUT, TRIGGERS),
        migrations.RemoveConstraint("message", "heard_once"),
        migrations.AddConstraint(
            "message", models.UniqueConstraint(fields=["door", "external_id", "direction"], name="heard_once")
        ),
        migrations.RunSQL(TRIGGERS, WITHOUT),
    ]
