"""Message, the parts it leaves in, its attachments and what people did to it afterwards."""

from datetime import timedelta
from typing import ClassVar

from django.db import models

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models.cases import Case
from mostrador.inbox.models.conversations import Conversation
from mostrador.people.models import Person

TRIED_FOR = timedelta(hours=24)  # how long words that time may help are tried, from when they were to leave


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, member: Member) -> "MessageQuerySet":
        if member.runs_the_house:
            return self
        return self.filter(door__in=Door.objects.visible_to(member))

    def as_shown(self) -> "MessageQuerySet":
        """In the order of the conversation: the platform's time, then arrival."""
        return self.order_by("shown_at", "id")


class Message(models.Model):
    """Words in a conversation: theirs, ours, or a note only the team sees."""

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"
        NOTE = "note"

    class State(models.TextChoices):
        RECEIVED = "received"
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        DELIVERED = "delivered"
        READ = "read"
        FAILED = "failed"
        UNSURE = "unsure"
        WITHDRAWN = "withdrawn"

    # Their own indexes would be the beginnings of those below: every message pays for each of them.
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="messages", db_index=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="messages", db_index=False)
    door = models.ForeignKey(Door, on_delete=models.PROTECT, related_name="+")
    external_id = models.CharField(max_length=255, null=True, help_text="The platform's id; of its first part if ours.")
    direction = models.CharField(max_length=4, choices=Direction.choices)
    state = models.CharField(max_length=10, choices=State.choices)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", help_text="Who said it.")
    automatic = models.BooleanField(default=False)
    elsewhere = models.BooleanField(default=False, help_text="Ours, but written outside Mostrador.")
    public = models.BooleanField(default=False)
    text = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="", help_text="As it came: cleaned whenever it is shown.")
    subject = models.CharField(max_length=300, blank=True, default="")
    cc = models.JSONField(default=list)
    reply_to = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    unsupported = models.CharField(
        max_length=200, blank=True, default="", help_text="What it is, if we cannot show it."
    )
    note = models.CharField(max_length=300, blank=True, default="", help_text="What a person should know about it.")
    # How it was weighed when it came, beside its needs: the plan decides by it. Empty: ours, or older than these.
    line = models.CharField(max_length=20, null=True, help_text="The plan's line that decided.")
    needs_answer = models.BooleanField(null=True)
    asks_for_manager = models.BooleanField(null=True)
    abuse = models.BooleanField(null=True)
    tone = models.CharField(max_length=3, null=True, help_text="neg, neu or pos.")
    raises = models.CharField(max_length=20, null=True, help_text="Matters of law that it touches: legal, privacy.")
    off_topic = models.BooleanField(null=True, help_text="Under a post, it asked for something else.")
    had_open_case = models.BooleanField(null=True, help_text="An errand of theirs was open there when it came.")
    parcel_id = models.BigIntegerField(null=True)
    idempotency_key = models.CharField(max_length=200, null=True, unique=True)
    body_digest = models.CharField(max_length=64, blank=True, default="", help_text="Same key, other body: refused.")
    case_before = models.JSONField(null=True, help_text="Its asunto as it was before we answered: for second thoughts.")
    sent_at = models.DateTimeField(help_text="The platform's own time, as it was told.")
    shown_at = models.DateTimeField(help_text="The platform's time, at most five minutes ahead of arrival: the order.")
    received_at = models.DateTimeField(help_text="When we had it.")
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]  # the stubs make it a plain one

    class Meta:
        constraints = [models.UniqueConstraint(fields=["door", "external_id", "direction"], name="heard_once")]
        indexes = [
            models.Index(fields=["conversation", "shown_at", "id"], name="message_as_shown"),
            models.Index(fields=["case", "id"], name="message_of_case"),
        ]


class Part(models.Model):
    """What leaves in one call to the platform. Delivered and read only move forward."""

    State = Message.State

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="parts")
    door = models.ForeignKey(
        Door, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, help_text="Its message's."
    )
    conversation = models.ForeignKey(
        Conversation, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, help_text="Its message's."
    )
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=10, default="message", help_text="message, edit or delete.")
    text = models.TextField(blank=True, default="")
    files = models.JSONField(default=list, help_text="Ids of the attachments it carries.")
    state = models.CharField(max_length=10, choices=Message.State.choices, default=Message.State.QUEUED)
    external_id = models.CharField(max_length=255, blank=True, default="")
    idempotency_key = models.CharField(max_length=80, unique=True)
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    give_up_at = models.DateTimeField(null=True, help_text="Until when it is tried; then a person is told.")
    unsure_since = models.DateTimeField(null=True, help_text="Since when the platform is asked whether it arrived.")
    why = models.CharField(max_length=500, blank=True, default="")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "what", "position"], name="one_part_per_position")]
        indexes = [
            # What still leaves is looked for twice a second, oldest first, among all that ever left.
            models.Index(fields=["state", "id"], name="part_by_state"),
            models.Index(fields=["door", "state", "id"], name="part_by_door"),
            models.Index(fields=["conversation", "state", "id"], name="part_by_conversation"),
            models.Index(fields=["external_id"], name="part_by_external", condition=~models.Q(external_id="")),
        ]


class Attachment(models.Model):
    """A file of a message. Text never waits for it: its state is shown in its place."""

    class State(models.TextChoices):
        WANTED = "wanted"
        KEPT = "kept"
        FAILED = "failed"
        TOO_BIG = "too_big"

    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="attachments")
    key = models.CharField(max_length=60, unique=True, help_text="Random: part of its address.")
    uploaded_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL)
    type = models.CharField(max_length=100)
    name = models.CharField(max_length=200, blank=True, default="")
    size = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WANTED)
    source = models.JSONField(default=dict, help_text="Where the channel fetches it.")
    content_id = models.CharField(max_length=200, blank=True, default="")
    detail = models.CharField(max_length=300, blank=True, default="")
    why = models.CharField(max_length=300, blank=True, default="")
    said = models.TextField(blank=True, default="", help_text="The words of a voice note, as a machine heard them.")

    @property
    def left_out(self) -> int:
        """Return for how many files this line stands that were too many to fetch; 0: it is a file."""
        return int(self.source.get("left_out", 0))


class Reaction(models.Model):
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reactions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    emoji = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="one_reaction_each")]


class Early(models.Model):
    """A change that arrived before the message it changes: applied when that one comes."""

    door = models.ForeignKey(Door, on_delete=models.CASCADE)
    of = models.CharField(max_length=255)
    item = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["door", "of"], name="early_by_message")]
