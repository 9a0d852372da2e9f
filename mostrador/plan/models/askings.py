"""Asking: somebody may not do it alone, and asks whoever may; with a clock, and never into silence."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case


class AskingQuerySet(models.QuerySet["Asking"]):
    def waiting(self) -> "AskingQuerySet":
        return self.filter(state=Asking.State.WAITING).order_by("due_at", "pk")

    def visible_to(self, member: Member) -> "AskingQuerySet":
        return self.filter(case__in=Case.objects.visible_to(member))


class Asking(models.Model):
    """One question: may this be done (or, of what was done for safety: was it right)?"""

    class About(models.TextChoices):
        LEAVE = "leave"  # may it be done?
        REVIEW = "review"  # it was done for safety, or it is to be looked at again: was it right?

    class State(models.TextChoices):
        WAITING = "waiting"
        YES = "yes"
        NO = "no"
        TAKEN_BACK = "taken_back"
        REPLACED = "replaced"  # the same was asked again, otherwise
        GIVEN = "given"  # what it was for was given meanwhile

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="askings")
    about = models.CharField(max_length=6, choices=About.choices, default=About.LEAVE)
    act = models.CharField(max_length=80)
    amount = models.PositiveBigIntegerField(null=True)
    told: "models.JSONField[Any, Any]" = models.JSONField(default=dict, help_text="What it needs to be done then.")
    why = models.CharField(max_length=300, blank=True, default="", help_text="The words of who asks.")
    asked_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="asked")
    asked_at = models.DateTimeField()
    role = models.CharField(max_length=60, help_text="The plan's role that is asked now.")
    of = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="asked_of")
    steps = models.PositiveSmallIntegerField(default=0, help_text="How often it has gone on to somebody else.")
    due_at = models.DateTimeField(help_text="When it goes on to the next.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answered_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=300, blank=True, default="", help_text="Of who answered.")
    line = models.CharField(max_length=20, blank=True, default="")
    plan_hash = models.CharField(max_length=32)
    key = models.CharField(max_length=200, unique=True, help_text="The same key twice is asked once.")

    objects: ClassVar[AskingQuerySet] = AskingQuerySet.as_manager()  # type: ignore[assignment]  # the stubs make it a plain one

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="asking_waits", condition=Q(state="waiting")),
            models.Index(fields=["case", "state"], name="asking_by_case"),
            models.Index(fields=["asked_at"], name="asking_by_day"),
        ]
