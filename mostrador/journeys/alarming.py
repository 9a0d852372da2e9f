"""Calls the owners for what ails the house: once when it lasts, once when it is over, several in one go.

Holds nothing back at night: a mail does not ring, and who wants silence says so on their telephone.
"""

import logging
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mostrador.accounts.models import Member, Role
from mostrador.journeys import trouble_words, watching
from mostrador.journeys.reaching import CannotReach, Way
from mostrador.kit import clock, house, lending, troubles
from mostrador.kit.models import Trouble
from mostrador.kit.troubles import Found
from mostrador.plan import keeping

log = logging.getLogger(__name__)

STEP_SECONDS = 5.0
LASTS = timedelta(seconds=60)  # what is over sooner calls nobody
CALM = timedelta(minutes=2)  # over for so long, it is over
EVERY = timedelta(minutes=2)  # between two calls, and between two tries


class Alarm:
    """A thread of its own: a mail server that hangs keeps nobody from looking.

    It knows the ways to the owners for when the database does not.
    """

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._ways: list[Way] = []
        self._unwritten_due: datetime | None = None
        self._unwritten_told = False

    def keep_until_stopped(self) -> None:
        while not self._stopping.is_set():
            self.step(at=clock.now())
            lending.give_back()
            self._stopping.wait(STEP_SECONDS)

    def step(self, *, at: datetime) -> None:
        """Tell what is due to be told, if anything is."""
        if unwritten := watching.unwritten():
            self._tell_unwritten(unwritten, at)
            return
        self._unwritten_due, self._unwritten_told = None, False
        self._ways = owners()
        if due := troubles.claim(_due(at), at=at, lease=EVERY):
            self._tell(due, at)

    def _tell(self, due: Sequence[Trouble], at: datetime) -> None:
        try:
            _call(self._ways, due)
        except CannotReach as trouble:
            troubles.note_untold(due, why=str(trouble))
        else:
            troubles.note_told(due, at=at)

    def _tell_unwritten(self, found: Sequence[Found], at: datetime) -> None:
        """The database takes no writing: tell that, once, by the ways known from before."""
        self._unwritten_due = self._unwritten_due or at + LASTS
        if self._unwritten_told or at < self._unwritten_due:
            return
        try:
            _call(self._ways, [Trouble(kind=one.kind, figure=one.figure) for one in found if not one.about])
        except CannotReach as trouble:
            log.error("Nobody could be told that the house is ill: %s", trouble)
            self._unwritten_due = at + EVERY
        else:
            self._unwritten_told = True


def owners() -> list[Way]:
    """Return the ways to those who own the house."""
    return [Way(member) for member in Member.objects.filter(is_active=True, role=Role.OWNER).order_by("pk")]


def _due(at: datetime) -> list[Trouble]:
    """Return what nobody was told of yet: it began and lasts, or it was told and is over."""
    began = Q(told_at=None, ended_at=None, began_at__lte=at - LASTS)
    over = Q(told_at__isnull=False, over_told_at=None, ended_at__lte=at - CALM)
    lately = Trouble.objects.filter(tried_at__gt=at - EVERY).exists()
    return [] if lately else list(Trouble.objects.filter(began | over).order_by("began_at", "pk")[:20])


def _call(ways: Sequence[Way], due: Sequence[Trouble]) -> None:
    """Tell every owner. One who was reached is enough. Raises `CannotReach`."""
    reached, why = False, ""
    for way in ways:
        try:
            way.tell(*letter(due, language=way.language), link=house.public_url() + reverse("desk:status"))
            reached = True
        except CannotReach as trouble:
            why = str(trouble)
    if not reached:
        raise CannotReach(why or "The house has no owner to call.")


def letter(due: Sequence[Trouble], *, language: str) -> tuple[str, str]:
    """Return the subject and the text: what happened, what is safe, what to do. No name of a customer is in it."""
    with translation.override(language):
        began = [_said(one) for one in due if not one.ended_at]
        over = [_("Over: %(what)s") % {"what": _words(one).what} for one in due if one.ended_at]
        told = {"house": keeping.house_name(), "link": house.public_url() + reverse("desk:status")}
        subject = _("%(house)s needs you") % told if began else _("%(house)s is well again") % told
        end = _("How the house is now: %(link)s") % told
    return subject, "\n\n".join([*began, *over, end])


def _said(one: Trouble) -> str:
    words = _words(one)
    return f"{words.what}\n{words.safe} {words.act}"


def _words(one: Trouble) -> trouble_words.Words:
    return trouble_words.words(one.kind, about=one.about, figure=one.figure)
