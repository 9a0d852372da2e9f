"""Tokens for programs and members for the team, from the command line."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any

from mostrador.kit.commands import Command, Refused, tell

SCOPES = ("read", "write", "metrics")


def _add_token(options: Namespace) -> int:
    from mostrador.accounts.models import Member, Token

    scopes = [scope for scope in options.scopes.split(",") if scope]
    if wrong := [scope for scope in scopes if scope not in SCOPES]:
        raise Refused(f"There is no scope “{wrong[0]}”. There are: {', '.join(SCOPES)}.")
    active = Member.objects.filter(is_active=True).order_by("pk")
    named = active.filter(email__iexact=options.member) if options.member else active.filter(role="owner")
    member = named.first()
    if member is None:
        raise Refused("There is no such member who still works here. Add one first: mostrador members add")
    token = Token.make(member=member, scopes=",".join(scopes), name=options.name)
    tell(options, {"token": token}, words=token)
    return 0


def _add_member(options: Namespace) -> int:
    from mostrador.accounts.models import Member, Role

    if options.role not in Role.values:
        raise Refused(f"There is no role “{options.role}”. There are: {', '.join(Role.values)}.")
    if Member.objects.filter(email=options.email.lower()).exists():
        raise Refused(f"{options.email} is already in the team.")
    password = options.password or None
    member = Member.objects.create_user(options.email, password, name=options.name, role=options.role)
    tell(options, {"member": member.pk, "email": member.email, "role": member.role})
    return 0


def _list_members(options: Namespace) -> int:
    from mostrador.accounts import on_shift
    from mostrador.accounts.models import Member
    from mostrador.kit import clock

    now = clock.now()
    for one in Member.objects.filter(is_active=True).order_by("name", "pk"):
        back_at = None if one.is_here else on_shift.back_at(one, now)
        told = {"member": one.pk, "email": one.email, "name": one.name, "role": one.role}
        row = {**told, "here": one.is_here, "away": one.away, "week": one.week, "back_at": back_at}
        tell(options, row, words=_in_words(row))
    return 0


def _in_words(row: Mapping[str, Any]) -> str:
    state = "here" if row["here"] else "away" if row["away"] else "off shift"
    back = f", back {row['back_at']:%Y-%m-%d %H:%M} UTC" if row["back_at"] else ""
    return f"{row['name']} ({row['role']}, {row['email']}): {state}{back}; {row['week'] or 'always'}"


def _shift(options: Namespace) -> int:
    from mostrador.accounts import rostering
    from mostrador.accounts.models import Member

    active = Member.objects.filter(is_active=True).order_by("pk")
    member, owner = active.filter(email__iexact=options.email).first(), active.filter(role="owner").first()
    if member is None or owner is None:
        raise Refused(f"{options.email} does not work here.")
    week = "" if options.week == "always" else options.week
    try:
        rostering.set_week(member, week=week, by=owner)
    except rostering.NoWeek:
        raise Refused(
            f"“{options.week}” is no week. Write it like mon-fri 09:00-14:00,16:00-20:00 or always."
        ) from None
    tell(options, {"member": member.pk, "email": member.email, "week": week})
    return 0


def _token(parser: ArgumentParser) -> None:
    parser.add_argument("--scopes", required=True, help="read, write, metrics, or several with commas")
    parser.add_argument("--name", default="", help="what it is for")
    parser.add_argument("--member", default="", help="mail of whose name it acts in; else the first owner's")


def _member(parser: ArgumentParser) -> None:
    parser.add_argument("--email", required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--role", default="agent", help="owner, manager, agent or viewer")
    parser.add_argument("--password", default="", help="else they ask for one on the sign-in page")


def _week(parser: ArgumentParser) -> None:
    parser.add_argument("--email", required=True)
    parser.add_argument("--week", required=True, help="as the plan writes hours: mon-fri 09:00-14:00; or always")


COMMANDS: tuple[Command, ...] = (
    Command("tokens add", "Make a token for a program and show it, once.", _add_token, _token),
    Command("members add", "Add somebody to the team.", _add_member, _member),
    Command("members list", "List the team: who is here, who is away, and everybody's week.", _list_members),
    Command("members shift", "Set somebody's weekly hours, from now on.", _shift, _week),
)
