"""Team members and the tokens of programs."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from mostrador.accounts import on_shift
from mostrador.kit import clock

NOTED_EVERY = timedelta(minutes=5)
LONGEST_WEEK = 400


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("Manager")
    AGENT = "agent", _("Agent")
    VIEWER = "viewer", _("Viewer")


class MemberManager(BaseUserManager["Member"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save()
        return member


class Member(AbstractBaseUser):
    """Somebody of the team."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.AGENT)
    language = models.CharField(max_length=5, default="es")
    is_active = models.BooleanField(default=True)
    away = models.BooleanField(default=False, help_text="Not here whatever the week says: the stand-in gets it.")
    week = models.CharField(max_length=LONGEST_WEEK, blank=True, default="", help_text="On shift; empty: always.")
    stand_in = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="stands_in_for")
    joined_at = models.DateTimeField(auto_now_add=True)
    called_by_mail = models.BooleanField(default=True, help_text="Whether what may not wait reaches them by mail.")
    called_at = models.URLField(max_length=500, blank=True, default="", help_text="Where it is posted to, besides.")
    quiet_from = models.TimeField(null=True, help_text="From when no asunto calls them, on the shop's clock.")
    quiet_until = models.TimeField(null=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[MemberManager] = MemberManager()
    # What a question worded once for all members (`kit.prepared`) may look at besides the key: what `visible_to` does.
    alike: ClassVar[tuple[str, ...]] = ("role", "is_active")

    def __str__(self) -> str:
        return self.name

    @property
    def may_write(self) -> bool:
        return self.is_active and self.role != Role.VIEWER

    @property
    def runs_the_house(self) -> bool:
        """Whether they open doors, change the team and see everything."""
        return self.is_active and self.role in (Role.OWNER, Role.MANAGER)

    @property
    def is_here(self) -> bool:
        """Whether they can be given work and be called now. Everybody who chooses somebody asks this."""
        return self.is_active and on_shift.is_here(self, clock.now())


class Shift(models.Model):
    """The weekly hours of somebody in a time. A change begins a new one, so that the past stays as it was."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="shifts", db_index=False)
    week = models.CharField(max_length=LONGEST_WEEK, blank=True, help_text="As the plan writes hours; empty: always.")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    set_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member"], name="one_shift_now", condition=models.Q(until=None)),
            models.UniqueConstraint(fields=["member", "since"], name="one_shift_at_a_time"),
        ]


class Absence(models.Model):
    """A time in which somebody was not here whatever their week says: they said so, or had left the team."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="absences")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member"], name="one_absence_now", condition=models.Q(until=None)),
        ]


class Token(models.Model):
    """A program's key to the API. Only its digest is kept: the token itself is shown once."""

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80, default="")
    scopes = models.CharField(max_length=80, help_text="Words separated by commas: read, write.")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, help_text="Whose name and rights it acts with.")
    made_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)

    @staticmethod
    def digest_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    @classmethod
    def make(cls, *, member: Member, scopes: str, name: str = "") -> str:
        """Store a new token's digest and return the token."""
        token = f"mo_{secrets.token_urlsafe(32)}"
        cls.objects.create(digest=cls.digest_of(token), member=member, scopes=scopes, name=name)
        return token

    def allows(self, scope: str) -> bool:
        return scope in self.scopes.split(",")

    def note_use(self) -> None:
        """Note that it is alive, once in a while: a write for every read would be a waste."""
        now = clock.now()
        if self.last_used_at is None or now - self.last_used_at > NOTED_EVERY:
            self.last_used_at = now
            self.save(update_fields=["last_used_at"])
