"""Files closed with a passphrase, in the age format: any age program opens them, with or without us.

Source: the format's own specification, https://github.com/C2SP/C2SP/blob/main/age.md (read 2026-11-21). scrypt makes
a key from the passphrase, which wraps the file's own key; the header carries a MAC; the content is cut into chunks
of 64 KiB, each closed with ChaCha20-Poly1305 under a counter and a mark for the last one. So nothing can be
changed, put in another order, or cut off unseen, and neither side ever holds more than a chunk.
"""

import base64
import hmac
import os
import re
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"age-encryption.org/v1\n"
SALT_LABEL = b"age-encryption.org/v1/scrypt"
COST, MOST_COST = 17, 20  # powers of two: 128 MiB and a third of a second; what we would still open
CHUNK, TAG = 64 << 10, 16  # bytes
HEADER = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) (\d{1,2})\n([A-Za-z0-9+/]{43})\n--- ([A-Za-z0-9+/]{43})\n"
)
LONGEST_HEADER = 200  # bytes


class WrongPassphrase(Exception):
    """Not this passphrase; or the first lines of the file were changed."""


class Tampered(Exception):
    """It is no age file that a passphrase opens, or not all of it is as it was written."""


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Sink(Protocol):
    def write(self, content: bytes, /) -> object: ...


class Closing:
    """Writes what it is given, closed, to `to`. It is whole only after `close`."""

    def __init__(self, to: Sink, passphrase: str) -> None:
        self._to, self._buffer, self._number = to, bytearray(), 0
        key = os.urandom(16)
        salt, nonce = os.urandom(16), os.urandom(16)
        to.write(_header(key, salt, passphrase) + nonce)
        self._box = ChaCha20Poly1305(_derived(key, salt=nonce, purpose=b"payload"))

    def write(self, content: bytes) -> int:
        self._buffer += content
        while len(self._buffer) > CHUNK:  # the last one is only known at the end
            self._put(bytes(self._buffer[:CHUNK]), last=False)
            del self._buffer[:CHUNK]
        return len(content)

    def close(self) -> None:
        self._put(bytes(self._buffer), last=True)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._to.write(self._box.encrypt(_nonce(self._number, last), chunk, None))
        self._number += 1


class Opening:
    """Reads what `Closing` wrote. Every byte it returns was checked. Raises `WrongPassphrase` and `Tampered`."""

    def __init__(self, source: Source, passphrase: str) -> None:
        head = source.read(LONGEST_HEADER)
        key, rest = _file_key(head, passphrase)
        self._source, self._ahead = source, rest[16:]
        self._box = ChaCha20Poly1305(_derived(key, salt=rest[:16], purpose=b"payload"))
        self._number, self._ended, self._ready = 0, False, bytearray()

    def read(self, size: int = -1) -> bytes:
        while not self._ended and (size < 0 or len(self._ready) < size):
            self._ready += self._next()
        taken = bytes(self._ready if size < 0 else self._ready[:size])
        del self._ready[: len(taken)]
        return taken

    def _next(self) -> bytes:
        whole = CHUNK + TAG
        while len(self._ahead) <= whole and (more := self._source.read(whole + 1 - len(self._ahead))):
            self._ahead += more
        chunk, self._ahead = self._ahead[:whole], self._ahead[whole:]
        self._ended = not self._ahead
        try:
            content = self._box.decrypt(_nonce(self._number, self._ended), chunk, None)
        except (InvalidTag, ValueError) as wrong:
            raise Tampered("It was cut off or changed after it was written.") from wrong
        if not content and self._number:
            raise Tampered("It ends in an empty piece, which nobody writes.")
        self._number += 1
        return content


def is_closed(head: bytes) -> bool:
    """Whether a file that begins like this is an age file."""
    return head.startswith(MAGIC)


def _header(key: bytes, salt: bytes, passphrase: str) -> bytes:
    wrapped = ChaCha20Poly1305(_stretched(passphrase, salt, COST)).encrypt(bytes(12), key, None)
    lines = MAGIC + b"-> scrypt %s %d\n%s\n---" % (_b64(salt), COST, _b64(wrapped))
    return lines + b" " + _b64(_mark(key, lines)) + b"\n"


def _file_key(head: bytes, passphrase: str) -> tuple[bytes, bytes]:
    """Return the key of the file, and what follows the header."""
    found = HEADER.match(head)
    if found is None or not 1 <= int(found[2]) <= MOST_COST:
        raise Tampered("Its first lines are not those of a file closed with a passphrase.")
    try:
        salt, wrapped, mark = (_unb64(found[part]) for part in (1, 3, 4))
        key = ChaCha20Poly1305(_stretched(passphrase, salt, int(found[2]))).decrypt(bytes(12), wrapped, None)
    except (InvalidTag, ValueError) as wrong:
        raise WrongPassphrase("That is not the passphrase of this file.") from wrong
    if not hmac.compare_digest(mark, _mark(key, head[: found.start(4) - 1])):
        raise Tampered("Its first lines were changed.")
    return key, head[found.end() :]


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=SALT_LABEL + salt, length=32, n=1 << cost, r=8, p=1).derive(passphrase.encode())


def _mark(key: bytes, lines: bytes) -> bytes:
    return hmac.digest(_derived(key, salt=b"", purpose=b"header"), lines, "sha256")


def _derived(key: bytes, *, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=salt, info=purpose).derive(key)


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _b64(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")


def _unb64(text: bytes) -> bytes:
    raw = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if _b64(raw) != text:
        raise ValueError("More than one spelling.")
    return raw
