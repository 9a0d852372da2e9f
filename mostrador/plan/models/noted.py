"""Noted: what the plan asks for and no room does yet, written down, so that it is done by hand or later."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case, Message
from mostrador.people.models import Person


class NotedQuerySet(models.QuerySet["Noted"]):
    def visible_to(self, member: Member) -> "NotedQuerySet":
        return self.filter(case__in=Case.objects.visible_to(member))

    def to_do(self) -> "NotedQuerySet":
        """What waits to be done; thanks beside a complaint wait until that is solved."""
        ready = Q(after_case=False) | Q(case__state=Case.State.DONE)
        return self.filter(ready, state=Noted.State.WAITING)


class Noted(models.Model):
    """One act of one line for one message: thinking again writes it once."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        NOT_NEEDED = "not_needed"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="noted")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="noted")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="noted", db_index=False)
    kind = models.CharField(max_length=20, help_text="The list it stands in: thanks, problems, ideas, orders, posts.")
    act = models.CharField(max_length=80, help_text="As the plan words it: thank: personal.")
    line = models.CharField(max_length=20)
    plan_hash = models.CharField(max_length=32)
    quote = models.CharField(max_length=200, blank=True, default="", help_text="The words of theirs that call for it.")
    gates = models.CharField(max_length=120, blank=True, default="", help_text="Matters of law that stand over it.")
    after_case = models.BooleanField(default=False, help_text="It waits until the asunto is done.")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    ended_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True, default="", help_text="How it was done, or why not.")
    answer = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    cost = models.PositiveBigIntegerField(
        null=True, help_text="In the currency's smallest coin: what was given for it."
    )

    objects: ClassVar[NotedQuerySet] = NotedQuerySet.as_manager()  # type: ignore[assignment]  # the stubs make it a plain one

    class Meta:
        indexes = [models.Index(fields=["kind", "at"], name="noted_waits", condition=Q(state="waiting"))]
        constraints = [models.UniqueConstraint(fields=["message", "plan_hash", "line", "act"], name="noted_once")]
