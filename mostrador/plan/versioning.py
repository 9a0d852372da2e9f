"""The versions of the plan: written beside the one in force, checked, signed by the owner, put in force, superseded.

The plan in force is never edited. `plan.yaml` in the data folder decides: putting a version in force writes it, and a
file that somebody changed by hand becomes a version "from the file" as soon as we look (`follow_file`).
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.db import IntegrityError, transaction

from mostrador.accounts.models import Member, Role
from mostrador.kit import clock, ledger, sealing
from mostrador.kit.words import N_
from mostrador.plan import differing, editing, keeping, reading
from mostrador.plan.events import PlanDrafted, PlanInForce, PlanSigned
from mostrador.plan.findings import PlanWrong
from mostrador.plan.models import PlanVersion
from mostrador.plan.shape import Plan

PURPOSE = "plan version"
LONGEST = 200_000  # characters
READ_AT_ONCE = 4  # the one in force and a draft, checked and unchecked: a page shows both, with their difference
State = PlanVersion.State


class NotYours(Exception):
    """This role may not do that with the plan."""

    for_people = N_("Only the owner signs the plan.")


class NotOpen(Exception):
    """It was signed or put in force: what it says stays."""

    for_people = N_("This version is signed: what it says stays. Start a new draft from it.")


class Moved(Exception):
    """It says something else by now than whoever acts has read."""

    for_people = N_("Somebody has changed this draft meanwhile. Nothing was done: look at it again.")


class StillWrong(Exception):
    """A plan with errors cannot be signed or come into force."""

    for_people = N_("The draft still has something to mend. Look at its findings.")


class NotSigned(Exception):
    """Nobody signed exactly this text."""

    for_people = N_("This version is not signed as it stands.")


class SaysTheSame(Exception):
    """It says what the signed plan in force says."""

    for_people = N_("This draft says what the plan in force says: there is nothing new to sign.")


class NotWritten(Exception):
    """The data folder does not take the file."""

    for_people = N_("The plan's file cannot be written. The plan in force stays.")


class TooLong(Exception):
    """No plan is so long."""

    for_people = N_("That is longer than a plan can be.")


def follow_file() -> PlanVersion:
    """See to it that the version in force is what the file says. Return it."""
    plan = keeping.current()
    found = PlanVersion.objects.in_force()
    if found is not None and found.hash == plan.hash:
        return found
    try:
        return _take_from_file(plan)
    except IntegrityError:  # somebody else looked at the same moment
        return PlanVersion.objects.get(state=State.IN_FORCE)


@transaction.atomic
def draft(*, text: str, by: Member, source: str = PlanVersion.Source.APP) -> PlanVersion:
    """Begin a version beside the one in force. Raise `TooLong`, `NotYours`."""
    _must_run_the_house(by)
    now = clock.now()
    found = PlanVersion(author=by, source=source, created_at=now, changed_at=now)
    return _write(found, text, by)


def draft_from(version: PlanVersion, *, by: Member) -> PlanVersion:
    """Begin a version with the text of another, counted on: 2.3.0 becomes 2.4.0 after the one in force."""
    newest = PlanVersion.objects.in_force() or version
    return draft(text=editing.with_version(version.text, editing.next_version(newest.version)), by=by)


@transaction.atomic
def change(version: PlanVersion, *, text: str, by: Member) -> PlanVersion:
    """Say it otherwise. Raise `NotOpen`, `Moved`, `TooLong`, `NotYours`."""
    _must_run_the_house(by)
    found = _as_read(version)
    if text.replace("\r\n", "\n") != found.text:
        found.previous = found.text
    return _write(found, text, by)


@transaction.atomic
def undo(version: PlanVersion, *, by: Member) -> PlanVersion:
    """Take the last change of a draft back; once more brings it again. Raise `NotOpen`, `Moved`, `NotYours`."""
    _must_run_the_house(by)
    found = _as_read(version)
    return change(found, text=found.previous, by=by) if found.previous else found


@transaction.atomic
def throw_away(version: PlanVersion, *, by: Member) -> None:
    """Forget a draft. Raise `NotOpen`, `Moved`, `NotYours`."""
    _must_run_the_house(by)
    _as_read(version).delete()


@transaction.atomic
def was_backtested(version: PlanVersion) -> None:
    """Note that it was played on the past; what is not merely checked stays what it is."""
    PlanVersion.objects.filter(pk=version.pk, state=State.CHECKED).update(state=State.BACKTESTED)


def tried(plan_hash: str) -> None:
    """Note of every draft that says this that it was played on the past."""
    for found in PlanVersion.objects.filter(hash=plan_hash, state=State.CHECKED):
        was_backtested(found)


@transaction.atomic
def sign(version: PlanVersion, *, by: Member) -> PlanVersion:
    """Sign it with the key of the house. Raise `NotYours`, `NotOpen`, `Moved`, `StillWrong`, `SaysTheSame`."""
    if by.role != Role.OWNER:
        raise NotYours
    found = _as_read(version)
    plan = _good(found.text)
    if _is_signed_already(plan):
        raise SaysTheSame
    found.hash, found.version = plan.hash, plan.version[:40]
    found.state, found.signed_by, found.signed_at, found.previous = State.SIGNED, by, clock.now(), ""
    found.signature = sealing.sign(PURPOSE, _words(found))
    found.save(update_fields=["hash", "version", "state", "signed_by", "signed_at", "signature", "previous"])
    ledger.record(PlanSigned(version_id=found.pk, hash=found.hash), member_id=by.pk)
    return found


def is_signed(version: PlanVersion) -> bool:
    """Whether the key of this house signed exactly what it says now."""
    words = sealing.signed(PURPOSE, version.signature) if version.signature else None
    return words is not None and words == _words(version)


@transaction.atomic
def put_in_force(version: PlanVersion, *, by: Member) -> PlanVersion:
    """Let it decide from now on. Raise `NotYours`, `NotSigned`, `StillWrong`, `NotWritten`."""
    if by.role != Role.OWNER:
        raise NotYours
    found = PlanVersion.objects.select_for_update().get(pk=version.pk)
    plan = _good(found.text)
    if found.state != State.SIGNED or plan.hash != found.hash or not is_signed(found):
        raise NotSigned
    begun = _begin(found, by)
    # The file comes last: broken off here, the version is in force once we look at the file again.
    try:
        keeping.put(found.text)
    except OSError as error:
        raise NotWritten from error
    return begun


def plan_of(version: PlanVersion) -> Plan | None:
    """Return what a version says, or None while something in it is wrong. What was in force is not judged again."""
    return _read(version.text, today=clock.now().date(), checked=version.is_open)


def readable(text: str) -> Plan | None:
    """Return what a text says although a check may speak against it, or None where it cannot be read at all."""
    return _read(text, today=clock.now().date(), checked=False)


@lru_cache(READ_AT_ONCE)
def _read(text: str, *, today: date, checked: bool) -> Plan | None:
    try:
        return reading.read(text, today=today, checked=checked)
    except PlanWrong:
        return None


@transaction.atomic
def _take_from_file(plan: Plan) -> PlanVersion:
    ready = PlanVersion.objects.filter(state=State.SIGNED, hash=plan.hash).order_by("-pk").first()
    if ready is None:
        now = clock.now()
        ready = PlanVersion(source=PlanVersion.Source.FILE, created_at=now, changed_at=now)
        ready.text, ready.hash, ready.version = keeping.text(), plan.hash, plan.version[:40]
        ready.state = State.CHECKED
        ready.save()
    return _begin(ready, None)


def _is_signed_already(plan: Plan) -> bool:
    """Whether somebody signed the plan in force and this one says the same, its number aside. One from the file that
    nobody signed may be signed as it is.
    """
    held = PlanVersion.objects.in_force()
    before = plan_of(held) if held is not None and held.signed_by_id is not None else None
    return before is not None and not differing.news(before, plan)


def _begin(version: PlanVersion, by: Member | None) -> PlanVersion:
    now = clock.now()
    PlanVersion.objects.filter(state=State.IN_FORCE).update(state=State.SUPERSEDED, superseded_at=now)
    version.state, version.in_force_at = State.IN_FORCE, now
    version.save(update_fields=["state", "in_force_at"])
    ledger.record(
        PlanInForce(version_id=version.pk, hash=version.hash, source=version.source), member_id=by.pk if by else None
    )
    return version


def _as_read(version: PlanVersion) -> PlanVersion:
    """Return a draft, locked: it says what whoever hands it in has read. Raise `NotOpen`, `Moved`."""
    found = PlanVersion.objects.select_for_update().get(pk=version.pk)
    if not found.is_open:
        raise NotOpen
    if found.text != version.text:
        raise Moved
    return found


def _write(version: PlanVersion, text: str, by: Member) -> PlanVersion:
    if len(text) > LONGEST:
        raise TooLong
    version.text, version.changed_at = text.replace("\r\n", "\n"), clock.now()
    try:
        plan = reading.read(version.text, today=clock.now().date())
        version.state, version.hash, version.version = State.CHECKED, plan.hash, plan.version[:40]
    except PlanWrong:
        version.state, version.hash = State.DRAFT, ""
        version.version = editing.version_of(version.text)[:40]
    version.save()
    ledger.record(PlanDrafted(version_id=version.pk, state=version.state), member_id=by.pk)
    return version


def _good(text: str) -> Plan:
    try:
        return reading.read(text, today=clock.now().date())
    except PlanWrong as wrong:
        raise StillWrong from wrong


def _words(version: PlanVersion) -> str:
    at: datetime | None = version.signed_at
    return f"{version.hash} {version.signed_by_id} {at.timestamp() if at else ''}"


def _must_run_the_house(by: Member) -> None:
    if not by.runs_the_house:
        raise NotYours
