"""A small HTTP server on loopback whose every answer can be made to go wrong."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol, Self

GARBAGE = b"\x16\x03\x01\x00\x00 this was never HTTP \xff\xfe"


@dataclass(frozen=True)
class Call:
    """A request as it arrived. Header names are lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Said:
    """An answer. `drip_seconds` spreads its body over that time; `raw` goes over the line instead of any HTTP."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    drip_seconds: float = 0.0
    raw: bytes = b""


@dataclass
class Fault:
    """What goes wrong with the next `times` calls whose path ends with `at`.

    `answer` replaces the effect. `cut` closes the line without a word, "before" or "after" the effect took
    place. `slow_seconds` passes before the answer, after the effect.
    """

    at: str = ""
    answer: Said | None = None
    cut: str = ""
    garbled: bool = False  # after the effect, bytes that no HTTP is made of
    drip_seconds: float = 0.0
    slow_seconds: float = 0.0
    times: int = 1


class Script(Protocol):
    """What goes wrong, call by call."""

    def next(self, call: Call) -> Fault | None: ...


class Simulator:
    """Base of the simulators: `with Simulator() as outside: … outside.address`.

    With `hang_until` it takes every call and says nothing, until that event; then it cuts the line.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.lock = threading.RLock()
        self.hang_until: threading.Event | None = None
        self.script: Script | None = None
        self._faults: list[Fault] = []
        self._server = _Server(("127.0.0.1", 0), _Talk)
        self._server.simulator = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def answer(self, call: Call) -> Said:
        raise NotImplementedError

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def address(self) -> str:
        return f"http://{self.host}"

    def fail(self, fault: Fault) -> None:
        with self.lock:
            self._faults.append(fault)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_wrong: object) -> None:
        self.close()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def patience(self, seconds: int) -> Said:
        """Say how this platform asks to be left alone."""
        return Said(429, headers={"Retry-After": str(seconds)})

    def respond(self, call: Call) -> Said | None:
        """Return the answer, or None where the line is cut."""
        fault = self._next_fault(call)
        with self.lock:
            self.calls.append(call)
        if self.hang_until is not None:
            self.hang_until.wait(60)
            return None
        if fault is None:
            return self.answer(call)
        if fault.cut == "before":
            time.sleep(fault.slow_seconds)
            return None
        said = fault.answer or self.answer(call)
        time.sleep(fault.slow_seconds)
        if fault.garbled:
            return Said(raw=GARBAGE)
        return None if fault.cut else replace(said, drip_seconds=fault.drip_seconds)

    def _next_fault(self, call: Call) -> Fault | None:
        with self.lock:
            path = call.path.partition("?")[0].lower()
            for fault in self._faults:
                if fault.times > 0 and path.endswith(fault.at.lower()):
                    fault.times -= 1
                    return fault
        return self.script.next(call) if self.script else None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    simulator: Simulator

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Callers hang up on us on purpose: that is no news."""


class _Talk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        size = int(self.headers.get("content-length", 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        call = Call(self.command, self.path, headers, self.rfile.read(size))
        said = self.server.simulator.respond(call)
        if said is None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if said.raw:
            self.close_connection = True
            self.wfile.write(said.raw)
            return
        self.send_response(said.status)
        for name, value in said.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said.body)))
        self.end_headers()
        self._write(said)

    def _write(self, said: Said) -> None:
        if not said.drip_seconds:
            self.wfile.write(said.body)
            return
        for byte in said.body:
            self.wfile.write(bytes([byte]))
            time.sleep(said.drip_seconds / len(said.body))

    do_GET = do_OPTIONS = do_POST

    def log_message(self, format: str, *args: Any) -> None:
        """The tests look at `calls` instead."""
