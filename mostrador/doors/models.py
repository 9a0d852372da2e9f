"""Connections, their doors, how far each lane has been opened, how sending goes, and what was not understood."""

from typing import ClassVar

from django.db import models

from mostrador.accounts.models import Member
from mostrador.doors import finding
from mostrador.doors.contract import Channel
from mostrador.kit import sealing


class Connection(models.Model):
    """An app or account at a platform, with its secrets and its hook. It has one or many doors."""

    class State(models.TextChoices):
        OPEN = "open"
        NEEDS_SIGN_IN = "needs_sign_in"
        CLOSED = "closed"

    key = models.CharField(max_length=40, unique=True, help_text="The last part of the hook's address.")
    channel = models.CharField(max_length=30)
    name = models.CharField(max_length=80)
    sealed = models.BinaryField(help_text="Everything its form asked for, encrypted.")
    state = models.CharField(max_length=15, choices=State.choices, default=State.OPEN)
    note = models.TextField(default="", help_text="What went wrong last, for people.")
    troubled_since = models.DateTimeField(null=True)
    last_heard_at = models.DateTimeField(null=True)
    last_tested_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "doors_connection"

    def __str__(self) -> str:
        return self.name

    @property
    def secrets(self) -> dict[str, str]:
        return sealing.unseal(bytes(self.sealed))

    @property
    def key_fits(self) -> bool:
        """Whether one of the keys that we hold opens its secrets."""
        try:
            sealing.unseal(bytes(self.sealed))
        except sealing.Unsealable:
            return False
        return True

    @property
    def speaks(self) -> Channel:
        """Its channel. Raises `UnknownChannel` when the channel's file is gone."""
        return finding.channel(self.channel)

    @property
    def scope(self) -> str:
        """Within what an author's id is unique: this connection, or everywhere for ids such as mail addresses."""
        return self.channel if self.speaks.everywhere else f"{self.channel}:{self.pk}"


class DoorQuerySet(models.QuerySet["Door"]):
    def visible_to(self, member: Member) -> "DoorQuerySet":
        """Doors open to the whole team, and those that name this member; owner and managers see all."""
        if not member.is_active:
            return self.none()
        if member.runs_the_house:
            return self
        return self.filter(models.Q(members=None) | models.Q(members=member)).distinct()


class Door(models.Model):
    """One way in and out that customers know: our page, our number, our bot, our mailbox, the chat of our web."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="doors")
    external_id = models.CharField(max_length=200, blank=True, default="", help_text="What the platform calls it.")
    name = models.CharField(max_length=80)
    hours = models.CharField(max_length=200, blank=True, default="", help_text="When we answer; empty: the plan's.")
    members = models.ManyToManyField(Member, blank=True, help_text="Who may see it; empty: the whole team.")
    slips = models.BooleanField(
        null=True, help_text="Whether customers are told of their receipt; empty: as its channel usually does."
    )
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[DoorQuerySet] = DoorQuerySet.as_manager()  # type: ignore[assignment]  # the stubs make it a plain one

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "external_id"], name="one_door_per_platform_id")]

    def __str__(self) -> str:
        return self.name

    @property
    def speaks(self) -> Channel:
        return self.connection.speaks


class Lane(models.Model):
    """How far the parcels of one lane have been opened, and which worker holds it now."""

    name = models.CharField(max_length=80, primary_key=True)
    opened_upto = models.BigIntegerField(default=0, help_text="The id of the last parcel opened.")
    leased_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=60, default="")


class Quarantined(models.Model):
    """A parcel, or one thing in it, that we could not understand: kept in sight until a person decides."""

    parcel_id = models.BigIntegerField(db_index=True)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE)
    why = models.TextField()
    at = models.DateTimeField()
    mended_at = models.DateTimeField(null=True, help_text="When it was opened after all.")
    set_aside_at = models.DateTimeField(null=True, help_text="When somebody said that it may rest.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parcel_id"], condition=models.Q(mended_at=None, set_aside_at=None),
                                    name="quarantined_once")
        ]  # fmt: skip


class WayOut(models.Model):
    """How sending by one connection goes: which process does it, and until when nothing leaves by it, and why."""

    connection = models.OneToOneField(Connection, on_delete=models.CASCADE, primary_key=True, related_name="way_out")
    leased_by = models.CharField(max_length=60, default="")
    leased_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0, help_text="In a row.")
    failing_since = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True, help_text="Nothing leaves before.")
    asked_until = models.DateTimeField(null=True, help_text="Until when the platform itself asked to be left alone.")
    needs_sign_in = models.BooleanField(default=False)
    why = models.CharField(max_length=500, default="", help_text="What went wrong last, for people.")


class Bookmark(models.Model):
    """Where a listening connection stopped reading at its platform."""

    connection = models.OneToOneField(Connection, on_delete=models.CASCADE)
    place = models.JSONField(default=dict)
    kept_at = models.DateTimeField(null=True)
