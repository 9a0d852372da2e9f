"""The chat on your own website, and the same chat as a page with its link and QR (/hablamos).

Set up: name the shop as the customer should read it and choose its colour. Then put one line before `</body>`
of your pages: `<script src="https://YOUR-MOSTRADOR/widget.js" data-door="KEY" async></script>`. A site without a
Content Security Policy needs nothing else; one with it adds your Mostrador's address to `script-src` and
`connect-src`, and `blob:` to `img-src`.
Write under "Sites" the origins your pages live at: other sites are refused. Without a website, print the QR of
/hablamos and put it beside the till.
Customers who are signed in on your site may be known here too: add `data-user`, their id or a JSON object
`{"id", "name", "email", "until"}`, and `data-user-hash`, the hexadecimal HMAC-SHA256 of exactly that text under
the identity secret, made by your server and never by the page. A wrong hash is a stranger.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit

from mostrador.doors.contract import (
    Attached,
    Author,
    CannotRead,
    Channel,
    Field,
    FoundDoor,
    Handed,
    Item,
    Outgoing,
    Parcel,
    Receipt,
    Secrets,
    SendFailed,
    Unreachable,
)
from mostrador.doors.platforms import strict_json
from mostrador.kit import clock
from mostrador.kit.storable import storable
from mostrador.kit.words import N_

LANGUAGES = ("es", "en", "pt")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
KEPT_FILE = re.compile(r"[0-9a-f]{16,64}")
LONGEST_ID = 200
LONGEST_TEXT = 20_000
MOST_FILES = 10

AT_THE_END = N_("Paste it at the end of every page, just before </body>.")
LINK_IN_HAND = N_("Send this link to whoever you like, or put it in your profiles.")


class Website(Channel):
    key = "website"
    name = N_("The chat of your website")
    glyph = "message-circle"
    help = (
        N_("Write your name as the customer reads it, and choose your colour."),
        N_("Open the door. Its page then shows a line to copy: paste it at the end of every page of your website."),
        N_("Write the addresses of your website under Sites: other sites are refused."),
        N_("Without a website, print the poster with its QR and put it beside the till."),
    )
    fields = (
        Field(
            key="shop",
            label=N_("Your name, as the customer reads it"),
            required=False,
            placeholder="Vinos La Vidriera",
            help=N_("Left empty, it is the name of the door."),
        ),
        Field(
            key="colour",
            label=N_("Your colour"),
            default="#172128",
            placeholder="#6b1d2f",
            required=False,
            help=N_("Six hexadecimal digits after #. If white words cannot be read on it, ours is used."),
        ),
        Field(
            key="greeting",
            label=N_("What it says before they write"),
            required=False,
            placeholder=N_("What are you looking for?"),
        ),
        Field(
            key="sites",
            label=N_("Sites where it may appear"),
            required=False,
            placeholder="https://vinoslavidriera.example",
            help=N_("Addresses such as https://shop.example, with a space between them. Its own page always works."),
        ),
        Field(
            key="languages",
            label=N_("Languages"),
            default="es en pt",
            required=False,
            help=N_("The first one is used where we do not speak theirs: es, en, pt."),
        ),
        Field(
            key="identity_secret",
            label=N_("Identity secret"),
            kind="secret",
            generated=True,
            help=N_("Your server signs with it who is signed in on your site."),
        ),
    )
    hooks = False
    text_limit = 4_000
    file_limit_bytes = 10 * 1024 * 1024
    can_edit = True
    can_delete = True
    slips = False  # the chat itself says who answers and by when
    undo_seconds: ClassVar[int] = 3  # long enough to catch a slip; who reads the chat waits that much more

    def read(self, parcel: Parcel) -> list[Item]:
        try:
            told = strict_json.decoded(parcel.body)
        except strict_json.NotJson as wrong:
            raise CannotRead(str(wrong)) from wrong
        if not isinstance(told, dict):
            raise CannotRead("A word of the chat is a JSON object.")
        return _receipts(told) if told.get("kind") == "receipt" else [_message(told)]

    def send(self, secrets: Secrets, outgoing: Outgoing) -> Receipt:
        """Nothing travels: the chat shows what our own tables hold. So it has always left already."""
        if not secrets.get("identity_secret"):
            raise SendFailed("This chat is not set up yet.", try_again=False, code="not_set_up")
        return Receipt(external_id=f"out:{outgoing.idempotency_key}", sent_at=clock.now())

    def find(self, secrets: Secrets, outgoing: Outgoing) -> Receipt | None:
        return self.send(secrets, outgoing)

    def connect(self, secrets: Secrets, hook_url: str) -> list[FoundDoor]:
        """Check what was written in the form; there is no platform to ask."""
        if (colour := secrets.get("colour", "").strip()) and not COLOUR.fullmatch(colour):
            raise Unreachable(N_("The colour is # and six digits, such as #6b1d2f."))
        for word in secrets.get("sites", "").replace(",", " ").split():
            if not origin(word):
                raise Unreachable(N_("A site is an address such as https://shop.example, without a path."))
        if set(secrets.get("languages", "").replace(",", " ").split()) - set(LANGUAGES):
            raise Unreachable(N_("The languages are es, en and pt."))
        return [FoundDoor(external_id="", name=secrets.get("shop", "").strip()[:80])]

    def handed_over(self, secrets: Secrets, *, public_url: str, key: str) -> list[Handed]:
        line = f'<script src="{public_url}/widget.js" data-door="{key}" async></script>'
        chat = f"{public_url}/hablamos/{key}"
        return [
            Handed(key="script", label=N_("The line for your website"), value=line, help=AT_THE_END),
            Handed(key="chat_url", label=N_("The chat as a page"), value=chat, help=LINK_IN_HAND),
            Handed(key="poster_url", label=N_("The poster with its QR"), value=f"{chat}/poster", kind="page"),
            *super().handed_over(secrets, public_url=public_url, key=key),
        ]


def origin(word: str) -> str:
    """Return a site's origin as browsers write it, or an empty string where it is none."""
    try:
        parts = urlsplit(word.strip().lower())
        port = parts.port
    except ValueError:
        return ""
    plain = parts.path in ("", "/") and not (parts.query or parts.fragment or parts.username)
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
        return ""
    usual = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")


