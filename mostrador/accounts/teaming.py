"""Who belongs to the team, as what, and who stands in for whom."""

from datetime import time

from django.db import transaction

from mostrador.accounts import rostering
from mostrador.accounts.events import MemberAway, MemberBack, RightsChanged
from mostrador.accounts.models import Member, Role
from mostrador.kit import ledger
from mostrador.kit.tidying import one_line
from mostrador.kit.words import N_


class LastOwner(Exception):
    for_people = N_("Somebody must own the house: name another owner first.")


class AlreadyThere(Exception):
    for_people = N_("They are already in the team.")


class NotTheOwner(Exception):
    for_people = N_("Only an owner changes the team.")


class NotYourself(Exception):
    for_people = N_("Choose somebody else: nobody stands in for themselves.")


@transaction.atomic
def invite(email: str, *, name: str, role: Role, by: Member) -> Member:
    """Add somebody without a password: they choose theirs behind the link they get. Raises `AlreadyThere`."""
    _owner_only(by)
    if Member.objects.filter(email=email.lower()).exists():
        raise AlreadyThere
    member = Member.objects.create_user(email, None, name=one_line(name)[:80], role=role, language=by.language)
    ledger.record(RightsChanged(member_id=member.pk), member_id=by.pk)
    return member


@transaction.atomic
def give_role(member: Member, *, role: Role, by: Member) -> None:
    """Raises `LastOwner` and `NotTheOwner`."""
    _owner_only(by)
    if member.role == Role.OWNER and role != Role.OWNER:
        _not_the_last(member)
    member.role = role
    member.save(update_fields=["role"])
    ledger.record(RightsChanged(member_id=member.pk), member_id=by.pk)


@transaction.atomic
def set_place(member: Member, *, in_team: bool, by: Member) -> None:
    """Let somebody in or out. Whoever leaves is signed out at once; what they wrote stays. Raises `LastOwner`."""
    _owner_only(by)
    if not in_team and member.role == Role.OWNER:
        _not_the_last(member)
    member.is_active = in_team
    member.save(update_fields=["is_active"])
    rostering.note_absence(member)
    if not in_team:
        ledger.record(MemberAway(member_id=member.pk), member_id=by.pk)
    ledger.record(RightsChanged(member_id=member.pk), member_id=by.pk)


@transaction.atomic
def describe(member: Member, *, name: str, language: str, away: bool, stand_in: Member | None) -> None:
    """Change what one says of oneself. Raises `NotYourself`."""
    if stand_in is not None and stand_in.pk == member.pk:
        raise NotYourself
    member.name, member.language, member.stand_in = one_line(name)[:80], language, stand_in
    member.save(update_fields=["name", "language", "stand_in"])
    _note_away(member, away=away, by=member)


@transaction.atomic
def set_away(member: Member, *, away: bool, by: Member) -> None:
    """Say that somebody is not here, or is again, whatever their week says. Raises `NotTheirs`."""
    if not (by.runs_the_house or by.pk == member.pk):
        raise rostering.NotTheirs
    _note_away(member, away=away, by=by)


def choose_calls(
    member: Member, *, called_by_mail: bool, called_at: str, quiet_from: time | None, quiet_until: time | None
) -> None:
    """Say how one is called for what may not wait, and when not to be called for asuntos (on the shop's clock)."""
    member.called_by_mail, member.called_at = called_by_mail, called_at
    member.quiet_from, member.quiet_until = quiet_from, quiet_until
    member.save(update_fields=["called_by_mail", "called_at", "quiet_from", "quiet_until"])


def _note_away(member: Member, *, away: bool, by: Member) -> None:
    was_away, member.away = member.away, away
    member.save(update_fields=["away"])
    rostering.note_absence(member)
    if away:
        ledger.record(MemberAway(member_id=member.pk), member_id=by.pk)
    elif was_away:
        ledger.record(MemberBack(member_id=member.pk), member_id=by.pk)


def _owner_only(by: Member) -> None:
    if not (by.is_active and by.role == Role.OWNER):
        raise NotTheOwner


def _not_the_last(member: Member) -> None:
    others = Member.objects.select_for_update().filter(role=Role.OWNER, is_active=True).exclude(pk=member.pk)
    if not others.exists():
        raise LastOwner
