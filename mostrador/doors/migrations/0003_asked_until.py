from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("doors", "0002_way_out")]
    operations: ClassVar = [
        migrations.AddField(
            "wayout",
            "asked_until",
            models.DateTimeField(help_text="Until when the platform itself asked to be left alone.", null=True),
        ),
    ]
