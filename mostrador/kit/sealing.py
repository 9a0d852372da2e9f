"""Secrets at rest and words that must come back unforged: sealing, opening, signing."""

import base64
import hashlib
import hmac
import json
import secrets as randomness
from collections.abc import Mapping
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from mostrador.kit import house
from mostrador.kit.words import N_


class Unsealable(Exception):
    """The sealed bytes do not open with any key we hold: the key was lost or changed."""

    for_people = N_("Its secrets were sealed with another key. Put that key back, or write them anew on its page.")


def new_key() -> str:
    return Fernet.generate_key().decode()


def new_secret() -> str:
    """Return a fresh random secret of 256 bits, safe in URLs and forms."""
    return randomness.token_urlsafe(32)


def seal(values: Mapping[str, str]) -> bytes:
    return _box(tuple(house.keys())).encrypt(json.dumps(dict(values)).encode())


def unseal(sealed: bytes) -> dict[str, str]:
    """Open what `seal` closed, with any of the keys. Raises `Unsealable`."""
    try:
        values: dict[str, str] = json.loads(_box(tuple(house.keys())).decrypt(bytes(sealed)))
    except InvalidToken as error:
        raise Unsealable(Unsealable.for_people) from error
    return values


def sign(purpose: str, words: str) -> str:
    """Return `words` with a 128-bit signature that only this house makes, bound to its purpose."""
    return f"{words}.{_mark(house.keys()[0], purpose, words)}"


def signed(purpose: str, token: str) -> str | None:
    """Return the words of a token made by `sign` with any of our keys, else None."""
    words, _, mark = token.rpartition(".")
    known = [
        hmac.compare_digest(mark.encode("utf-8", "replace"), _mark(key, purpose, words).encode())
        for key in house.keys()  # noqa: SIM118  (a function, no dictionary)
    ]
    return words if any(known) else None


def derived(purpose: str) -> str:
    """Return a stable secret for one purpose, such as the session cookie's, from the newest key."""
    return hmac.new(house.keys()[0].encode(), purpose.encode(), hashlib.sha256).hexdigest()


def fingerprints() -> list[str]:
    """Return what tells our keys from others without giving them away, newest first."""
    return [_mark(key, "fingerprint", "") for key in house.keys()]  # noqa: SIM118  (a function, no dictionary)


def _mark(key: str, purpose: str, words: str) -> str:
    # A zero byte separates purpose and words, so that neither can borrow letters from the other.
    digest = hmac.new(key.encode(), f"{purpose}\0{words}".encode(), hashlib.sha256).digest()
    # Base32 in lower case survives mail systems that fold the case of an address.
    return base64.b32encode(digest[:16]).decode().rstrip("=").lower()


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_fernet_key(key)) for key in keys])


def _fernet_key(key: str) -> bytes:
    # Any text may be a key: whoever sets MOSTRADOR_KEY by hand need not know Fernet's own form.
    return base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())
