"""One file that holds a house: a tar in zstd, with a digest of itself at its end; closed with a passphrase on request.

Any tar opens it (`tar --zstd -tf`), after `age -d` where it is closed. The digest stands in a zstd frame that
decompressors skip: zstd's own checksum covers the content only, and we refuse a copy in which a single bit differs.
"""

import hashlib
import io
import re
import struct
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import zstandard

from mostrador.kit import aging

LEVEL = 3
SKIPPED = 0x184D2A5A  # the magic number of a frame for others. RFC 8878, 3.1.2
TRAILER = struct.Struct("<II32s")
BLOCK = 1 << 20  # bytes
MAY_BE_INSIDE = re.compile(
    r"mostrador\.sqlite3|parcels\.sqlite3|database\.dump|[a-z.-]+\.yaml|key|manifest\.json"
    r"|files/[0-9A-Za-z]{1,2}/[0-9A-Za-z]+"
)


class Damaged(Exception):
    """It is not, or not wholly, what was written."""


class NeedsPassphrase(Exception):
    """The copy is closed and no passphrase was given."""


class Packed:
    """An archive being written. Digests come back, so that nobody reads a file twice."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def add(self, name: str, content: IO[bytes], size: int) -> str:
        """Put `size` bytes in under that name; return their SHA-256."""
        entry, reading = tarfile.TarInfo(name), _Digesting(content)
        entry.size, entry.mode = size, 0o600
        self._tar.addfile(entry, cast(IO[bytes], reading))
        return reading.digest.hexdigest()

    def add_file(self, name: str, path: Path) -> str:
        with path.open("rb") as content:
            return self.add(name, content, path.stat().st_size)


def is_closed(path: Path) -> bool:
    """Whether a passphrase is needed to open it. Raises `OSError`."""
    with path.open("rb") as file:
        return aging.is_closed(file.read(len(aging.MAGIC)))


@contextmanager
def packing(path: Path, *, passphrase: str = "") -> Iterator[Packed]:
    """Write an archive. It is whole once the block ends without trouble."""
    with path.open("xb") as file:
        closing = aging.Closing(file, passphrase) if passphrase else None
        whole = _DigestingSink(closing or file)
        # Not closed at the end but finished: closing it would close what lies below.
        packed = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).stream_writer(
            cast(IO[bytes], whole), closefd=False
        )
        with tarfile.open(mode="w|", fileobj=packed, bufsize=BLOCK) as tar:
            tar.copybufsize = BLOCK  # type: ignore[attr-defined]  # documented nowhere but in its own source
            yield Packed(tar)
        packed.flush(zstandard.FLUSH_FRAME)
        whole.write(TRAILER.pack(SKIPPED, 32, whole.digest.digest()))
        if closing is not None:
            closing.close()


def unpack(path: Path, *, into: Path, passphrase: str = "") -> dict[str, str]:
    """Lay out what the archive holds and return each name's SHA-256.

    Raises `Damaged`, `NeedsPassphrase` and `aging.WrongPassphrase`; what lies in `into` is then of no use.
    """
    closed = is_closed(path)
    if closed and not passphrase:
        raise NeedsPassphrase("This copy is closed with a passphrase.")
    with path.open("rb") as file:
        try:
            return _lay_out(aging.Opening(file, passphrase) if closed else file, into)
        except (aging.Tampered, zstandard.ZstdError, tarfile.TarError, EOFError, ValueError) as error:
            raise Damaged(f"This copy is damaged: {error}") from error


def _lay_out(source: aging.Source, into: Path) -> dict[str, str]:
    whole, digests = _Judged(source), {}
    opened = zstandard.ZstdDecompressor().stream_reader(cast(IO[bytes], whole), closefd=False)
    with tarfile.open(mode="r|", fileobj=opened, bufsize=BLOCK) as tar:
        for entry in tar:
            if not entry.isreg() or not MAY_BE_INSIDE.fullmatch(entry.name) or entry.name in digests:
                raise Damaged(f"This copy holds what no copy of ours does: {entry.name[:80]!r}.")
            digests[entry.name] = _write_out(tar.extractfile(entry), into / entry.name)
    whole.to_the_end()
    return digests


def _write_out(content: IO[bytes] | None, to: Path) -> str:
    assert content is not None  # regular files have one
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with to.open("xb") as file:
        to.chmod(0o600)
        while block := content.read(BLOCK):
            digest.update(block)
            file.write(block)
    return digest.hexdigest()


class _Digesting:
    def __init__(self, source: IO[bytes]) -> None:
        self._source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(size)
        self.digest.update(block)
        return block


class _DigestingSink(io.RawIOBase):
    def __init__(self, to: aging.Sink) -> None:
        self._to, self.digest = to, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]  # only bytes come here
        self.digest.update(content)
        self._to.write(bytes(content))
        return len(content)


class _Judged:
    """Passes everything on but the trailer, and compares it at the end."""

    def __init__(self, source: aging.Source) -> None:
        self._source, self._digest, self._back, self._ended = source, hashlib.sha256(), b"", False

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(BLOCK)
        while block and len(self._back) + len(block) <= TRAILER.size:
            self._back, block = self._back + block, self._source.read(BLOCK)
        if not block:
            return self._judge()
        held = self._back + block
        given, self._back = held[: -TRAILER.size], held[-TRAILER.size :]
        self._digest.update(given)
        return given

    def to_the_end(self) -> None:
        """Read what the tar did not need. Raises `Damaged`."""
        while self.read():
            pass

    def _judge(self) -> bytes:
        if self._ended:
            return b""
        self._ended = True
        if self._back != TRAILER.pack(SKIPPED, 32, self._digest.digest()):
            raise Damaged("This copy is damaged: it was cut off or changed after it was written.")
        return b""
