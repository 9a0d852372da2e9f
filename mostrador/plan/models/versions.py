"""PlanVersion: one text of the plan with its hash, who wrote it, who signed it, and when it was in force."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mostrador.accounts.models import Member


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    def open(self) -> "PlanVersionQuerySet":
        """Those that may still be changed."""
        return self.filter(state__in=PlanVersion.OPEN)

    def in_force(self) -> "PlanVersion | None":
        return self.filter(state=PlanVersion.State.IN_FORCE).first()

    def past(self) -> "PlanVersionQuerySet":
        """Those that were in force, the latest first."""
        return self.filter(state=PlanVersion.State.SUPERSEDED).order_by("-superseded_at", "-pk")


class PlanVersion(models.Model):
    """The whole YAML, as it was written. Once signed it is never changed: a change is another version."""

    class State(models.TextChoices):
        DRAFT = "draft"  # something in it is wrong
        CHECKED = "checked"  # it could be in force
        BACKTESTED = "backtested"  # and it has been played on the past
        SIGNED = "signed"
        IN_FORCE = "in_force"
        SUPERSEDED = "superseded"

    class Source(models.TextChoices):
        APP = "app"
        FILE = "file"
        WIZARD = "wizard"

    OPEN: ClassVar = (State.DRAFT, State.CHECKED, State.BACKTESTED)

    text = models.TextField()
    previous = models.TextField(blank=True, default="", help_text="Before the last change of a draft: the way back.")
    hash = models.CharField(max_length=32, blank=True, default="", help_text="Of what it says; none while it is wrong.")
    version = models.CharField(max_length=40, blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.APP)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)
    signature = models.CharField(max_length=200, blank=True, default="", help_text="By the key of the house.")
    in_force_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    objects: ClassVar[PlanVersionQuerySet] = PlanVersionQuerySet.as_manager()  # type: ignore[assignment]  # the stubs make it a plain one

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="in_force"), name="one_plan_in_force"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN
