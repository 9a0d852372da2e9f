"""How the team signs in and out, on top of django-allauth: nobody signs up by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from mostrador.accounts.events import MemberSignedOut
from mostrador.accounts.models import Member
from mostrador.kit import ledger
from mostrador.kit.prepared import prepared


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped above us
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def logout(self, request: HttpRequest) -> None:
        member = request.user
        super().logout(request)
        if isinstance(member, Member):
            with transaction.atomic():
                ledger.record(MemberSignedOut(member_id=member.pk), member_id=member.pk)


class Backend(AuthenticationBackend):  # type: ignore[misc]  # untyped above us
    """Allauth's, reading who signed in without the cost of a query set: every request asks."""

    def get_user(self, user_id: Any) -> Member | None:
        return next((member for member in _members(user_id) if self.user_can_authenticate(member)), None)


@prepared
def _members(number: int) -> QuerySet[Member, Member]:
    return Member.objects.filter(pk=number)
