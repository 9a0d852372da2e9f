from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("doors", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="WayOut",
            fields=[
                (
                    "connection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="way_out",
                        serialize=False,
                        to="doors.connection",
                    ),
                ),
                ("leased_by", models.CharField(default="", max_length=60)),
                ("leased_until", models.DateTimeField(null=True)),
                ("failures", models.PositiveIntegerField(default=0, help_text="In a row.")),
                ("failing_since", models.DateTimeField(null=True)),
                ("held_until", models.DateTimeField(help_text="Nothing leaves before.", null=True)),
                ("needs_sign_in", models.BooleanField(default=False)),
                ("why", models.CharField(default="", help_text="What went wrong last, for people.", max_length=500)),
            ],
        ),
    ]
