"""Case, on the screen an asunto: one errand of one person, whose it is, and whose turn it is."""

import secrets
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models.conversations import Conversation
from mostrador.people.models import Person

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that a voice on the telephone could mistake for another


def new_code() -> str:
    """Return a fresh tracking code of 49 bits, such as 7K3QM-2XPDR: short to dictate, hopeless to guess."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


class Tag(models.Model):
    name = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.name


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, member: Member) -> "CaseQuerySet":
        if member.runs_the_house:
            return self
        return self.filter(conversation__door__in=Door.objects.visible_to(member))

    def waiting(self) -> "CaseQuerySet":
        """Those who wait for us, the oldest debt first; who asks for the manager stands before everybody."""
        return self.filter(state=Case.State.WAITING_US).order_by("-asks_for_manager", "due_at", "id")

    def open(self) -> "CaseQuerySet":
        return self.exclude(state=Case.State.DONE)

    def current_first(self) -> "CaseQuerySet":
        """The newest open one, else the newest, stands first: what is said now belongs to it."""
        is_done = models.ExpressionWrapper(models.Q(state=Case.State.DONE), models.BooleanField())
        return self.order_by(is_done, "-pk")

    def current(self) -> "Case | None":
        return self.current_first().first()


class Case(models.Model):
    """One errand. `last_*` repeat what a list row shows, so that a page of rows is one indexed query."""

    class State(models.TextChoices):
        WAITING_US = "waiting_us", _("Waiting for you")
        WAITING_THEM = "waiting_them", _("You are waiting")
        SNOOZED = "snoozed", _("Snoozed")
        DONE = "done", _("Done")

    class Fault(models.TextChoices):
        OURS = "ours", _("Ours")
        NOT_OURS = "not_ours", _("Not ours")
        UNKNOWN = "", _("Not known yet")

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="cases")
    door = models.ForeignKey(
        Door, on_delete=models.PROTECT, related_name="cases", db_index=False, help_text="Its conversation's, for lists."
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    code = models.CharField(max_length=12, unique=True, default=new_code)
    kind = models.CharField(max_length=30, help_text="A need of triage/needs.py.")
    title = models.CharField(
        max_length=120, blank=True, default="", help_text="What is wanted; empty: the need's name."
    )
    fault = models.CharField(
        max_length=8, choices=Fault.choices, blank=True, default="", help_text="Whose fault it was, said by a person."
    )
    state = models.CharField(max_length=15, choices=State.choices)
    owner = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="cases", db_index=False)
    asks_for_manager = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True, help_text="Platform's time of their first unanswered words.")
    answered_at = models.DateTimeField(null=True, help_text="When a person of ours first answered.")
    due_at = models.DateTimeField(null=True, help_text="When the first running promise falls due.")
    promise_began_at = models.DateTimeField(null=True, help_text="When that promise began, for its ring.")
    told_due_at = models.DateTimeField(null=True, help_text="The first running promise that we gave our word for.")
    snoozed_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(help_text="When something last happened; lists of the rest go by it.")
    last_words = models.CharField(max_length=200, blank=True, default="")
    last_from_us = models.BooleanField(default=False)
    last_author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    unread = models.PositiveIntegerField(default=0, help_text="Their messages since anybody looked.")
    also_elsewhere = models.BooleanField(
        default=False, help_text="Words from another conversation were put into it once: only then are they looked for."
    )
    tags = models.ManyToManyField(Tag, blank=True)

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]  # the stubs make it a plain one

    class Meta:
        indexes = [
            models.Index(fields=["state", "-asks_for_manager", "due_at", "id"], name="case_by_debt"),
            models.Index(fields=["state", "-moved_at", "-id"], name="case_by_move"),
            models.Index(fields=["owner", "state", "due_at"], name="case_by_owner"),
            # Of one door, so that nobody else's are walked. Words that come in while somebody waits change neither.
            models.Index(
                fields=["door", "asks_for_manager", "due_at", "id"],
                name="case_by_debt_of_door",
                condition=models.Q(state="waiting_us"),
            ),
            models.Index(
                fields=["door", "state", "-moved_at", "-id"],
                name="case_by_move_of_door",
                condition=models.Q(state="waiting_them") | models.Q(state="done"),
            ),
            models.Index(
                fields=["door", "snoozed_until", "id"],
                name="case_by_sleep_of_door",
                condition=models.Q(state="snoozed"),
            ),
            models.Index(fields=["told_due_at"], name="case_by_word", condition=~models.Q(told_due_at=None)),
            models.Index(fields=["snoozed_until"], name="case_by_sleep", condition=models.Q(state="snoozed")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(waiting_since=None), name="done_means_nobody_waits"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.kind


class CaseEnd(models.Model):
    """Why a case ended without a human answer: said by somebody, on some day."""

    class Why(models.TextChoices):
        THANKS = "thanks", _("They only say thanks")
        ADVERT = "advert", _("It is advertising")
        MACHINE = "machine", _("A machine wrote it")
        ELSEWHERE = "elsewhere", _("Already answered elsewhere")
        TWICE = "twice", _("It is here twice")
        OTHER = "other", _("Another reason")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="ends")
    why = models.CharField(max_length=20, choices=Why.choices)
    words = models.CharField(max_length=200, blank=True, default="")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()


class Need(models.Model):
    """What one message needs, with the words that show it. A message may carry several; a case gathers them."""

    message = models.ForeignKey("inbox.Message", on_delete=models.CASCADE, related_name="needs")
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="needs")
    kind = models.CharField(max_length=30)
    words = models.CharField(max_length=200, blank=True, default="")
    certainty = models.FloatField(default=0.0, help_text="From 0 to 1, the machine's own opinion of it.")
    said_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, help_text="Empty: the machine.")
