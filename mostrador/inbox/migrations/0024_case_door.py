"""Each asunto knows its door, so that the lists of one door walk nobody else's."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

TELL_THE_DOOR = (
    "UPDATE inbox_case SET door_id = (SELECT door_id FROM inbox_conversation WHERE id = inbox_case.conversation_id)"
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("inbox", "0023_what_was_known"), ("doors", "0002_way_out")]
    operations: ClassVar = [
        migrations.AddField(
            "case",
            "door",
            models.ForeignKey(
                db_index=False,
                help_text="Its conversation's, for lists.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="doors.door",
            ),
        ),
        # Last: PostgreSQL changes no table in which rows have just been written.
        migrations.RunSQL(TELL_THE_DOOR, migrations.RunSQL.noop),
    ]
