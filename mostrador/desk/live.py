"""Tells open pages what changed, as server-sent events, the moment the ledger has it. Knows no Django.

An event says which conversation, case or person changed, never how: the page asks again through its own view.
The ledger's table is the truth and its id the position: a page that was away hears what it missed, once, in order.
"""

import asyncio
import contextlib
import logging
import sqlite3
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs

import msgspec

from mostrador.desk.streams import Audience, Grant, Stream, afresh, may_see
from mostrador.kit import wake
from mostrador.kit.gateway import CAREFUL, Receive, Refused, Scope, Send, come_back, header, refuse

POLL_SECONDS = 2.0
BEAT_SECONDS = 15
REMEMBERED = 1_000  # events kept for pages that come back; who missed more asks for everything again
AT_ONCE = 1_000  # rows read in one go
MOST_STREAMS = 20_000
SINCE = "SELECT id, name, refs FROM kit_event WHERE id > ? ORDER BY id LIMIT ?"
LATEST = "SELECT id, name, refs FROM kit_event ORDER BY id DESC LIMIT ?"
ENDING = frozenset({"MemberSignedOut", "RightsChanged"})
log = logging.getLogger(__name__)

Judge = Callable[[Scope], Awaitable[Grant | None]]
"""Says who asks and what they may hear, or None for nobody. Asked once for each stream."""


class Event(NamedTuple):
    """One fact of the ledger as it is sent to everybody who may hear of it."""

    id: int
    name: str
    refs: Mapping[str, Any]
    line: bytes


class Hub:
    """One per process, on the edge's loop. Reads the ledger with one connection and feeds every stream."""

    def __init__(self, main_file: Path, *, quiet: frozenset[str] = frozenset()) -> None:
        """`quiet` are the names of facts that change nothing on any page."""
        self._path, self._quiet = main_file, quiet
        self._db: sqlite3.Connection | None = None
        self._recent: deque[Event] = deque()
        self._audience = Audience(BEAT_SECONDS)
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._known = self._leaving = False  # whether we know where the ledger stands; whether we are about to stop
        self._horizon = self.position = 0  # we remember what happened after the one and up to the other

    @property
    def streams(self) -> int:
        return len(self._audience)

    async def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._catch_up()
        self._tasks = [asyncio.create_task(self._tail()), asyncio.create_task(self._beat())]
        _hubs.append(self)

    async def stop(self) -> None:
        if self in _hubs:
            _hubs.remove(self)
        self.end_streams()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._hang_up()

    def end_streams(self) -> None:
        """Send everybody home; they come back by themselves. For a server that wants to stop. Any thread."""
        self._leaving = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._audience.end_all)

    def whisper(
        self, conversation_id: int, payload: Mapping[str, Any], *, door: int | None = None, public: bool = False
    ) -> None:
        """Pass on something that is true only now (who types, who looks). Any thread; never stored, may be lost.

        It reaches colleagues who may see the conversation's door, and with `public` the visitor too.
        """
        words = msgspec.json.encode({"conversation": conversation_id, **payload})
        if self._loop is not None and not self._loop.is_closed():
            block = b"event: whisper\ndata: " + words + b"\n\n"
            refs = {"conversation": conversation_id, "door": door}
            self._loop.call_soon_threadsafe(self._audience.whisper, refs, block, public)

    # Reading the ledger.

    async def _tail(self) -> None:
        bell = wake.LoopBell(asyncio.get_running_loop(), "ledger")
        try:
            while True:
                await bell.wait(POLL_SECONDS)
                while self._catch_up():
                    await asyncio.sleep(0)
        finally:
            bell.close()

    def _catch_up(self) -> bool:
        """Read what is new and hand it on; return whether there may be more. A file in trouble is read later."""
        try:
            if not self._known:
                self._remember()
            rows = self._reading().execute(SINCE, (self.position, AT_ONCE)).fetchall()
        except sqlite3.Error as error:
            log.debug("The ledger cannot be read now: %s", error)
            self._hang_up()
            return False
        for row in rows:
            self._pass_on(_event(*row))
        return len(rows) == AT_ONCE

    def _remember(self) -> None:
        """Read the end of the ledger for those who were away while we were."""
        rows = self._reading().execute(LATEST, (REMEMBERED,)).fetchall()
        self._recent.extend(_event(*row) for row in reversed(rows))
        self._horizon = self._recent[0].id - 1 if len(rows) == REMEMBERED else 0
        self.position, self._known = self._recent[-1].id if rows else 0, True

    def _pass_on(self, event: Event) -> None:
        self.position = event.id
        self._recent.append(event)
        if len(self._recent) > REMEMBERED:
            self._horizon = self._recent.popleft().id
        if event.name in ENDING:
            self._audience.end_member(event.refs.get("member"))
        if event.name not in self._quiet:
            self._audience.tell(event.id, event.name, event.refs, event.line)

    async def _beat(self) -> None:
        """Every stream hears something each fifteen seconds, a fifteenth of them each second."""
        while True:
            for slot in range(BEAT_SECONDS):
                await asyncio.sleep(1)
                # An id alone moves the reader's position without an event: what it was not told was not for it.
                self._audience.beat(slot, b": beat\nid: %d\n\n" % self.position)

    def _reading(self) -> sqlite3.Connection:
        if self._db is None:
            address = f"{self._path.absolute().as_uri()}?mode=rw"
            self._db = sqlite3.connect(address, uri=True, timeout=0.2, isolation_level=None)
            self._db.execute("PRAGMA query_only = 1")
        return self._db

    def _hang_up(self) -> None:
        db, self._db = self._db, None
        if db is not None:
            with contextlib.suppress(sqlite3.Error):
                db.close()

    # Serving a stream.

    async def serve(self, scope: Scope, receive: Receive, send: Send, *, judge: Judge) -> None:
        """Answer one request for /live until its reader or its right to hear is gone."""
        began = self.position
        try:
            stream = Stream(await self._admit(scope, judge))
            self._join(stream, _asked(scope), began)
        except Refused as refused:
            await refuse(send, refused)
            return
        try:
            await _speak(stream, receive, send)
        finally:
            self._audience.leave(stream)

    async def _admit(self, scope: Scope, judge: Judge) -> Grant:
        if scope["method"] != "GET":
            raise Refused(405, "Events are read with GET.", headers=[(b"allow", b"GET")])
        if self._leaving or len(self._audience) >= MOST_STREAMS:
            raise come_back("Not now.", after=2 if self._leaving else 30)
        try:
            grant = await judge(scope)
        except Exception as error:
            log.warning("A stream could not be judged: %s", error)
            raise come_back("We cannot see who you are now.", after=2) from error
        if grant is None:
            raise Refused(403, "Sign in first.")
        return grant

    def _join(self, stream: Stream, asked: int | None, began: int) -> None:
        """Queue the beginning of the stream and let it hear what follows, in one go: no gap, nothing twice."""
        self._catch_up()
        if not self._known:
            raise come_back("The ledger cannot be read now.", after=2)
        missed = self._missed(self.position if asked is None else asked)
        stream.push(b": hello\nretry: 2000\n\n")
        stream.push(_position(asked if asked is not None and missed else self.position, self.position))
        if missed is None:
            stream.push(afresh(self.position))
        for event in missed or ():
            if event.name not in self._quiet and may_see(stream.grant, event.name, event.refs):
                stream.push(event.line)
        self._audience.join(stream)
        if self._lost_rights(stream.grant, began):
            stream.end()

    def _missed(self, position: int) -> Sequence[Event] | None:
        """Return the events beyond a position, or None when we forgot some or the position was never ours."""
        if not self._horizon <= position <= self.position:
            return None
        missed = list(takewhile(lambda event: event.id > position, reversed(self._recent)))
        return missed[::-1]

    def _lost_rights(self, grant: Grant, began: int) -> bool:
        """Say whether the grant was withdrawn while it was being given."""
        if grant.member is None:
            return False
        since = takewhile(lambda event: event.id > began, reversed(self._recent))
        return any(event.name in ENDING and event.refs.get("member") in (None, grant.member) for event in since)


