"""Trial: a plan that somebody tried on the past, and what was found."""

from django.db import models

from mostrador.accounts.models import Member


class Trial(models.Model):
    """One plan against another over some days. The report names messages by id and repeats none of their words."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"

    class About(models.TextChoices):
        PAST = "past"  # a plan is tried
        PROPOSAL = "proposal"  # one is to be written out of the past; what came of it is in `report`

    about = models.CharField(max_length=8, choices=About.choices, default=About.PAST)
    text = models.TextField(help_text="The plan that is tried, as it was written.")
    against = models.TextField(help_text="The plan it is compared with.")
    since = models.DateField(null=True, help_text="Empty: ninety days.")
    until = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    steps = models.PositiveSmallIntegerField(default=0, help_text="How many of its steps are done.")
    report = models.TextField(blank=True, default="", help_text="JSON, as plan.replaying tells it.")
    standings = models.TextField(blank=True, default="", help_text="JSON: how far its objectives are in these days.")
    alarms = models.TextField(blank=True, default="", help_text="JSON: how often each level of a crisis would be on.")
    why = models.CharField(max_length=300, blank=True, default="", help_text="Why it could not be done.")
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
