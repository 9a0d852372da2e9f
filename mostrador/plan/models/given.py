"""Given: money or its worth that somebody gave a customer, and the purse whose month it counts in."""

from django.db import models

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case
from mostrador.people.models import Person
from mostrador.plan.models.noted import Noted
from mostrador.plan.models.receipts import Receipt


class Purse(models.Model):
    """One role's month. It holds nothing: whoever gives holds this row, so that the rows counted are all there are."""

    role = models.CharField(max_length=60)
    month = models.CharField(max_length=7, help_text="2026-11, on the shop's calendar.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "month"], name="one_purse_a_month")]


class Given(models.Model):
    """A refund, a discount or a gesture as a person noted it. The amount is never changed: it is taken back whole."""

    class Kind(models.TextChoices):
        REFUND = "refund"
        DISCOUNT = "discount"
        GESTURE = "gesture"

    class State(models.TextChoices):
        PROMISED = "promised"  # they were told; it is not in their hands yet
        DONE = "done"
        TAKEN_BACK = "taken_back"  # it was not given after all: it counts no longer

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="given")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="given")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    thing = models.CharField(max_length=40, blank=True, default="", help_text="What a gesture is, as the plan says.")
    amount = models.PositiveBigIntegerField(help_text="In the currency's smallest coin.")
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DONE)
    why = models.CharField(max_length=200)
    note = models.CharField(max_length=500, blank=True, default="")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    purse = models.ForeignKey(Purse, on_delete=models.PROTECT, related_name="given")
    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="given")
    noted = models.ForeignKey(Noted, null=True, on_delete=models.SET_NULL, related_name="given")
    key = models.CharField(max_length=200, unique=True, help_text="The same key twice is given once.")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="When it was handed over, or taken back.")

    class Meta:
        indexes = [models.Index(fields=["case", "kind"], name="given_by_case")]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="given_is_something")]
