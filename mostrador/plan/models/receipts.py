"""Receipt: by which line of which plan somebody did something, and how much of their limit was left."""

from django.db import models

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case, Message


class Receipt(models.Model):
    """The permission receipt of one act. Amounts are in the currency's smallest coin."""

    class Ground(models.TextChoices):
        OWN = "own"  # within what the role may
        ASKED = "asked"  # somebody above said yes
        SAFETY = "safety"  # the glass was broken: done first, looked at within a day
        WARNED = "warned"  # a gate warned, and they went on
        PLAN = "plan"  # the plan itself did it, nobody of the team

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="receipts", db_index=False)
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="receipts")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    act = models.CharField(max_length=80, help_text="As the plan words it: refund, reply, escalate: owner.")
    ground = models.CharField(max_length=6, choices=Ground.choices, default=Ground.OWN)
    role = models.CharField(max_length=60, blank=True, default="", help_text="The plan's role that allowed it.")
    line = models.CharField(max_length=20, blank=True, default="", help_text="The line of action, such as L08.")
    plan_hash = models.CharField(max_length=32)
    amount = models.BigIntegerField(null=True)
    left = models.BigIntegerField(null=True, help_text="Of the role's limit, after it.")
    gates = models.CharField(max_length=120, blank=True, default="", help_text="Matters of law that stood over it.")
    why = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["case", "at"], name="receipt_by_case"),
            models.Index(fields=["ground", "at"], name="receipt_by_ground", condition=~models.Q(ground="own")),
        ]
