from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies: ClassVar = [("inbox", "0024_case_door"), ("doors", "0002_way_out")]
    operations: ClassVar = [
        migrations.AlterField(
            "case",
            "door",
            models.ForeignKey(
                db_index=False,
                help_text="Its conversation's, for lists.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="doors.door",
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["door", "asks_for_manager", "due_at", "id"],
                name="case_by_debt_of_door",
                condition=Q(state="waiting_us"),
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["door", "state", "-moved_at", "-id"],
                name="case_by_move_of_door",
                condition=Q(state="waiting_them") | Q(state="done"),
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["door", "snoozed_until", "id"],
                name="case_by_sleep_of_door",
                condition=Q(state="snoozed"),
            ),
        ),
    ]
