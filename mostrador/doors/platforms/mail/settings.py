"""What a mailbox's form asked for, read once: addresses, servers, habits."""

from typing import Any, Literal

import msgspec

from mostrador.doors.contract import Secrets
from mostrador.doors.platforms.mail import discovering, headers
from mostrador.kit.mail import Security, Server
from mostrador.kit.words import N_


class Incomplete(Exception):
    """The form lacks something without which no mail can come or go."""

    for_people = N_("Write the mailbox's address, for example hello@yourshop.com.")


class Mailbox(msgspec.Struct, frozen=True, kw_only=True):
    """A mailbox as the channel uses it; `address` is our own, lower case, its domain in ASCII."""

    address: str
    name: str
    incoming: Server
    outgoing: Server
    sent_folder: str = ""  # empty: the one the server calls so
    sent_copy: Literal["ours", "server"] = "ours"  # who puts a copy of what we send there
    plus: bool = False  # the server delivers hello+anything@ to hello@
    trusts: str = ""
    first_days: int = 2  # how far back the first listening looks

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def mailbox(secrets: Secrets) -> Mailbox:
    """Read the form; what was left empty is guessed from the address. Raises `Incomplete`."""
    address = headers.normal(secrets.get("address", ""))
    if not address:
        raise Incomplete
    known = discovering.servers_of(address)
    return Mailbox(
        address=address,
        name=headers.tidy(secrets.get("name", "")),
        incoming=_server(secrets, "imap", known.imap_host, known.imap_port, address),
        outgoing=_server(secrets, "smtp", known.smtp_host, known.smtp_port, address),
        sent_folder=secrets.get("sent_folder", "").strip(),
        sent_copy="server" if (secrets.get("sent_copy") or known.sent_copy) == "server" else "ours",
        plus=secrets.get("plus", "").lower() in ("1", "true", "on", "yes"),
        trusts=secrets.get("trusts", "").strip().lower(),
        first_days=min(_number(secrets.get("first_days"), 2), 365),
    )


def _server(secrets: Secrets, kind: str, host: str, port: int, address: str) -> Server:
    told: Any = {key: secrets.get(f"{kind}_{key}", "").strip() for key in ("host", "port", "security", "user")}
    port = _number(told["port"], port)
    return Server(
        host=told["host"] or host,
        port=port,
        security=told["security"] if told["security"] in ("tls", "starttls", "none") else usual_security(port),
        # One user and password serve both, unless the form says otherwise.
        user=told["user"] or secrets.get("imap_user", "").strip() or address,
        password=secrets.get(f"{kind}_password") or secrets.get("imap_password", ""),
    )


def usual_security(port: int) -> Security:
    """Return what RFC 8314 and custom expect on a port."""
    return "starttls" if port in (143, 587, 25) else "tls"


def _number(told: str | None, otherwise: int) -> int:
    return int(told) if told and told.strip().isascii() and told.strip().isdigit() else otherwise
