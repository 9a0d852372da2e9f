"""Visit: whether the other side is still there, where one can leave; Notice: what told them of an answer."""

from django.db import models

from mostrador.inbox.models.conversations import Conversation


class Visit(models.Model):
    """The latest presence of whoever writes from a page of ours that can be closed."""

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, primary_key=True, related_name="visit")
    last_seen_at = models.DateTimeField()
    language = models.CharField(max_length=5, blank=True, default="")
    told_upto = models.BigIntegerField(default=0, help_text="The newest message of ours that a notice spoke of.")


class Notice(models.Model):
    """A mail that told them of our answer: whoever answers it is back in this conversation."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="notices")
    external_id = models.CharField(max_length=255, unique=True)
    at = models.DateTimeField()
