"""What people fill in: checked here once, before any verb is called."""

import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from mostrador.desk import moments
from mostrador.kit import clock

LONGEST_WORDS = 200_000


class Surface(forms.ChoiceField):
    def __init__(self) -> None:
        super().__init__(choices=[("public", ""), ("private", ""), ("note", "")])


class AnswerForm(forms.Form):
    """The reply box. `told` becomes (what, when) or None; `cc` and `bcc` lists of addresses."""

    key = forms.UUIDField(required=False)
    surface = Surface()
    text = forms.CharField(max_length=LONGEST_WORDS, strip=False, required=False)
    case = forms.IntegerField(required=False)
    told_what = forms.CharField(max_length=200, required=False)
    told_when = forms.CharField(max_length=20, required=False)
    told_at = forms.CharField(max_length=40, required=False)
    word = forms.CharField(max_length=400, required=False)  # the promise in the draft that the sender was shown
    word_at = forms.CharField(max_length=40, required=False)  # by when, if it is to be kept
    cc = forms.CharField(max_length=2000, required=False)
    bcc = forms.CharField(max_length=2000, required=False)

    def clean_key(self) -> uuid.UUID:
        """A form without its key still works once; only a repeat cannot be recognised."""
        return self.cleaned_data["key"] or uuid.uuid4()

    def clean_cc(self) -> list[str]:
        return _addresses(self.cleaned_data["cc"])

    def clean_bcc(self) -> list[str]:
        return _addresses(self.cleaned_data["bcc"])

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        told["told"] = None
        if told.get("told_when") or told.get("told_at"):
            try:
                at = moments.read(told.get("told_when", ""), told.get("told_at", ""), now=clock.now())
            except moments.NotAMoment as wrong:
                raise ValidationError(_("Choose a time that is still to come.")) from wrong
            told["told"] = (told.get("told_what", ""), at)
        elif told.get("told_what"):
            raise ValidationError(_("Say also by when you will do it."))
        return told

    @property
    def trouble(self) -> str:
        """Return the first thing that is wrong, in words."""
        return next((str(words) for found in self.errors.values() for words in found), "")


def _addresses(text: str) -> list[str]:
    found = [address.strip() for address in re.split(r"[,;\s]+", text) if address.strip()]
    for address in found:
        try:
            validate_email(address)
        except ValidationError as wrong:
            raise ValidationError(_("%(address)s is no mail address.") % {"address": address}) from wrong
    return list(dict.fromkeys(found))


class FactForm(forms.Form):
    """Something they told us. Without a date it was today; without an expiry the room's own holds."""

    quote = forms.CharField(max_length=500)
    source = forms.CharField(max_length=120, required=False)
    said_on = forms.DateField(required=False)
    expires_on = forms.DateField(required=False)
    message = forms.IntegerField(required=False)


class ConnectionName(forms.Form):
    name = forms.CharField(max_length=80)
