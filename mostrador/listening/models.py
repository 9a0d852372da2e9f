"""What listening keeps: who was angry and when, and the record of each crisis with everything that was done."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mostrador.accounts.models import Member
from mostrador.inbox.models import Message
from mostrador.people.models import Person


class Anger(models.Model):
    """One negative message. People are counted by it, so that the same person ten times is one."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="anger")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField(db_index=True, help_text="When they said it, as it is shown.")
    public = models.BooleanField(default=False)
    harm = models.BooleanField(default=False, help_text="A credible report that somebody may be hurt.")
    press = models.BooleanField(default=False, help_text="Somebody of the press asks.")
    gist = models.JSONField(default=list, help_text="The words it is about, without endings of courtesy.")
    silence = models.ForeignKey(
        Message, null=True, on_delete=models.SET_NULL, related_name="+",
        help_text="What they had said before and nobody answered.",
    )  # fmt: skip


class Crisis(models.Model):
    """From the first sign to the debrief. `level` is the plan's, 0 once it stands down."""

    class State(models.TextChoices):
        OUTBREAK = "outbreak", _("Outbreak")
        ALERT = "alert", _("Alert")
        CRISIS = "crisis", _("Crisis")
        STANDING_DOWN = "standing_down", _("Standing down")
        OVER = "over", _("Looked back on")

    state = models.CharField(max_length=14, choices=State.choices)
    level = models.PositiveSmallIntegerField(default=0)
    highest = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=60, blank=True, default="", help_text="What the plan calls this level.")
    drill = models.BooleanField(default=False)
    sign = models.CharField(max_length=20, help_text="Which sign of the plan raised it, or said_by_us.")
    began_at = models.DateTimeField()
    raised_at = models.DateTimeField(help_text="When this level began: the lead's clock runs from here.")
    role = models.CharField(max_length=60, help_text="Who leads, as the plan says.")
    lead = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    act_by = models.DateTimeField()
    acted_at = models.DateTimeField(null=True, help_text="When who leads first did something at this level.")
    stand_in = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    authors = models.PositiveIntegerField(default=0, help_text="Angry people in the last two hours.")
    usual = models.FloatField(default=0)
    peak = models.PositiveIntegerField(default=0)
    peak_at = models.DateTimeField()
    loud_at = models.DateTimeField(help_text="When a sign of the plan last held.")
    owner = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="+", help_text="The problem's."
    )
    note_at = models.DateTimeField(null=True, help_text="When the next note to everybody is due.")
    ended_at = models.DateTimeField(null=True)
    debrief_by = models.DateTimeField(null=True)
    debriefed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["drill"],
                name="one_crisis_at_a_time",
                condition=models.Q(state__in=["outbreak", "alert", "crisis"]),
            )
        ]
        indexes = [models.Index(fields=["-began_at"], name="crisis_by_time")]

    def __str__(self) -> str:
        return self.name or str(self.get_state_display())


class Step(models.Model):
    """A line of the signed log: what was done, by whom, when. Nobody stands for the house itself."""

    class What(models.TextChoices):
        RAISED = "raised"
        CALLED = "called"
        UNREACHED = "unreached"
        STAND_IN = "stand_in"
        ACTED = "acted"
        NOTE = "note"
        NEXT_NOTE = "next_note"
        FACT = "fact"
        UNKNOWN = "unknown"
        OWNER = "owner"
        PAUSED = "paused"
        DONE = "done"
        REMINDED = "reminded"
        SAID = "said"
        STOOD_DOWN = "stood_down"
        DEBRIEF = "debrief"

    crisis = models.ForeignKey(Crisis, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=10, choices=What.choices)
    words = models.TextField(blank=True, default="")
    level = models.PositiveSmallIntegerField(null=True)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    plan_hash = models.CharField(max_length=32, blank=True, default="", help_text="Of the plan it was done under.")
    line = models.CharField(max_length=20, blank=True, default="", help_text="The plan's, such as crisis.level_2.")
    role = models.CharField(max_length=60, blank=True, default="", help_text="The plan's role of who did it.")
    at = models.DateTimeField()
