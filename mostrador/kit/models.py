"""The ledger's events and the jobs, written with the change that causes them; what ails the house, and who lives."""

from django.db import models


class Event(models.Model):
    """One past-tense fact. Ids, states and amounts only: forgetting a person never edits the ledger."""

    name = models.CharField(max_length=60)
    at = models.DateTimeField()
    member = models.BigIntegerField(null=True, help_text="Who acted; empty for the house itself and for customers.")
    refs = models.JSONField(default=dict)

    class Meta:
        db_table = "kit_event"
        indexes = [models.Index(fields=["name", "id"], name="event_by_name")]


class Job(models.Model):
    """Work still to be done. A row is deleted when it is done; a dead one stays until somebody looks."""

    name = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    only_one = models.CharField(max_length=200, null=True, help_text="Two waiting jobs with the same words are one.")
    run_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=60, default="")
    tries = models.PositiveIntegerField(default=0)
    died_at = models.DateTimeField(null=True)
    why = models.TextField(default="")

    class Meta:
        db_table = "kit_job"
        indexes = [models.Index(fields=["run_at"], name="job_ready", condition=models.Q(died_at=None))]
        constraints = [
            models.UniqueConstraint(
                fields=["only_one"], name="one_waiting_job", condition=models.Q(died_at=None, leased_until=None)
            )
        ]


class Trouble(models.Model):
    """Something that ails the house, from when it was first seen until it was over. Told once at each end."""

    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=20, default="", help_text="The id of what it is about; empty: the house.")
    figure = models.BigIntegerField(default=0, help_text="Seconds, a count or bytes, as its kind says.")
    why = models.CharField(max_length=300, default="", help_text="What the machine said, for who runs the house.")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True, help_text="When somebody was called for it.")
    over_told_at = models.DateTimeField(null=True, help_text="When they were told that it is over.")
    tried_at = models.DateTimeField(null=True, help_text="When somebody was last to be told of either.")
    untold = models.CharField(max_length=300, default="", help_text="Why the last try to tell them failed.")

    class Meta:
        db_table = "kit_trouble"
        indexes = [
            models.Index(fields=["kind", "about", "ended_at"], name="trouble_by_kind"),
            models.Index(
                fields=["ended_at"],
                name="trouble_to_tell",
                condition=models.Q(over_told_at=None, told_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"], name="one_trouble_of_a_kind", condition=models.Q(ended_at=None)
            )
        ]


class Life(models.Model):
    """A process of the house, from when it began until it left. Who is silent for long without leaving is dead."""

    kind = models.CharField(max_length=10, help_text="serve, edge, web or worker.")
    badge = models.CharField(max_length=60, help_text="Its machine and its number there.")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "kit_life"