def whisper(conversation_id: int, payload: Mapping[str, Any], *, door: int | None = None, public: bool = False) -> None:
    """Let this process's open pages know something that is true only now; see `Hub.whisper`."""
    for hub in tuple(_hubs):
        hub.whisper(conversation_id, payload, door=door, public=public)


_hubs: list[Hub] = []


def _event(number: int, name: str, refs: str) -> Event:
    read: Mapping[str, Any] = msgspec.json.decode(refs)
    words = msgspec.json.encode({"id": number, "name": name, "refs": read})
    return Event(number, name, read, b"id: %d\ndata: %s\n\n" % (number, words))


def _position(start: int, current: int) -> bytes:
    """The first event: where this stream begins, and how far the ledger has come."""
    words = msgspec.json.encode({"position": start, "current": current})
    return b"id: %d\nevent: position\ndata: %s\n\n" % (start, words)


def _asked(scope: Scope) -> int | None:
    """Return the last event that the reader knows. A browser that comes back says it in a header."""
    after = parse_qs(scope["query_string"].decode("latin-1")).get("after", [""])[0]
    told = header(scope, b"last-event-id").decode("latin-1") or after
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else None


async def _speak(stream: Stream, receive: Receive, send: Send) -> None:
    start = [(b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no"), *CAREFUL]
    if stream.grant.member is None:
        # The chat listens from the shop's own site. What it shows is a ticket in the address, never a cookie.
        start.append((b"access-control-allow-origin", b"*"))
    await send({"type": "http.response.start", "status": 200, "headers": start})
    leaving = asyncio.ensure_future(_until_gone(stream, receive))
    try:
        while not stream.over:
            if block := await stream.next():
                await send({"type": "http.response.body", "body": block, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        leaving.cancel()


async def _until_gone(stream: Stream, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.leave()
