"""Conversation: a door, a thread, a person."""

from typing import ClassVar

from django.db import models

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.people.models import Person


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, member: Member) -> "ConversationQuerySet":
        if member.runs_the_house:
            return self
        return self.filter(door__in=Door.objects.visible_to(member))


class Conversation(models.Model):
    """Everything one person and the team say to each other in one thread of one door."""

    door = models.ForeignKey(Door, on_delete=models.PROTECT, related_name="conversations", db_index=False)
    thread = models.CharField(max_length=255, help_text="What the channel says a thread is: a chat, a mail thread.")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conversations", db_index=False)
    address_value = models.CharField(max_length=255, help_text="The author id that an answer goes to.")
    public = models.BooleanField(default=False)
    subject = models.CharField(max_length=300, blank=True, default="")
    opened_at = models.DateTimeField()
    last_heard_at = models.DateTimeField(null=True, help_text="Platform's time of the last thing they said.")
    call_back_to = models.EmailField(
        blank=True, default="", help_text="Where they asked to be told of an answer once they have left."
    )
    last_external_id = models.CharField(max_length=255, blank=True, default="", help_text="What an answer answers.")

    objects: ClassVar[ConversationQuerySet] = ConversationQuerySet.as_manager()  # type: ignore[assignment]  # the stubs make it a plain one

    class Meta:
        constraints = [models.UniqueConstraint(fields=["door", "thread", "person"], name="one_conversation_per_thread")]
        indexes = [models.Index(fields=["person", "-id"], name="conversation_of_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.door}"
