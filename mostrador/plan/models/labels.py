"""Label: somebody was called a troll; and the evidence, each piece with the message that shows it. Never for good."""

from django.db import models
from django.db.models import Q

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case, Message
from mostrador.people.models import Person
from mostrador.plan.models.receipts import Receipt


class Evidence(models.Model):
    """A sign of the plan that one of their messages shows, as somebody of the team noted it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="evidence")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="evidence", db_index=False)
    sign = models.CharField(max_length=40, help_text="A word of the plan's `troll.signs`.")
    noted_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "sign"], name="evidence_once")]


class Label(models.Model):
    class State(models.TextChoices):
        STANDING = "standing"  # given, and to be looked at again
        KEPT = "kept"  # somebody looked again: it was right
        REVERSED = "reversed"  # it was wrong, and it is counted as such

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="labels")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="labels", db_index=False)
    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="label")
    state = models.CharField(max_length=8, choices=State.choices, default=State.STANDING)
    given_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    given_at = models.DateTimeField()
    ended_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True, help_text="When it was looked at again, or taken back.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], name="one_label_a_person", condition=~Q(state="reversed"))
        ]
