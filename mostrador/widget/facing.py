"""How the chat looks and speaks to somebody who has not opened it yet: name, colour, greeting, words."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mostrador.doors.channels.website import Website
from mostrador.doors.models import Connection
from mostrador.widget import colours, telling, writing


def face(connection: Connection) -> dict[str, Any]:
    return {
        "shop": shop(connection),
        "colour": colours.worn(connection.secrets.get("colour", "")),
        "greeting": greeting(connection),
        "language": get_language(),
        "standing": telling.status(connection, None),
        "limits": {"text": writing.LONGEST_TEXT, "files": writing.MOST_FILES, "bytes": Website.file_limit_bytes},
        "words": words(),
    }


def shop(connection: Connection) -> str:
    return connection.secrets.get("shop", "").strip()[:80] or connection.name


def greeting(connection: Connection) -> str:
    return connection.secrets.get("greeting", "").strip()[:300] or _("What are you looking for?")


def words() -> dict[str, str]:
    """Return what the script says, in the current language."""
    return {
        "open": _("Chat with %(shop)s"),
        "news": _("%(count)s unread"),
        "close": _("Close the chat"),
        "thread": _("Messages"),
        "write": _("Write your message"),
        "write_to": _("Write to %(name)s"),
        "send": _("Send"),
        "attach": _("Attach a file"),
        "remove": _("Remove %(name)s"),
        "save": _("Save %(name)s"),
        "loading": _("It is on its way"),
        "human": _("Talk to a person"),
        "human_words": _("I want to talk to the person in charge."),
        "sending": _("sending"),
        "sent": _("sent"),
        "read": _("read"),
        "failed": _("It did not leave."),
        "again": _("Try again"),
        "offline": _("No signal. Keep writing: it will leave when it is back, only once."),
        "away": _("We cannot be reached right now. Your words are kept here."),
        "too_big": _("That file is too big. The limit is %(limit)s MB."),
        "too_many": _("Five files at a time are the most."),
        "rising": _("It leaves as soon as the files are up."),
        "lost_file": _("That file did not arrive. Attach it again."),
        "today": _("Today"),
        "yesterday": _("Yesterday"),
        "earlier": _("See earlier ones"),
        "automatic": _("automatic"),
        "edited": _("changed"),
        "gone": _("This message was taken back."),
        "you": _("You"),
        "free": _("No sign-up."),
        "tell": _("Shall we tell you if you leave?"),
        "mail": _("Your mail"),
        "tell_me": _("Tell me"),
        "told": _("We tell you at %(mail)s."),
        "tell_not": _("Do not tell me"),
    }