def origins(sites: str) -> frozenset[str]:
    """Return the origins of the form's field; what is none is left out, never guessed."""
    return frozenset(filter(None, (origin(word) for word in sites.replace(",", " ").split())))


# Reading what the chat wrote down


def _message(told: dict[str, Any]) -> Item:
    visitor = _words(told, "visitor", most=LONGEST_ID)
    files = told.get("attachments") or []
    if not isinstance(files, list) or len(files) > MOST_FILES:
        raise CannotRead(f"attachments is not a list of at most {MOST_FILES}.")
    return Item(
        kind="message",
        external_id=f"{visitor}:{_words(told, 'id', most=LONGEST_ID)}",
        author=_author(told, visitor),
        text=_words(told, "text", most=LONGEST_TEXT, needed=not files),
        sent_at=_moment(told),
        attachments=tuple(_attached(each) for each in files),
    )


def _author(told: dict[str, Any], visitor: str) -> Author:
    language = _words(told, "language", most=5, needed=False)
    if told.get("identified") is not True:
        return Author(id=visitor, language=language)  # a name that nobody signed is no name
    return Author(
        id=visitor,
        name=_words(told, "name", most=120, needed=False),
        email=_words(told, "email", most=254, needed=False),
        language=language,
    )


def _attached(told: Any) -> Attached:
    if not isinstance(told, dict) or not KEPT_FILE.fullmatch(str(told.get("key", ""))):
        raise CannotRead("An attachment has no key of ours.")
    return Attached(
        type=_words(told, "type", most=100),
        ref=f"kept:{told['key']}",
        name=_words(told, "name", most=200, needed=False),
        size=told["size"] if isinstance(told.get("size"), int) else None,
    )


def _receipts(told: dict[str, Any]) -> list[Item]:
    """Return one receipt for each of our messages that they have now seen."""
    state, of = told.get("state"), told.get("of")
    if state not in ("delivered", "read"):
        raise CannotRead("A receipt says delivered or read.")
    if not isinstance(of, list) or not all(isinstance(each, str) and 0 < len(each) <= 255 for each in of):
        raise CannotRead("A receipt names the messages it is of.")
    visitor, event, at = _words(told, "visitor", most=LONGEST_ID), _words(told, "id", most=255), _moment(told)
    return [
        Item(
            kind="receipt",
            external_id=f"{event}:{number}",
            author=Author(id=visitor),
            of=each,
            state=state,
            sent_at=at,
        )
        for number, each in enumerate(of)
    ]


def _words(told: dict[str, Any], name: str, *, most: int, needed: bool = True) -> str:
    value = told.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or (needed and not value) or len(value) > most:
        raise CannotRead(f"{name} is not a text of 1 to {most} characters.")
    return storable(value)


def _moment(told: dict[str, Any]) -> datetime:
    try:
        moment = datetime.fromisoformat(str(told.get("sent_at")))
        if moment.tzinfo is None:
            raise ValueError("without its offset")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as wrong:
        raise CannotRead(f"sent_at is no moment: {wrong}") from wrong
