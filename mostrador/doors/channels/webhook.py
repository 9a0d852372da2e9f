"""The plain door: any website, form or program of your own that can send a signed POST.

Set up: give the door a name and copy its address and its secret into your program. It sends `POST <address>`
with the header `X-Mostrador-Signature: sha256=<hex HMAC-SHA256(secret, raw body)>` and one JSON object, or a
list of up to 1,000: `{"id", "from": {"id", "name", "email", "phone"}, "text", "sent_at", "thread", "public",
"post": {"text", "url"}, "reply_to", "attachments": [{"url", "type", "name"}]}`. Only `id`, `from.id` and `text` are
needed; `post` is what a public thread hangs under.
The first 20 attachments of a message are fetched; of the others it says how many they were.
To receive the answers, write the address of your program. Each is a signed POST of the same shape, with `to`
naming the person; its `Idempotency-Key` is our id of the message: answer 2xx once you have it, and 409 or 2xx
when it comes again. Files travel as `data:` addresses inside `attachments`.

Testing the door asks your address with `OPTIONS`, an empty body, its signature and `X-Mostrador-Test: 1`: it can
never be taken for an answer. Any status below 500 says that your program is there (405 and 501 too), but 404 and
410, which say that nothing is at that address.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import UTC, datetime
from typing import Any

from mostrador.doors.contract import (
    Answer,
    Attached,
    Author,
    CannotRead,
    Channel,
    Field,
    File,
    FoundDoor,
    Item,
    Malformed,
    Outgoing,
    Parcel,
    Piece,
    Post,
    Receipt,
    Secrets,
    SendFailed,
    Unreachable,
    Untrusted,
)
from mostrador.doors.platforms import signed_post, strict_json, web_files
from mostrador.doors.platforms.signed_post import signature
from mostrador.kit import egress, http
from mostrador.kit.storable import storable
from mostrador.kit.words import N_

MOST_AT_ONCE = 1_000
LONGEST_ID = 255
RFC_3339 = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d):(\d\d)(\.\d{1,6})?\d*([Zz]|[+-]\d\d:\d\d)", re.ASCII
)  # https://www.rfc-editor.org/rfc/rfc3339#section-5.6
MEDIA_TYPE = re.compile(r"[a-z]{1,32}(/[a-z0-9][a-z0-9.+_-]{0,126})?")

CANNOT_CHANGE = N_("This door cannot change what has left.")
NO_ADDRESS = N_("This door has no address to deliver to.")
ONLY_LISTENS = N_("It receives; it has nowhere to send your answers yet.")


class Webhook(Channel):
    key = "webhook"
    name = N_("Your website or program")
    glyph = "plug"
    slips = False  # a program stands between: it knows best what its people should be told
    help = (
        N_("Give the door a name and open it. Its page then shows its address and its secret."),
        N_("Give both to whoever made your program: it sends to that address what customers write."),
        N_("To answer from here, write the address where your program takes our answers."),
    )
    fields = (
        Field(
            key="secret",
            label=N_("Shared secret"),
            kind="secret",
            generated=True,
            help=N_("Your program signs with it what it sends, and checks with it what it receives."),
        ),
        Field(
            key="deliver_url",
            label=N_("Where to deliver your answers"),
            kind="url",
            required=False,
            placeholder="https://tienda.example/mostrador",
            help=N_("The address of your program. Without it this door only listens."),
        ),
    )
    text_limit = 100_000
    file_limit_bytes = 5 * 1024 * 1024

    def verify(self, secrets: Secrets, parcel: Parcel) -> None:
        if not secrets.get("secret"):
            raise Untrusted("This door has no secret yet.")
        expected = signature(secrets["secret"], parcel.body).encode()
        given = parcel.header("x-mostrador-signature").strip().encode("utf-8", "replace")
        if not hmac.compare_digest(given, expected):
            raise Untrusted("The signature does not belong to this body.")

    def split(self, parcel: Parcel) -> list[Piece]:
        return [Piece(key=_key(element), body=raw) for element, raw in _elements(parcel.body)]

    def accepted(self, new: int, known: int) -> Answer:
        return Answer(body=b'{"accepted": %d, "known": %d}' % (new, known), type="application/json")

    def read(self, parcel: Parcel) -> list[Item]:
        try:
            return [_item(element) for element, _raw in _elements(parcel.body)]
        except Malformed as malformed:
            raise CannotRead(str(malformed)) from malformed

    def send(self, secrets: Secrets, outgoing: Outgoing) -> Receipt:
        """Deliver an answer. A repeat is safe, so a broken line means "again", never "unsure".

        The receiver gets the same Idempotency-Key each time and, by the terms of this door, shows it once.
        Asking a person instead would leave a customer in silence over a question the key already answers.
        """
        if outgoing.what != "message":
            raise SendFailed(CANNOT_CHANGE, try_again=False, code="cannot")
        if not secrets.get("deliver_url") or not secrets.get("secret"):
            raise SendFailed(NO_ADDRESS, try_again=False, code="no_address")
        try:
            return signed_post.leave(secrets, outgoing)
        except egress.NoWay as closed:
            refused = isinstance(closed, egress.Refused)
            raise SendFailed(closed.for_people, try_again=not refused, code=type(closed).__name__) from closed
        except http.NoAnswer as silent:
            raise SendFailed(signed_post.QUIET, try_again=True, code="no_answer") from silent

    def fetch(self, secrets: Secrets, attached: Attached, parcel: Parcel | None) -> File:
        return web_files.bring(attached)

    def find(self, secrets: Secrets, outgoing: Outgoing) -> Receipt | None:
        """Settle an unsure part by handing it over again: the key makes that the same as asking."""
        try:
            return self.send(secrets, outgoing)
        except SendFailed as failed:
            if failed.try_again:
                raise Unreachable(failed.why, after=failed.after) from failed
            return None

    def connect(self, secrets: Secrets, hook_url: str) -> list[FoundDoor]:
        """Ask the program whether it is there. A silent one is only noted: the door takes words in without it."""
        address = secrets.get("deliver_url", "")
        if not address:
            return [FoundDoor(external_id="", name="", note=ONLY_LISTENS)]
        if not web_files.is_address(address):
            raise Unreachable(N_("The address must begin with https:// or http://."))
        try:
            trouble = signed_post.trouble(secrets)
        except egress.Refused as refused:
            raise Unreachable(refused.for_people) from refused
        return [FoundDoor(external_id="", name="", note=trouble, works=not trouble)]


# Cutting a delivery


def _elements(body: bytes) -> list[tuple[dict[str, Any], bytes]]:
    try:
        found = strict_json.elements(body)
    except strict_json.NotJson as wrong:
        raise Malformed(str(wrong)) from wrong
    if len(found) > MOST_AT_ONCE:
        raise Malformed(f"{len(found)} elements in one delivery; {MOST_AT_ONCE} is the most.")
    if not all(isinstance(element, dict) for element, _raw in found):
        raise Malformed("Each element is a JSON object.")
    return found


def _key(element: dict[str, Any]) -> str:
    told = element.get("id")
    if not isinstance(told, str) or not 0 < len(told) <= LONGEST_ID:
        raise Malformed(f"Each element needs an id: a string of 1 to {LONGEST_ID} characters.")
    # An id that no database can hold gets a key of its own, and is quarantined when it is read.
    return told if storable(told) == told else "unstorable:" + hashlib.sha256(repr(told).encode()).hexdigest()


# Reading one element


def _item(element: dict[str, Any]) -> Item:
    return Item(
        kind="message",
        external_id=_identity(element, "id"),
        author=_author(element.get("from")),
        text=_text(element, "text", needed=True),
        sent_at=_moment(element.get("sent_at")),
        thread=_identity(element, "thread", needed=False),
        public=_flag(element, "public"),
        post=_post(element.get("post")),
        reply_to=_identity(element, "reply_to", needed=False),
        attachments=tuple(_attached(each) for each in _list(element, "attachments")),
    )


def _author(told: Any) -> Author:
    if not isinstance(told, dict):
        raise CannotRead("from is missing or not an object.")
    return Author(
        id=_identity(told, "id"),
        name=_text(told, "name"),
        email=_text(told, "email"),
        phone=_text(told, "phone"),
    )


def _post(told: Any) -> Post | None:
    if told is None:
        return None
    if not isinstance(told, dict):
        raise CannotRead("post is not an object.")
    return Post(text=_text(told, "text"), url=_text(told, "url"))


def _attached(told: Any) -> Attached:
    if not isinstance(told, dict):
        raise CannotRead("An attachment is not an object.")
    url = _text(told, "url", needed=True)
    if not web_files.is_address(url):
        raise CannotRead("An attachment's url is not a web address.")
    media_type = _text(told, "type").strip().lower()
    known = MEDIA_TYPE.fullmatch(media_type)
    return Attached(type=media_type if known else "file", url=url, name=_text(told, "name"))


def _text(told: dict[str, Any], name: str, *, needed: bool = False) -> str:
    value = told.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise CannotRead(f"{name} is missing or not a string.")
    return storable(value)


def _identity(told: dict[str, Any], name: str, *, needed: bool = True) -> str:
    value = _text(told, name, needed=needed)
    if len(value) > LONGEST_ID or (needed and not value):
        raise CannotRead(f"{name} is not a string of 1 to {LONGEST_ID} characters.")
    if value != (told.get(name) or ""):
        raise CannotRead(f"{name} holds characters that no text can hold.")
    return value


def _flag(told: dict[str, Any], name: str) -> bool:
    value = told.get(name)
    if value is not None and not isinstance(value, bool):
        raise CannotRead(f"{name} is neither true nor false.")
    return bool(value)


def _list(told: dict[str, Any], name: str) -> list[Any]:
    value = told.get(name)
    if value is not None and not isinstance(value, list):
        raise CannotRead(f"{name} is not a list.")
    return value or []


def _moment(told: Any) -> datetime | None:
    if told is None:
        return None
    shape = RFC_3339.fullmatch(told) if isinstance(told, str) else None
    if shape is None:
        raise CannotRead("sent_at is not a date and time with its offset, as RFC 3339 writes them.")
    day, minute, second, fraction, offset = shape.groups()
    second = "59" if second == "60" else second  # a leap second, which our clocks do not know
    try:
        return datetime.fromisoformat(
            f"{day}T{minute}:{second}{fraction or ''}{offset.upper().replace('Z', '+00:00')}"
        ).astimezone(UTC)
    except (ValueError, OverflowError) as wrong:
        raise CannotRead(f"sent_at is no moment: {wrong}") from wrong
