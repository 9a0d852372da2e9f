"""Those who look more than they write: a colleague at the desk, listeners of the stream, who ask and do not read."""

import json
import re
import socket
import time
from typing import ClassVar

import httpx

from tests.bench.browsing import sign_in
from tests.faults.record import Record
from tests.faults.senders import People, Program, Somebody, Visitor
from tests.faults.stage import OWNER, picture

PAGES = ("/", "/inbox/", "/people/", "/doors/", "/fragments/inbox/", "/search/?q=words", "/search/?q=answer+1")
BOUNDARY = "between-the-parts"


class Calm(Program):
    """A program in a quiet shop: some 6 messages a second, of which one in a hundred goes wrong."""

    pause_seconds = 0.2
    kinds: ClassVar = {"new": 70.0, "list": 15.0, "again": 13.0, "other": 1.0, "bad": 0.5, "cut": 0.5}


class Neighbours(People):
    """People of the bot who have other things to do too."""

    quiet_seconds = (0.2, 0.8)


class Photographer(Visitor):
    """Sends a picture with every third message; writes so seldom that the chat's own limits are kept."""

    quiet_seconds = (3.0, 7.0)

    def files(self, key: str) -> list[str]:
        if self.number % 3:
            return []
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{key}.jpg"\r\n'
        body = f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + picture(key) + f"\r\n--{BOUNDARY}--\r\n".encode()
        told = {"Authorization": f"Bearer {self.token}", "Content_Type": f"multipart/form-data; boundary={BOUNDARY}"}
        kept = self.until_taken("POST", f"{self.path}/files", body, 201, **told)
        self.record.count("uploads")
        return [json.loads(kept)["key"]] if kept else []


class Colleague(Somebody):
    """Signed in at the desk: opens pages, searches, reads a conversation, lays a file into its reply box."""

    pause_seconds = 0.4

    def __init__(self, name: str, port: int, record: Record, seed: str) -> None:
        super().__init__(name, port, record, seed)
        self.client = sign_in(f"http://127.0.0.1:{port}", *OWNER)
        self.took_ms: list[float] = []
        self.cases: list[str] = []

    @property
    def session(self) -> str:
        """Return the cookies by which the house knows them."""
        return "; ".join(f"{name}={told}" for name, told in self.client.cookies.items())

    def turn(self) -> None:
        path = self.chance.choice([*PAGES, *self.cases[:3]])
        shown = self._open(path)
        self.cases = re.findall(r'href="(/cases/\d+/)', shown) or self.cases
        box = re.search(r"/conversations/\d+/files/", shown)
        if box and self.chance.random() < 0.2:
            self._lay(box[0], path)

    def _open(self, path: str) -> str:
        began = time.perf_counter()
        said = self._said(self.client.build_request("GET", path))
        self.took_ms.append((time.perf_counter() - began) * 1e3)
        self.record.count("searches" if "search" in path else "pages")
        return said

    def _lay(self, box: str, page: str) -> None:
        told = {"X-CSRFToken": self.client.cookies["csrftoken"], "Referer": str(self.client.base_url.join(page))}
        file = {"files": ("box.jpg", picture("box"), "image/jpeg")}
        self._said(self.client.build_request("POST", box, files=file, headers=told))
        self.record.count("files laid into boxes")

    def _said(self, asked: httpx.Request) -> str:
        try:
            answer = self.client.send(asked)
        except httpx.HTTPError as wrong:
            self.record.trouble(f"{self.name}: {asked.url.path}: {wrong!r}")
            return ""
        self.line.heard[answer.status_code] += 1
        if answer.status_code >= 400:
            self.record.trouble(f"{self.name}: {asked.url.path} was answered {answer.status_code}")
        return answer.text


class Listener(Somebody):
    """Hears the live events for a while, hangs up, and comes back."""

    def __init__(self, name: str, port: int, record: Record, seed: str, *, session: str) -> None:
        super().__init__(name, port, record, seed)
        self.port, self.session = port, session

    def turn(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port), 10) as line:
            line.sendall(_asks("/live", self.port, self.session))
            begun = line.recv(65_536)
            if not begun.startswith(b"HTTP/1.1 200"):
                self.record.trouble(f"{self.name} was answered {begun[:40]!r}")
            self.record.count("streams")
            self._hear(line, time.monotonic() + self.chance.uniform(0.2, 8.0))

    def _hear(self, line: socket.socket, until: float) -> None:
        line.settimeout(0.5)
        while time.monotonic() < until and not self.stopping.is_set():
            try:
                if not line.recv(65_536):
                    self.record.trouble(f"{self.name}: the stream ended by itself")
                    return
            except TimeoutError:
                pass


class DeadReader(Listener):
    """Asks for a stream or for pages, and reads nothing."""

    def turn(self) -> None:
        with socket.socket() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            line.settimeout(10)
            line.connect(("127.0.0.1", self.port))
            for path in self.chance.choice([["/live"], ["/inbox/", "/people/", "/doors/"]]):
                line.sendall(_asks(path, self.port, self.session))
            self.record.count("dead readers")
            self.stopping.wait(self.chance.uniform(1.0, 12.0))


def _asks(path: str, port: int, cookie: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode()
