"""What is being written: drafts kept on the server, and the shop's saved replies."""

from django.db import models

from mostrador.accounts.models import Member
from mostrador.inbox.models.conversations import Conversation


class Draft(models.Model):
    """Unsent words of one member in one conversation."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="drafts")
    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    surface = models.CharField(max_length=10, default="private")
    text = models.TextField()
    files = models.JSONField(default=list, help_text="Keys of uploaded files, in their order.")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "member"], name="one_draft_each")]


class CannedReply(models.Model):
    """A saved text. {nombre} and {yo} are filled when it is inserted."""

    shortcut = models.CharField(max_length=40, unique=True)
    text = models.TextField()
    language = models.CharField(max_length=5, blank=True, default="")

    class Meta:
        ordering = ["shortcut"]
