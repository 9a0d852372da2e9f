"""Persons, their addresses on channels, and the facts they told us."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce

from mostrador.accounts.models import Member


class PersonQuerySet(models.QuerySet["Person"]):
    def group_of(self, person: "Person") -> "PersonQuerySet":
        """Every row that stands for the same human being as `person`, itself included."""
        return self.filter(models.Q(pk=person.head_id) | models.Q(same_as=person.head_id))

    def heads(self) -> "PersonQuerySet":
        return self.filter(same_as=None)


class Person(models.Model):
    """A human being as one address showed them. `same_as` points at the row that speaks for the whole group.

    Rows keep the person they were born with and are read through the group, and whom each was linked to is kept,
    so that unlinking restores everything exactly.
    """

    name = models.CharField(max_length=120, blank=True, default="", help_text="Empty when they gave none.")
    language = models.CharField(max_length=5, blank=True, default="")
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="also")
    linked_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="linked", help_text="By a colleague."
    )
    since = models.DateTimeField(help_text="When we first heard from them.")
    note = models.TextField(blank=True, default="")
    blocked_at = models.DateTimeField(null=True, blank=True)
    label = models.CharField(
        max_length=10, blank=True, default="", help_text="What people called them, with evidence: troll."
    )

    objects: ClassVar[PersonQuerySet] = PersonQuerySet.as_manager()  # type: ignore[assignment]  # the stubs make it a plain one

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(same_as=models.F("id")), name="nobody_is_the_same_as_themselves")
        ]
        # Namesakes are looked for on every page of an asunto: "is it the same person?".
        indexes = [models.Index(fields=["name"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    @property
    def head_id(self) -> int:
        return self.same_as_id or self.pk

    @property
    def head(self) -> "Person":
        return self.same_as or self

    @property
    def group_ids(self) -> list[int]:
        return list(Person.objects.group_of(self).values_list("pk", flat=True))


HEAD = Coalesce("person__same_as_id", "person_id")
"""For queries over rows with a `person`: the id that speaks for the group."""


class Address(models.Model):
    """Where a person can be met: their id on a channel, with what they call themselves there."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    scope = models.CharField(max_length=60, help_text="Within what the value is unique: a connection, or all mail.")
    value = models.CharField(max_length=255)
    channel = models.CharField(max_length=30)
    name = models.CharField(max_length=120, blank=True, default="")
    handle = models.CharField(max_length=80, blank=True, default="")
    picture_url = models.URLField(max_length=500, blank=True, default="")
    verified = models.BooleanField(default=False, help_text="Whether the channel vouches that it is theirs.")
    unreachable_since = models.DateTimeField(null=True, blank=True)
    why_unreachable = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "value"], name="one_person_per_address")]
        indexes = [models.Index(fields=["value"], name="address_by_value")]

    def __str__(self) -> str:
        return self.handle or self.value


class Consent(models.Model):
    """Something a person allowed us, or told us of themselves so that we may; with its source, until taken back."""

    class What(models.TextChoices):
        MARKETING = "marketing"  # we may write to them with offers
        ADULT = "adult"  # they are of age
        QUOTE = "quote"  # we may show their words with their name

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    what = models.CharField(max_length=10, choices=What.choices)
    source = models.CharField(max_length=200, help_text="Where and how they said it.")
    given_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")


class Fact(models.Model):
    """Something a person told us, in their words, with its source, its date and the day we forget it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="facts")
    quote = models.CharField(max_length=500)
    source = models.CharField(max_length=120, help_text="Where they said it.")
    message_id = models.BigIntegerField(null=True, help_text="The message that says it.")
    said_on = models.DateField()
    expires_on = models.DateField()
    kept_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL)
    kept_at = models.DateTimeField(auto_now_add=True)
