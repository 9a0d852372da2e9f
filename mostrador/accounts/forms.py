"""What people say of themselves and of their team."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from mostrador.accounts.models import Member, Role


class MeForm(forms.Form):
    name = forms.CharField(max_length=80)
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    away = forms.BooleanField(required=False)
    stand_in: "forms.ModelChoiceField[Member]" = forms.ModelChoiceField(Member.objects.none(), required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Member.objects.filter(is_active=True).exclude(pk=member.pk).exclude(role=Role.VIEWER)
        self.fields["stand_in"].queryset = others.order_by("name")  # type: ignore[attr-defined]  # a choice of models has one


class CallingForm(forms.Form):
    called_by_mail = forms.BooleanField(required=False)
    called_at = forms.URLField(max_length=500, required=False, assume_scheme="https")
    quiet_from = forms.TimeField(required=False)
    quiet_until = forms.TimeField(required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if (told.get("quiet_from") is None) != (told.get("quiet_until") is None):
            raise forms.ValidationError(_("Say both when the quiet hours begin and when they end, or neither."))
        return told


class InviteForm(forms.Form):
    email = forms.EmailField(max_length=254)
    name = forms.CharField(max_length=80)
    role = forms.ChoiceField(choices=Role.choices)


class TokenForm(forms.Form):
    name = forms.CharField(max_length=80)
    scopes = forms.MultipleChoiceField(choices=[("read", ""), ("write", "")])
