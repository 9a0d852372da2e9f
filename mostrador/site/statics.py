"""Gives out the files of every room's `static/` folder, and of the packages that bring some, from memory.

Only what was found when the table was built exists: a path is looked up, never followed.
"""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs

import msgspec

import mostrador
from mostrador.kit import looks
from mostrador.kit.gateway import CAREFUL, Receive, Scope, Send, answer, header

PREFIX = "/static/"
PACKAGES = ("django_htmx",)
FOREVER = b"public, max-age=31536000, immutable"
ASK_AGAIN = b"no-cache"
# The chat fetches them from the shop's own site; there is nothing in them that not everybody may see.
EVERYBODY = ((b"access-control-allow-origin", b"*"), (b"cross-origin-resource-policy", b"cross-origin"))
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".webmanifest": "application/manifest+json",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
}
WORTH_PACKING = re.compile(r"text/|image/svg|application/(json|manifest)")


class NoSuchFile(LookupError):
    """No room and no package brings this file."""


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """One file, ready to be given out."""

    stamp: tuple[int, int]  # when changed (ns) and how large, for development
    fingerprint: str
    type: str
    plain: bytes
    packed: bytes  # empty where gzip gains nothing


class Shelf:
    """The table of files. `watching` looks at the disk again at each request, as a developer wants."""

    def __init__(self, folders: Iterable[Path], *, watching: bool = False) -> None:
        self._folders, self.watching = tuple(folders), watching
        self._sources = _all(self._folders)
        self._things: dict[str, Thing] = {}  # those somebody asked for

    def fingerprint(self, path: str) -> str:
        """Return what tells this version of the file from any other. Raises `NoSuchFile`."""
        thing = self._thing(path)
        if thing is None:
            raise NoSuchFile(f"There is no static file “{path}”.")
        return thing.fingerprint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        head = scope["method"] == "HEAD"
        if not head and scope["method"] != "GET":
            await answer(send, 405, b"Files are read with GET.\n", headers=[(b"allow", b"GET, HEAD")])
            return
        thing = self._thing(scope["path"].removeprefix(PREFIX))
        if thing is None:
            await answer(send, 404, b"There is no such file.\n", head=head)
            return
        await _give(thing, scope, send)

    def _thing(self, path: str) -> Thing | None:
        if self.watching:
            self._look_again(path)
        if path in self._sources and path not in self._things:
            self._things[path] = _read(self._sources[path])
        return self._things.get(path)

    def _look_again(self, path: str) -> None:
        known, sources = self._things.get(path), self._sources.get(path)
        if sources is None or not all(source.exists() for source in sources):
            self._sources = _all(self._folders)
        if known and (path not in self._sources or _stamp(self._sources[path]) != known.stamp):
            del self._things[path]


@cache
def shelf() -> Shelf:
    """Return the house's own shelf."""
    return Shelf(_folders())


def fingerprint(path: str) -> str:
    """Return what a page puts after `?v=` behind `/static/<path>`. Raises `NoSuchFile`."""
    return shelf().fingerprint(path)


def _folders() -> Iterator[Path]:
    """Our own rooms come last: where two bring the same path, ours stands."""
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            yield Path(spec.origin).parent / "static"
    yield from sorted(Path(mostrador.__path__[0]).glob("*/static"))


def _all(folders: Iterable[Path]) -> dict[str, tuple[Path, ...]]:
    """Return every path with the files behind it: one, or several that are given out joined."""
    found = dict(_found(folders))
    joined = {
        path: tuple(found[part] for part in parts)
        for path, parts in looks.JOINED.items()
        if all(part in found for part in parts)
    }
    return {path: (source,) for path, source in found.items()} | joined


def _found(folders: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    for folder in folders:
        for source in sorted(folder.rglob("*")):
            path = source.relative_to(folder)
            if source.is_file() and not any(part.startswith(".") for part in path.parts):
                yield path.as_posix(), source


def _read(sources: Sequence[Path]) -> Thing:
    stamp, plain, name = _stamp(sources), b"".join(source.read_bytes() for source in sources), sources[0]
    kind = TYPES.get(name.suffix) or mimetypes.guess_type(name.name)[0] or "application/octet-stream"
    packed = gzip.compress(plain, 9, mtime=0) if WORTH_PACKING.match(kind) else b""
    return Thing(
        stamp=stamp,
        fingerprint=hashlib.sha256(plain).hexdigest()[:16],
        type=kind,
        plain=plain,
        packed=packed if len(packed) < len(plain) * 0.9 else b"",
    )


def _stamp(sources: Iterable[Path]) -> tuple[int, int]:
    found = [source.stat() for source in sources]
    return max(one.st_mtime_ns for one in found), sum(one.st_size for one in found)


async def _give(thing: Thing, scope: Scope, send: Send) -> None:
    packed = bool(thing.packed) and _takes_gzip(header(scope, b"accept-encoding"))
    body = thing.packed if packed else thing.plain
    tag = f'"{thing.fingerprint}{"-gz" if packed else ""}"'.encode()
    headers = [(b"etag", tag), (b"cache-control", _keep(thing, scope)), *CAREFUL[:-1], *EVERYBODY]
    if thing.packed:
        headers.append((b"vary", b"accept-encoding"))
    if _has_it(header(scope, b"if-none-match"), tag):
        await _send(send, 304, headers, b"")
        return
    headers += [(b"content-type", thing.type.encode()), (b"content-length", str(len(body)).encode())]
    if packed:
        headers.append((b"content-encoding", b"gzip"))
    await _send(send, 200, headers, b"" if scope["method"] == "HEAD" else body)


def _keep(thing: Thing, scope: Scope) -> bytes:
    """Only who names the version may keep it for ever."""
    version = parse_qs(scope["query_string"].decode("latin-1")).get("v", [""])[0]
    return FOREVER if version == thing.fingerprint else ASK_AGAIN


def _takes_gzip(accepted: bytes) -> bool:
    for offer in accepted.lower().split(b","):
        coding, _, quality = offer.replace(b" ", b"").partition(b";q=")
        if coding in (b"gzip", b"*"):
            return quality.strip(b"0.") != b"" or not quality
    return False


def _has_it(tags: bytes, tag: bytes) -> bool:
    return tags.strip() == b"*" or tag in [each.strip().removeprefix(b"W/") for each in tags.split(b",")]


async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
