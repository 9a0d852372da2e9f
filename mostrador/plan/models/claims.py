"""Checked: what somebody found out about one claim of a criticism. A claim without a row is not known yet."""

from django.db import models

from mostrador.accounts.models import Member
from mostrador.inbox.models import Message


class Checked(models.Model):
    class Verdict(models.TextChoices):
        TRUE = "true"
        FALSE = "false"

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="checked", db_index=False)
    about = models.CharField(max_length=20, help_text="What is claimed: broken, late, price.")
    verdict = models.CharField(max_length=5, choices=Verdict.choices)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "about"], name="one_verdict_a_claim")]
