"""What customers say, as each platform would deliver it: real bodies, so that the whole way in is walked."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from mostrador.demo.pictures import picture
from mostrador.doors.contract import Parcel
from mostrador.doors.platforms.mail.wrapping import Found, wrapped

MAILBOX = "hola@vidriera.example"
COMMENTS = "comments"
"""The door for comments under a post speaks as the shop's program does; only its name in the story is another."""
RAFFLE = "sorteo"
"""The thread of everybody who comments: one post."""


@dataclass(frozen=True, kw_only=True)
class Who:
    """A customer as one platform knows them. `handle` is their id there."""

    name: str
    door: str
    handle: str
    speaks: str = "es"  # as the story casts: es, ar, mx, en, pt; or a trade, which speaks es
    signed: bool = True  # in the chat: the shop's website vouches for the name

    @property
    def language(self) -> str:
        return self.speaks if self.speaks in ("en", "pt") else "es"

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name else ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """Something that a customer says. `number` is unlike any other's; `files` are names of pictures."""

    who: Who
    text: str
    at: datetime
    number: int
    subject: str = ""
    thread: tuple[str, ...] = ()  # earlier ids, oldest first (mail)
    kept: tuple[Mapping[str, Any], ...] = ()  # files that the chat already uploaded
    pictures: tuple[str, ...] = ()


def external_id(said: Said) -> str:
    """Return the platform's id of the message, as the house will know it."""
    return {
        "website": f"{_visitor(said.who)}:{said.number:032x}",
        "telegram": f"{said.who.handle}:{said.number}",
        "email": _mail_id(said.number),
    }.get(said.who.door, f"web-{said.number}")


def author_id(who: Who) -> str:
    """Return the id by which the platform, and so the house, knows this customer."""
    return _visitor(who) if who.door == "website" else who.handle


def parcel(said: Said, secrets: Mapping[str, str]) -> Parcel:
    """Return the delivery that brings these words."""
    return _WRITERS[said.who.door](said, secrets)


def edited(said: Said, text: str, at: datetime) -> dict[str, Any]:
    return _message(said) | {"text": text, "edit_date": int(at.timestamp())}


def reaction(who: Who, message: int, emoji: str, at: datetime) -> dict[str, Any]:
    chat, user = _chat(who), _user(who)
    news = [{"type": "emoji", "emoji": emoji}]
    return {"chat": chat, "user": user, "message_id": message, "date": int(at.timestamp()),
            "old_reaction": [], "new_reaction": news}  # fmt: skip


def update(number: int, kind: str, told: Mapping[str, Any], secrets: Mapping[str, str], at: datetime) -> Parcel:
    """Return one update of Telegram's."""
    headers = {"x-telegram-bot-api-secret-token": secrets.get("webhook_secret", "")}
    return _delivery({"update_id": number, kind: dict(told)}, at, headers)


def read_receipt(who: Who, of: Sequence[str], at: datetime) -> Parcel:
    """Return what the chat tells when they have seen our words."""
    event = f"{_visitor(who)}:read:{hashlib.sha256(repr(list(of)).encode()).hexdigest()[:32]}"
    return _delivery(
        {
            "kind": "receipt", "id": event, "visitor": _visitor(who), "state": "read", "of": list(of),
            "sent_at": at.isoformat(),
        },
        at,
    )  # fmt: skip


def signed(body: Any, secrets: Mapping[str, str], at: datetime) -> Parcel:
    """Return a delivery at the plain door."""
    raw = json.dumps(body, ensure_ascii=False).encode()
    digest = hmac.new(secrets["secret"].encode(), raw, hashlib.sha256).hexdigest()
    return Parcel(headers={"x-mostrador-signature": f"sha256={digest}"}, body=raw, received_at=at)


def sent_elsewhere(said: Said, *, ours: str, subject: str) -> Parcel:
    """Return a mail of ours as it lies in the Sent folder: written on somebody's telephone."""
    mail = _mail(said, subject=subject, sender=f"{ours} · Vinos La Vidriera <{MAILBOX}>", to=said.who.handle)
    return Parcel(
        method="LISTEN", body=wrapped(mail.as_bytes(), Found(folder="sent", mailbox=MAILBOX)), received_at=said.at
    )


