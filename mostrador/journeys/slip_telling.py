"""The customer is told of their receipt: once an errand, in the door's own form, never where others read."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.translation import gettext as _

from mostrador.doors.models import Door
from mostrador.inbox import slipping
from mostrador.inbox.models import Case, Message
from mostrador.journeys import tongues
from mostrador.kit import house
from mostrador.plan import keeping
from mostrador.triage import language

LANGUAGES = ("es", "en", "pt")
LATEST = 5  # messages that tell what they write in


def line(case: Case, *, text: str, files: int) -> str:
    """Return what goes under a colleague's answer; empty where they know it, or where it may not or does not fit."""
    if not tells(case) or slipping.was_told(case):
        return ""
    with translation.override(language_of(case)):
        words = _("Your receipt, with who has it and by when: %(link)s") % {"link": link(case)}
    return words if _fits(case, text, words, files) else ""


def under(text: str, words: str) -> str:
    return f"{text.strip()}\n\n{words}".strip() if words else text.strip()


def link(case: Case) -> str:
    return f"{house.public_url()}/r/{slipping.slip_of(case).token}"


def tells(case: Case) -> bool:
    """Whether receipts are told there: in private, by a door that does it, from a house that others can reach."""
    return not case.conversation.public and told_at(case.conversation.door) and is_reachable(house.public_url())


def told_at(door: Door) -> bool:
    return door.speaks.slips if door.slips is None else door.slips


def is_reachable(address: str) -> bool:
    """Whether a customer could open it. A house that only its own machine can reach is being tried out."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".localhost", ".local"))


def language_of(case: Case) -> str:
    """Return the language of the conversation: what they are known to speak, else what they write, else the shop's."""
    theirs = case.person.language[: tongues.CODE]
    if theirs in LANGUAGES:
        return theirs
    shop = keeping.current().locale.language
    said = case.messages.filter(direction=Message.Direction.IN).order_by("-pk").values_list("text", flat=True)
    words = " ".join(said[:LATEST]).strip()
    return language.spoken(words, hint=shop) if words else shop


def _fits(case: Case, text: str, words: str, files: int) -> bool:
    """Whether it leaves in as many parts as without it, within the platform's length."""
    speaks = case.conversation.door.speaks
    whole = under(text, words)
    alone = len(speaks.parts(text.strip(), files)) == len(speaks.parts(whole, files))
    return alone and (speaks.text_limit is None or speaks.length(whole) <= speaks.text_limit)
