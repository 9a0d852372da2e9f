"""How the team signs in and out, on top of django-allauth: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from mostrador.accounts.events import MemberSignedOut
from mostrador.accounts.models import Member
from mostrador.kit import ledger


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped above us
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def logout(self, request: HttpRequest) -> None:
        member = request.user
        super().logout(request)
        if isinstance(member, Member):
            with transaction.atomic():
                ledger.record(MemberSignedOut(member_id=member.pk), member_id=member.pk)
