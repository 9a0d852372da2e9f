from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

TELL_THE_DOOR = "UPDATE inbox_part SET door_id = (SELECT door_id FROM inbox_message WHERE id = inbox_part.message_id)"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("doors", "0002_way_out"), ("inbox", "0009_delete_viewed")]
    operations: ClassVar = [
        migrations.AddField(
            "part",
            "door",
            models.ForeignKey(
                db_index=False,
                help_text="Its message's.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="doors.door",
            ),
        ),
        migrations.AddField(
            "part",
            "give_up_at",
            models.DateTimeField(help_text="Until when it is tried; then a person is told.", null=True),
        ),
        migrations.AddField(
            "part",
            "unsure_since",
            models.DateTimeField(help_text="Since when the platform is asked whether it arrived.", null=True),
        ),
        migrations.AddIndex("part", models.Index(fields=["door", "state", "id"], name="part_by_door")),
        # Last: PostgreSQL changes no table in which rows have just been written.
        migrations.RunSQL(TELL_THE_DOOR, migrations.RunSQL.noop),
    ]
