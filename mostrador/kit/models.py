"""The ledger's events and the jobs: written with the change that causes them, in the same transaction."""

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
