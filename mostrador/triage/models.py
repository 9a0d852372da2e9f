"""What people said of a message beside what the machine had said: the rows that a shop's own learning stands on."""

from typing import ClassVar

from django.db import models
from django.db.models import OuterRef, Subquery

from mostrador.accounts.models import Member
from mostrador.inbox.models import Message, Need


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def standing(self) -> "CorrectionQuerySet":
        """The last word on each message and each thing asked; none of words that were unsaid since."""
        same = Correction.objects.filter(message=OuterRef("message"), about=OuterRef("about")).order_by("-pk")
        return self.filter(pk=Subquery(same.values("pk")[:1]), message__deleted_at=None)


class Correction(models.Model):
    """One label by a person. Where they said the same as the machine, it is a confirmation.

    The words themselves stay in the message alone: whoever erases it erases the row with it.
    """

    class About(models.TextChoices):
        NEED = "need"
        URGENCY = "urgency"
        TONE = "tone"
        ABUSE = "abuse"
        LANGUAGE = "language"

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="corrections", db_index=False)
    about = models.CharField(max_length=10, choices=About.choices)
    machine = models.CharField(max_length=30, help_text="What the machine said; empty: nothing.")
    machine_p = models.FloatField(help_text="From 0 to 1, how sure it was.")
    model = models.CharField(max_length=40, blank=True, default="", help_text="Empty: an older one, not known.")
    said = models.CharField(max_length=30)
    before = models.CharField(max_length=30, blank=True, default="", help_text="What stood there: undoing restores it.")
    need = models.OneToOneField(Need, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    at = models.DateTimeField()

    objects: ClassVar[CorrectionQuerySet] = CorrectionQuerySet.as_manager()  # type: ignore[assignment]  # the stubs make it a plain one

    class Meta:
        indexes = [models.Index(fields=["message", "about", "id"], name="correction_of_message")]
        constraints = [
            models.CheckConstraint(condition=models.Q(machine_p__gte=0, machine_p__lte=1), name="sure_from_0_to_1")
        ]

    @property
    def confirms(self) -> bool:
        return self.said == self.machine


class Learnt(models.Model):
    """One time that the house learnt from its labels: the layer it made, how that did, and whether it is in force."""

    class State(models.TextChoices):
        IN_FORCE = "in_force"
        NOT_BETTER = "not_better"
        REPLACED = "replaced"
        RETIRED = "retired", "the shipped weights changed"
        PUT_BACK = "put_back", "a person went back to the shipped weights"

    base = models.CharField(max_length=40, help_text="The version of the shipped weights.")
    state = models.CharField(max_length=10, choices=State.choices)
    why_not = models.CharField(max_length=10, blank=True, default="", help_text="few, worse, restless or weights.")
    layer = models.BinaryField(help_text="Compressed; empty where it never was in force.")
    figures = models.JSONField(help_text="How it did: the counts of `learning.Learnt`.")
    floors = models.JSONField(default=dict, help_text="By need: how sure the machine must be to act by itself.")
    upto = models.BigIntegerField(help_text="The last correction that it knew.")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=models.Q(state="in_force"), name="one_layer_in_force")
        ]


class SecondThought(models.Model):
    """A message that the full model looked at after the light one."""

    message = models.OneToOneField(Message, primary_key=True, on_delete=models.CASCADE, related_name="+")
    before = models.CharField(max_length=30, blank=True, default="")
    after = models.CharField(max_length=30)
    changed = models.BooleanField()
    at = models.DateTimeField()


class Consulted(models.Model):
    """How often the language model was asked on a day of the house, and what it said that it cost."""

    day = models.DateField(primary_key=True)
    calls = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    tokens_in = models.PositiveBigIntegerField(default=0)
    tokens_out = models.PositiveBigIntegerField(default=0)
