"""The gate for everything that leaves: a name is resolved once, checked, and that very address is used.

Private, loopback, link-local, metadata and otherwise special addresses are refused, and so is every odd way
of writing a host, unless MOSTRADOR_ALLOW_HOSTS names exactly that `host:port`. HTTP and mail go this way.
"""

import os
import queue
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import certifi
import idna

from mostrador.kit import house
from mostrador.kit.words import N_

LONGEST_SECONDS = 30.0  # no call to the outside may take longer
RESOLVING_SECONDS = 10.0

guards: list[Callable[[], None]] = []
"""Each is called before anything leaves and may raise: Django's side refuses inside a transaction."""

# IANA's special-purpose registry (read 2026-11), and the public address where Azure keeps machines' secrets.
_CLOSED_V4 = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/3", "168.63.129.16/32",
    )
]  # fmt: skip
_OPEN_V6 = IPv6Network("2000::/3")  # all that is handed out as global unicast
_NAT64 = IPv6Network("64:ff9b::/96")  # how a network with IPv6 alone reaches an IPv4 address: the last 32 bits
_CLOSED_V6 = [IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]

_CLOSED_NAMES = re.compile(r"(^|\.)(localhost|local|internal|intranet|lan|home|corp|arpa|localdomain|onion)$")
_NAME = re.compile(r"^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?$")


class Foreseen(Exception):
    """Trouble of the world outside that we know by name: it passes or it does not, and no line of ours is at fault."""


class NoWay(Foreseen):
    """Nothing has left the house: trying again cannot do anything twice."""

    for_people = N_("We could not reach the other side. Nothing was sent.")


class Refused(NoWay):
    """The address is not one that the house may call."""

    for_people = N_("That address is not allowed. Use a public address, or open it with MOSTRADOR_ALLOW_HOSTS.")


class Unresolved(NoWay):
    """The name has no address, or the name servers did not say in time."""

    for_people = N_("There is no server with that name, or it cannot be found right now.")


class NotConnected(NoWay):
    """Nobody took the call at any of the addresses."""

    for_people = N_("The server did not answer. Nothing was sent.")


def ask_guards() -> None:
    for guard in guards:
        guard()


def addresses(host: str, port: int, *, seconds: float = RESOLVING_SECONDS) -> tuple[str, ...]:
    """Resolve once and return the addresses, each checked. Raises `Refused` or `Unresolved`.

    One closed address among several refuses them all: that mixture is how names are rebound to the inside.
    """
    name = _plain(host)
    if f"{_bracketed(name)}:{port}" in house.opened_hosts():
        return _resolved(name, port, seconds)
    _check_name(name)
    found = _resolved(name, port, seconds)
    for address in found:
        if not is_open(address):
            raise Refused(f"{name} leads to {address}, which is not a public address.")
    return found


def tls() -> ssl.SSLContext:
    """Return the rules of a safe line: certificate and name checked, TLS 1.2 or newer.

    Trusted are certifi's authorities, the system's and the file that SSL_CERT_FILE names.
    """
    return _tls(os.environ.get("SSL_CERT_FILE", ""))


@lru_cache(maxsize=4)
def _tls(_own_authorities: str) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def is_open(address: str) -> bool:
    """Say whether an IP address belongs to the public internet."""
    if "%" in address:
        return False
    return _is_open(ip_address(address))


def connect(host: str, port: int, *, seconds: float = 20.0) -> socket.socket:
    """Return a connected TCP socket to a checked address, its timeout set to what is left of `seconds`.

    Raises `NoWay`.
    """
    ask_guards()
    until = time.monotonic() + min(seconds, LONGEST_SECONDS)
    trouble: OSError | None = None
    for address in addresses(host, port, seconds=min(seconds, RESOLVING_SECONDS)):
        try:
            line = socket.create_connection((address, port), timeout=_left(until))
            line.settimeout(_left(until))
            return line
        except OSError as error:
            trouble = error
    raise NotConnected(f"No answer from {host}:{port}: {trouble}") from trouble


def _left(until: float) -> float:
    return max(until - time.monotonic(), 0.05)


def _plain(host: str) -> str:
    """Return the name in lower case, without brackets, international names in their ASCII form."""
    name = host.strip().lower()
    if name.startswith("[") and name.endswith("]"):
        return name[1:-1]
    if name.isascii():
        return name
    try:
        # The mapping folds "①②⑦" and "。" into digits and dots: what then is a number is treated as one.
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise Refused(f"{name!r} is not a name of the internet.") from error


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name else name


def _check_name(name: str) -> None:
    """Let through an address written the usual way, or a full name that cannot be taken for a number."""
    try:
        canonical = str(ip_address(name))
    except ValueError:
        if not _NAME.match(name) or _CLOSED_NAMES.search(name) or "." not in name:
            raise Refused(f"{name!r} is not a public host name.") from None
        return
    if "%" in name or (canonical != name and ":" not in name):
        raise Refused(f"{name!r} is an odd way to write {canonical}.")


def _resolved(name: str, port: int, seconds: float) -> tuple[str, ...]:
    # getaddrinfo knows no deadline, so it waits in a thread of its own.
    answer: queue.SimpleQueue[tuple[str, ...] | OSError] = queue.SimpleQueue()
    threading.Thread(target=_ask, args=(name, port, answer), name="resolving", daemon=True).start()
    try:
        found = answer.get(timeout=seconds)
    except queue.Empty:
        raise Unresolved(f"The name servers did not say where {name} is within {seconds:.0f} s.") from None
    if isinstance(found, OSError):
        raise Unresolved(f"{name} cannot be found: {found}") from found
    return found


def _ask(name: str, port: int, answer: "queue.SimpleQueue[tuple[str, ...] | OSError]") -> None:
    try:
        rows = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        answer.put(error if isinstance(error, OSError) else OSError(str(error)))
        return
    answer.put(tuple(dict.fromkeys(str(row[4][0]) for row in rows)))


def _is_open(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _CLOSED_V4)
    if address.ipv4_mapped:
        return False  # no honest server is written so
    if address in _NAT64:
        return _is_open(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _OPEN_V6 and not any(address in network for network in _CLOSED_V6)
