from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

TELL_THE_CONVERSATION = (
    "UPDATE inbox_part SET conversation_id = "
    "(SELECT conversation_id FROM inbox_message WHERE id = inbox_part.message_id)"
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("inbox", "0012_joining")]
    operations: ClassVar = [
        migrations.AddField(
            "part",
            "conversation",
            models.ForeignKey(
                db_index=False,
                help_text="Its message's.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="inbox.conversation",
            ),
        ),
        migrations.AddIndex(
            "part", models.Index(fields=["conversation", "state", "id"], name="part_by_conversation")
        ),
        # Last: PostgreSQL changes no table in which rows have just been written.
        migrations.RunSQL(TELL_THE_CONVERSATION, migrations.RunSQL.noop),
    ]
