from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("inbox", "0007_message_case_before")]
    operations: ClassVar = [
        migrations.RemoveIndex("part", "part_ready"),
        migrations.AddIndex("part", models.Index(fields=["state", "id"], name="part_by_state")),
    ]
