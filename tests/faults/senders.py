"""Everybody who writes to the house and does not give up until they are thanked: programs, visitors, a bot's people."""

import hashlib
import hmac
import http.client
import json
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from tests.faults.record import Record, Told
from tests.faults.stage import SECRET, Door, Outside

Port = int | Callable[[str], int]  # of a house in one process; or of whoever answers such a path
ANSWER_SECONDS = 5.0
# With a quarter of it, a house that dies every second opens a sixth of what it takes: the rest after its last death.
PAUSE_SECONDS = 0.2


class Line:
    """One line to the house, dialled again whenever it breaks."""

    def __init__(self, port: Port, *, patience_seconds: float = ANSWER_SECONDS) -> None:
        self._port, self._patience_seconds = port, patience_seconds
        self._line: http.client.HTTPConnection | None = None
        self.come_back = False  # whether the last answer was 503 and said when
        self.heard: Counter[int] = Counter()  # statuses

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes] | None:
        """Return the status and the body; None where no whole answer came."""
        port = self._at(path)
        if self._line is not None and self._line.port != port:
            self.hang_up()
        try:
            line = self._line = self._line or http.client.HTTPConnection("127.0.0.1", port, self._patience_seconds)
            line.request(method, path, body or None, {name.replace("_", "-"): told for name, told in headers.items()})
            answer = line.getresponse()
            self.heard[answer.status] += 1
            self.come_back = answer.status == 503 and bool(answer.headers.get("Retry-After"))
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            self.hang_up()
            return None

    def cut_off(self, path: str, body: bytes, **headers: str) -> None:
        """Begin a request and hang up in the middle of its body."""
        told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        port = self._at(path)
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\n{told}\r\n"
        try:
            with socket.create_connection(("127.0.0.1", port), ANSWER_SECONDS) as line:
                line.sendall(head.encode() + body[: len(body) // 2])
        except OSError:
            pass

    def _at(self, path: str) -> int:
        return self._port if isinstance(self._port, int) else self._port(path)

    def hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


class Somebody(threading.Thread):
    """Takes turns until told to stop, and then finishes what is in hand."""

    pause_seconds = PAUSE_SECONDS

    def __init__(self, name: str, port: Port, record: Record, seed: str) -> None:
        super().__init__(name=name, daemon=True)
        self.line, self.record, self.chance = Line(port), record, random.Random(f"{seed}/{name}")
        self.told_to_come_back: set[str] = set()  # by which part of the house
        self.stopping = threading.Event()
        self.giving_up = threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            self.turn()
            self.stopping.wait(self.chance.uniform(0, 2 * self.pause_seconds))
        self.line.hang_up()

    def turn(self) -> None:
        raise NotImplementedError

    def until_taken(self, method: str, path: str, body: bytes, good: int, **headers: str) -> bytes | None:
        """Ask until the house says yes; None when the run gives up waiting. Any other word is trouble."""
        while not self.giving_up.is_set():
            answer = self.line.ask(method, path, body, **headers)
            if answer is not None and answer[0] == good:
                return answer[1]
            if answer is not None and answer[0] not in (429, 503):
                self.record.trouble(f"{self.name}: {path} was answered {answer[0]}: {answer[1][:200]!r}")
                return None
            if answer is not None and self.line.come_back:
                self.told_to_come_back.add(path.split("/")[1].rstrip("s"))
            time.sleep(0.02 if answer is None else 0.3)
        return None


def finish(somebodies: Sequence[Somebody], *, seconds: float = 30) -> list[str]:
    """Let them finish what is in hand; return who was not heard for so long by a house that lives."""
    for somebody in somebodies:
        somebody.stopping.set()
    for somebody in somebodies:
        somebody.join(seconds)
    return [f"{each.name} was not heard for {seconds:.0f} s by a house that lives"
            for each in somebodies if each.is_alive()]  # fmt: skip


class Program(Somebody):
    """A program at the plain door: new words, lists, repeats, words without sense, cut-off bodies, pictures.

    In half of its threads it tells the time and sends in disorder; in the others arrival is the order.
    """

    kinds: ClassVar = {"new": 60.0, "list": 15.0, "again": 12.0, "other": 4.0, "bad": 5.0, "cut": 4.0}

    def __init__(self, name: str, port: Port, record: Record, seed: str, *, door: str, at: Door, outside: Outside):
        super().__init__(name, port, record, seed)
        self.door, self.path, self.outside = door, f"/hooks/{at.key}", outside
        self.number, self.taken = 0, []  # type: ignore[var-annotated]  # of (what was told, its element)
        self.began = datetime.now(UTC) - timedelta(hours=2)
        self.used: set[int] = set()

    def turn(self) -> None:
        [kind] = self.chance.choices(list(self.kinds), list(self.kinds.values()))
        if kind in ("again", "other") and self.taken:
            return self._repeat(other=kind == "other")
        many = self.chance.randint(2, 8) if kind == "list" else 1
        said = [self._new(bad=kind == "bad") for _ in range(many)]
        self.record.says(*[told.text for told, _ in said])
        body = json.dumps([element for _, element in said] if many > 1 else said[0][1]).encode()
        if kind == "cut":
            self.line.cut_off(self.path, body, **signed(body))
            self.record.count("cut off")
        answer = self.until_taken("POST", self.path, body, 200, **signed(body))
        if answer is not None:
            self._thanked(said, json.loads(answer))
        return None

    def _thanked(self, said: list[tuple[Told, dict[str, Any]]], answer: dict[str, int]) -> None:
        if answer["accepted"] + answer["known"] != len(said):
            self.record.trouble(f"{self.name}: {len(said)} were said, {answer} thanked for")
        self.record.thanked(*[told for told, _ in said])
        self.taken = [*self.taken, *said][-50:]

    def _repeat(self, *, other: bool) -> None:
        told, element = self.chance.choice(self.taken)
        if other:
            element = {**element, "text": f"other words for {element['id']}"}
            self.record.other_words(element["text"])
        body = json.dumps(element).encode()
        answer = self.until_taken("POST", self.path, body, 200, **signed(body))
        self.record.count("repeats")
        if answer is not None and json.loads(answer)["accepted"]:
            self.record.trouble(f"{told.text} was thanked for before and is new again")

    def _new(self, *, bad: bool) -> tuple[Told, dict[str, Any]]:
        self.number += 1
        key, thread = f"{self.name}-{self.number}", f"{self.name}/{self.chance.randrange(4)}"
        element: dict[str, Any] = {"id": key, "from": {"id": thread}, "text": f"words {key}", "thread": thread}
        order = (0.0, self.number)
        if thread[-1] in "01":
            sent_at = self.began + timedelta(milliseconds=self._unused())
            element["sent_at"] = sent_at.isoformat()
            order = (sent_at.timestamp(), 0)
        if bad:
            element["from"] = {"name": "nobody"}
        picture = f"p-{key}" if not bad and self.chance.random() < 0.04 else ""
        if picture:
            address = f"{self.outside.pictures.address}/{picture}"
            element["attachments"] = [{"url": address, "type": "image/jpeg", "name": picture}]
        told = Told(door=self.door, thread=thread, key=key, text=f"words {key}", order=order, bad=bad, picture=picture)
        return told, element

    def _unused(self) -> int:
        moment = self.chance.randrange(3_600_000)
        while moment in self.used:
            moment += 1
        self.used.add(moment)
        return moment


class Visitor(Somebody):
    """Somebody in the web chat, who may write twenty times a minute."""

    number, token = 0, ""
    quiet_seconds = (0.5, 2.5)

    def __init__(self, name: str, port: Port, record: Record, seed: str, *, at: Door) -> None:
        super().__init__(name, port, record, seed)
        self.path = f"/chat/{at.key}"

    def turn(self) -> None:
        if not self.token:
            opened = self.until_taken("POST", f"{self.path}/open", b"{}", 200, Content_Type="application/json")
            self.token = json.loads(opened)["token"] if opened else ""
            return
        self.number += 1
        key = f"{self.name}-{self.number:06}"
        told = Told(door="chat", thread=self.name, key=key, text=f"words {key}", order=(0.0, self.number))
        self.record.says(told.text)
        body = json.dumps({"id": key, "text": told.text, "files": self.files(key)}).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content_Type": "application/json"}
        if self.until_taken("POST", f"{self.path}/messages", body, 202, **headers) is not None:
            self.record.thanked(told)
        self.stopping.wait(self.chance.uniform(*self.quiet_seconds))

    def files(self, key: str) -> list[str]:
        """Return the words for the files that the message `key` carries."""
        return []


class People(Somebody):
    """People who write to the bot: what they say waits at the platform until the house has read it."""

    number = 0
    quiet_seconds = (0.02, 0.15)

    def __init__(self, name: str, port: Port, record: Record, seed: str, *, outside: Outside, first: int) -> None:
        super().__init__(name, port, record, seed)
        self.outside, self.first = outside, first

    def turn(self) -> None:
        self.number += 1
        person = self.first + self.chance.randrange(3)
        text = f"words {self.name}-{self.number}"
        told = Told(door="bot", thread=str(person), key=text, text=text, order=(0.0, self.number))
        self.record.thanked(told)  # it is at the platform: the house owes it to them from here on
        self.outside.bot.says(person, text, name=f"P{person}")
        self.stopping.wait(self.chance.uniform(*self.quiet_seconds))


def signed(body: bytes) -> dict[str, str]:
    mark = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return {"X_Mostrador_Signature": f"sha256={mark}", "Content_Type": "application/json"}
