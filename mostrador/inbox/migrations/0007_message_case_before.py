from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("inbox", "0006_heard_once_each_way")]
    operations: ClassVar = [
        migrations.AddField(
            "message",
            "case_before",
            models.JSONField(
                null=True, help_text="Its asunto as it was before we answered: for second thoughts."
            ),
        ),
    ]
