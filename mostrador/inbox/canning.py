"""Saved texts: what a shop writes often."""

from django.db import transaction

from mostrador.accounts.models import Member
from mostrador.inbox.models import CannedReply
from mostrador.kit.tidying import one_line
from mostrador.kit.words import N_


class NameTaken(Exception):
    for_people = N_("Another saved text has that name already.")


class Empty(Exception):
    for_people = N_("Give it a name and some words.")


@transaction.atomic
def keep(found: CannedReply | None, *, shortcut: str, text: str, by: Member) -> CannedReply:
    """Save a text, new or changed. Raises `NameTaken` and `Empty`."""
    name, words = one_line(shortcut)[:40], text.strip()
    if not name or not words:
        raise Empty
    if CannedReply.objects.filter(shortcut=name).exclude(pk=found.pk if found else 0).exists():
        raise NameTaken
    kept = found or CannedReply()
    kept.shortcut, kept.text, kept.language = name, words, kept.language or by.language
    kept.save()
    return kept


@transaction.atomic
def throw_away(found: CannedReply, *, by: Member) -> None:
    found.delete()
