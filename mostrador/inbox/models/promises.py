"""Promise: what we owe somebody by a time, and how it ended."""

from django.db import models

from mostrador.accounts.models import Member
from mostrador.inbox.models.cases import Case
from mostrador.inbox.models.messages import Message


class Promise(models.Model):
    """A clock that runs inside the door's hours. The promise to be done rests while we wait for the customer.

    While it rests, `due_at` is when it would have been due, `ended_at` and `ended_by` when and with which answer of
    ours it came to rest, and `left_seconds` what is left of it.
    """

    class Origin(models.TextChoices):
        PLAN = "plan"
        TOLD = "told"
        LAW = "law"

    class About(models.TextChoices):
        ANSWER = "answer"  # to say something to what they said
        WORD = "word"  # to do what we said by when we said
        RESOLVE = "resolve"  # to be done with the errand

    class State(models.TextChoices):
        RUNNING = "running"
        PAUSED = "paused"
        KEPT = "kept"
        LATE = "late"  # kept, but after its time
        BROKEN = "broken"  # our word, given up after its time
        DROPPED = "dropped"  # no longer owed, and not late

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="promises", db_index=False)
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, help_text="The message that made it.")
    origin = models.CharField(max_length=5, choices=Origin.choices)
    about = models.CharField(max_length=8, choices=About.choices, default=About.ANSWER)
    what = models.CharField(max_length=200, blank=True, default="", help_text="Our word, if we gave it.")
    line = models.CharField(max_length=20, blank=True, default="", help_text="The plan's line that asks for it.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    began_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True)
    late_at = models.DateTimeField(null=True, help_text="When the house said aloud that it was late.")
    left_seconds = models.PositiveIntegerField(null=True, help_text="Service time left when it was paused.")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="kept_promises")
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL)

    class Meta:
        indexes = [
            models.Index(
                fields=["warn_at"], name="promise_to_warn", condition=models.Q(state="running", warned_at=None)
            ),
            models.Index(fields=["due_at"], name="promise_to_tell", condition=models.Q(state="running", late_at=None)),
            models.Index(fields=["case", "state"], name="promise_of_case"),
        ]
