"""Slip: the customer's own receipt of an errand."""

import secrets

from django.db import models

from mostrador.inbox.models.cases import Case
from mostrador.inbox.models.messages import Message


def new_token() -> str:
    """Return what its address ends in: 192 bits, whoever has it sees that errand."""
    return secrets.token_urlsafe(24)


class Slip(models.Model):
    """The address of one errand's page, and the message that told it to them."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="slip")
    token = models.CharField(max_length=40, unique=True, default=new_token)
    made_at = models.DateTimeField(auto_now_add=True)
    told_by = models.ForeignKey(
        Message, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Empty: they were not told yet."
    )
    words = models.CharField(max_length=400, blank=True, default="", help_text="The line that told it.")
