"""Joining: one asunto that was put into another, and what belonged to it."""

from django.db import models

from mostrador.accounts.models import Member
from mostrador.inbox.models.cases import Case


class Joining(models.Model):
    """The trace of a joining. What `remembering` notes of the two, and whose rows were whose, part them again."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", help_text="The one that ended.")
    into = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()
    case_before = models.JSONField()
    into_before = models.JSONField()
    into_after = models.JSONField(default=dict)
    belonged = models.JSONField(help_text="The ids of its messages, needs and promises.")
    parted_at = models.DateTimeField(null=True)