def _website(said: Said, _secrets: Mapping[str, str]) -> Parcel:
    who = said.who
    return _delivery(
        {
            "id": f"{said.number:032x}", "visitor": _visitor(who), "text": said.text, "sent_at": said.at.isoformat(),
            "attachments": [dict(one) for one in said.kept], "page": "https://vinoslavidriera.example/",
            "language": who.language, "name": who.name if who.signed else "",
            "email": f"{who.handle}@correo.example" if who.signed else "", "identified": who.signed, "asks_for": "",
        },
        said.at,
    )  # fmt: skip


def _telegram(said: Said, secrets: Mapping[str, str]) -> Parcel:
    told = _message(said)
    if said.pictures:
        size = {
            "file_unique_id": said.pictures[0],
            "width": 480,
            "height": 320,
            "file_size": len(picture(said.pictures[0])),
        }
        told = told | {"caption": told.pop("text"), "photo": [{"file_id": f"vidriera-{said.pictures[0]}", **size}]}
    return update(said.number, "message", told, secrets, said.at)


def _plain(said: Said, secrets: Mapping[str, str]) -> Parcel:
    who = said.who
    public = {"public": True, "thread": RAFFLE} if who.door == COMMENTS else {}
    words = {"id": external_id(said), "from": {"id": who.handle, "name": who.name}, "text": said.text, **public}
    return signed({**words, "sent_at": said.at.isoformat()}, secrets, said.at)


def _email(said: Said, _secrets: Mapping[str, str]) -> Parcel:
    mail = _mail(said, subject=said.subject, sender=f"{said.who.name} <{said.who.handle}>", to=MAILBOX)
    return Parcel(method="LISTEN", body=wrapped(mail.as_bytes(), Found(mailbox=MAILBOX)), received_at=said.at)


def _mail(said: Said, *, subject: str, sender: str, to: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, to
    mail["Subject"] = f"Re: {subject}" if said.thread else subject
    mail["Date"], mail["Message-ID"] = format_datetime(said.at), _mail_id(said.number)
    if said.thread:
        mail["In-Reply-To"], mail["References"] = said.thread[-1], " ".join(said.thread)
    mail.set_content(said.text)
    for name in said.pictures:
        mail.add_attachment(picture(name), maintype="image", subtype="png", filename=f"{name}.png")
    return mail


def message(who: Who, text: str, *, number: int, date: int) -> dict[str, Any]:
    """Return a message as Telegram tells it; `date` in seconds since 1970."""
    return {"message_id": number, "from": _user(who), "chat": _chat(who), "date": date, "text": text}


def _message(said: Said) -> dict[str, Any]:
    return message(said.who, said.text, number=said.number, date=int(said.at.timestamp()))


def _user(who: Who) -> dict[str, Any]:
    first, _, last = who.name.partition(" ")
    return {
        "id": int(who.handle),
        "is_bot": False,
        "first_name": first,
        "last_name": last,
        "language_code": who.language,
    }


def _chat(who: Who) -> dict[str, Any]:
    first, _, last = who.name.partition(" ")
    return {"id": int(who.handle), "type": "private", "first_name": first, "last_name": last}


def _visitor(who: Who) -> str:
    return f"u:{who.handle}" if who.signed else f"v:{hashlib.sha256(who.handle.encode()).hexdigest()[:32]}"


def _mail_id(number: int) -> str:
    return f"<carta-{number}@correo.example>"


def _delivery(body: Any, at: datetime, headers: Mapping[str, str] | None = None) -> Parcel:
    raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Parcel(headers={"content-type": "application/json", **(headers or {})}, body=raw, received_at=at)


_WRITERS: Mapping[str, Callable[[Said, Mapping[str, str]], Parcel]] = {
    "website": _website, "telegram": _telegram, "webhook": _plain, COMMENTS: _plain, "email": _email,
}  # fmt: skip
