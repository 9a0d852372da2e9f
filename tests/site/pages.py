"""A small WSGI application that does what pages do, and what they should not."""

import hashlib
import io
import itertools
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

LARGEST_BODY = 3 << 20
Page = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Pages:
    """A small application: each page is a method, chosen by the path."""

    def __init__(self) -> None:
        self.gate, self.inside, self.calls = threading.Event(), threading.Semaphore(0), 0
        self.closed: list[str] = []
        self.threads: set[int] = set()
        self.seen: dict[str, Any] = {}

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.calls += 1
        self.threads.add(threading.get_ident())
        self.seen = environ
        page: Page = getattr(self, environ["PATH_INFO"].strip("/").split("/")[0] or "hello", self.hello)
        return page(environ, start)

    def hello(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
        return [b"hello"]

    def echo(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"].read()
        start("200 OK", [("X-Length", environ["CONTENT_LENGTH"]), ("X-Digest", hashlib.sha256(body).hexdigest())])
        return [body]

    def wait(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.inside.release()
        self.gate.wait(10)
        return self.hello(environ, start)

    def broken(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        raise RuntimeError("on purpose")

    def broken_late(self, environ: dict[str, Any], start: Any) -> Iterator[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        yield b"begun"
        self.gate.wait(10)
        raise RuntimeError("on purpose")

    def mended(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        try:
            raise RuntimeError("on purpose")
        except RuntimeError as error:
            start("418 Teapot", [], (type(error), error, error.__traceback__))
        return [b"mended"]

    def silent(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        return [b"no start"]

    def text(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        return ["not bytes"]  # type: ignore[list-item]  # the fault on purpose

    def twice(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        start("200 OK", [])
        return []

    def inject(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("X-Name", "a\r\nSet-Cookie: stolen=1")])
        return [b"never"]

    def inject_name(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("X-Name: a\r\nSet-Cookie", "stolen=1")])
        return [b"never"]

    def cookies(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Latin", "ñ")])
        return [b""]

    def unchanged(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("304 Not Modified", [("ETag", '"1"'), ("Content-Length", "5")])
        return [b"hello"]

    def nothing(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("204 No Content", [])
        return []

    def short(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Length", "10")])
        return [b"12345"]

    def long(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Length", "3")])
        return [b"12345"]

    def written(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        write = start("200 OK", [])
        write(b"one ")
        return [b"two"]

    def whole(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        return Whole([b"hel", b"lo"])

    def drip(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        return Closing(self._drip(start), self.closed)

    def _drip(self, start: Any) -> Iterator[bytes]:
        start("200 OK", [])
        yield b"first"
        self.gate.wait(10)
        yield b" last"

    def endless(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        return Closing(itertools.repeat(b"x" * 5000), self.closed)

    def much(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        return Closing((number.to_bytes(4, "big") * 25_000 for number in range(60)), self.closed)

    def file(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        file = tempfile.TemporaryFile()  # noqa: SIM115  # the bridge closes it
        file.write(b"0123456789" * 600_000)
        file.seek(0)
        start("200 OK", [("Content-Length", "6000000")])
        return environ["wsgi.file_wrapper"](ClosingFile(file, self.closed))  # type: ignore[no-any-return]  # WSGI names it so and types nothing

    def cut_file(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Length", "10")])
        return environ["wsgi.file_wrapper"](io.BytesIO(b"12345"))  # type: ignore[no-any-return]  # WSGI names it so and types nothing


class Whole(list[bytes]):
    """An answer that says, as Django's do, that all of it is there."""

    streaming = False


class Closing:
    """An iterable that notes being closed."""

    def __init__(self, chunks: Iterable[bytes], closed: list[str]) -> None:
        self._chunks, self._closed = chunks, closed

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._chunks)

    def close(self) -> None:
        self._closed.append(threading.current_thread().name)


class ClosingFile:
    def __init__(self, file: Any, closed: list[str]) -> None:
        self.read, self._file, self._closed = file.read, file, closed

    def close(self) -> None:
        self._file.close()
        self._closed.append(threading.current_thread().name)
