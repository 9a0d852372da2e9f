"""The form of a door, out of the fields of its channel's file."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from mostrador.doors.contract import Channel, Field
from mostrador.kit.tidying import one_line

LONGEST = 2_000
PREFIX = "field-"  # a channel may call a field of its own `name`: on the page it stands beside the door's


class DoorForm:
    """What was written into it, and what is wrong with it. A secret that is kept may be left empty."""

    def __init__(
        self, channel: Channel, told: Mapping[str, str] | None, *, kept: Mapping[str, str] | None = None, name: str = ""
    ) -> None:
        self.channel, self.kept, self.prefix = channel, dict(kept or {}), PREFIX
        self.told = told is not None
        self.name = one_line((told or {}).get("name", name))[:80] or (_(channel.name) if told is None else "")
        self.values = {field.key: self._value(field, told) for field in channel.fields}
        self.unnamed = _("Give it a name, as your team calls it.") if self.told and not self.name else ""
        self.errors: dict[str, str] = self._wrong() if self.told else {}

    def is_valid(self) -> bool:
        return self.told and not self.is_wrong

    @property
    def is_wrong(self) -> bool:
        return bool(self.unnamed or self.errors)

    def _value(self, field: Field, told: Mapping[str, str] | None) -> str:
        if told is None:
            return "" if field.kind == "secret" else self.kept.get(field.key, field.default)
        value = str(told.get(PREFIX + field.key, ""))
        # A secret keeps its blanks: somebody's password may begin with one.
        return value if field.kind == "secret" else value.strip()

    def _wrong(self) -> dict[str, str]:
        errors = {}
        for field in self.channel.fields:
            if words := self._fault(field, self.values[field.key]):
                errors[field.key] = words
        return errors

    def _fault(self, field: Field, value: str) -> str:
        if not value:
            needed = field.required and not field.generated and field.kind != "check" and not self.kept.get(field.key)
            return _("This is needed.") if needed else ""
        if len(value) > LONGEST:
            return _("This is too long.")
        return _fault_of_kind(field, value)


def _fault_of_kind(field: Field, value: str) -> str:
    try:
        if field.kind == "email":
            validate_email(value)
        elif field.kind == "url":
            URLValidator(schemes=["http", "https"])(value)
    except ValidationError:
        return _("This does not look right: %(example)s") % {"example": field.placeholder} if field.placeholder else _(
            "This does not look right."
        )  # fmt: skip
    if field.kind == "number" and not value.lstrip("-").isdigit():
        return _("Write a number.")
    if field.kind == "choice" and value not in dict(field.choices):
        return _("Choose one of them.")
    return ""
