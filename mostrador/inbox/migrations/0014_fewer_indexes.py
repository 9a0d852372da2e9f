"""Indexes that are the beginning of another one serve nobody, and every message pays for each of them."""

from typing import ClassVar

from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import CASCADE, PROTECT, SET_NULL

INDEXES = {
    "inbox_message_conversation_id_37bc0d72": "inbox_message (conversation_id)",
    "inbox_message_case_id_1e55c926": "inbox_message (case_id)",
    "inbox_case_owner_id_f546050b": "inbox_case (owner_id)",
    "inbox_conversation_person_id_434ebe59": "inbox_conversation (person_id)",
    "inbox_conversation_door_id_dcf2df0d": "inbox_conversation (door_id)",
    "inbox_promise_case_id_659e0045": "inbox_promise (case_id)",
}


def _without_index(model, field, to, **told):
    return migrations.AlterField(model, field, models.ForeignKey(db_index=False, to=to, **told))


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("inbox", "0013_part_conversation"),
        ("doors", "0002_way_out"),
        ("people", "0002_person_by_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    # The tables themselves stay: Django would make them anew on SQLite, and lose the triggers of the search.
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(f"DROP INDEX IF EXISTS {name}", f"CREATE INDEX {name} ON {what}")
                for name, what in INDEXES.items()
            ],
            state_operations=[
                _without_index(
                    "case", "owner", settings.AUTH_USER_MODEL, null=True, on_delete=SET_NULL, related_name="cases"
                ),
                _without_index(
                    "conversation", "person", "people.person", on_delete=PROTECT, related_name="conversations"
                ),
                _without_index("conversation", "door", "doors.door", on_delete=PROTECT, related_name="conversations"),
                _without_index(
                    "message", "case", "inbox.case", null=True, on_delete=SET_NULL, related_name="messages"
                ),
                _without_index(
                    "message", "conversation", "inbox.conversation", on_delete=PROTECT, related_name="messages"
                ),
                _without_index("promise", "case", "inbox.case", on_delete=CASCADE, related_name="promises"),
            ],
        )
    ]
