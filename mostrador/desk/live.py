"""Tells open pages what changed, as server-sent events, the moment the ledger has it. Knows no Django.

An event says which conversation, case or person changed, never how: the page asks again through its own view.
The ledger is the truth and a place in it the position (`kit.tails`): a page that was away hears what it missed, once,
in order.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple
from urllib.parse import parse_qs

import msgspec

from mostrador.desk.streams import Audience, Grant, Stream, afresh, may_see, told
from mostrador.kit import presence, tails, wake
from mostrador.kit.gateway import CAREFUL, Receive, Refused, Scope, Send, come_back, header, refuse
from mostrador.kit.tails import Line, Position, Tail

POLL_SECONDS = 2.0
HELD_SECONDS = 0.02  # until we look again for what something still running holds back
BEAT_SECONDS = 15
REMEMBERED = 1_000  # events kept for pages that come back; who missed more asks for everything again
AT_ONCE = 1_000  # rows read in one go
MOST_STREAMS = 20_000
ENDING = frozenset({"MemberSignedOut", "RightsChanged"})
log = logging.getLogger(__name__)

Judge = Callable[[Scope], Awaitable[Grant | None]]
"""Says who asks and what they may hear, or None for nobody. Asked once for each stream."""


class Event(NamedTuple):
    """One fact of the ledger as it is sent to everybody who may hear of it."""

    at: Position
    name: str
    refs: Mapping[str, Any]
    line: bytes


class Hub:
    """One per process, on the edge's loop. Reads the ledger with one connection and feeds every stream."""

    def __init__(self, tail: Tail, *, quiet: frozenset[str] = frozenset()) -> None:
        """`quiet` are the names of facts that change nothing on any page."""
        self._ledger, self._quiet = tail, quiet
        self._recent: deque[Event] = deque()
        self._audience = Audience(BEAT_SECONDS)
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._looking = asyncio.Lock()
        self._known = self._leaving = False  # whether we know where the ledger stands; whether we are about to stop
        self._held = False  # whether more is there that may not be told yet
        self._horizon = self.position = tails.START  # we remember what happened after the one and up to the other

    @property
    def streams(self) -> int:
        return len(self._audience)

    async def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self._catch_up()
        self._tasks = [asyncio.create_task(self._tail()), asyncio.create_task(self._beat())]
        self._stop_overhearing = wake.listen("whisper", self._overhear)
        _hubs.append(self)

    async def stop(self) -> None:
        self._stop_overhearing()
        if self in _hubs:
            _hubs.remove(self)
        self.end_streams()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._ledger.close()

    def end_streams(self) -> None:
        """Send everybody home; they come back by themselves. For a server that wants to stop. Any thread."""
        self._leaving = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._audience.end_all)

    def _overhear(self, whispered: bytes) -> None:
        told = msgspec.json.decode(whispered, type=_Whisper)
        words = msgspec.json.encode({"conversation": told.conversation, **told.payload})
        if self._loop is not None and not self._loop.is_closed():
            block = b"event: whisper\ndata: " + words + b"\n\n"
            refs = {"conversation": told.conversation, "door": told.door}
            self._loop.call_soon_threadsafe(self._audience.whisper, refs, block, told.public)

    # Reading the ledger.

    async def _tail(self) -> None:
        bell = wake.LoopBell(asyncio.get_running_loop(), "ledger")
        try:
            while True:
                await bell.wait(HELD_SECONDS if self._held else POLL_SECONDS)
                while await self._catch_up():
                    await asyncio.sleep(0)
        finally:
            bell.close()

    async def _catch_up(self) -> bool:
        """Read what is new and hand it on; return whether there may be more. A ledger in trouble is read later."""
        async with self._looking:
            try:
                if not self._known:
                    await self._remember()
                read = await self._ledger.since(self.position, AT_ONCE)
            except tails.CannotRead as error:
                log.debug("The ledger cannot be read now: %s", error)
                return False
            for line in read.lines:
                self._pass_on(_event(line))
            self._held = read.held
            return len(read.lines) == AT_ONCE

    async def _remember(self) -> None:
        """Read the end of the ledger for those who were away while we were."""
        found = (await self._ledger.latest(REMEMBERED + 1)).lines
        if len(found) > REMEMBERED:
            self._horizon = found[0].at
        self._recent.extend(_event(line) for line in found[-REMEMBERED:])
        self.position, self._known = found[-1].at if found else tails.START, True

    def _pass_on(self, event: Event) -> None:
        self.position = event.at
        self._recent.append(event)
        if len(self._recent) > REMEMBERED:
            self._horizon = self._recent.popleft().at
        if event.name in ENDING:
            self._audience.end_member(event.refs.get("member"))
        if event.name not in self._quiet:
            self._audience.tell(event.at, event.name, event.refs, event.line)

    async def _beat(self) -> None:
        """Every stream hears something each fifteen seconds, a fifteenth of them each second."""
        while True:
            for slot in range(BEAT_SECONDS):
                await asyncio.sleep(1)
                if slot == 0:
                    presence.note(self._audience.members())
                # An id alone moves the reader's position without an event: what it was not told was not for it.
                self._audience.beat(slot, b": beat\nid: %s\n\n" % str(self.position).encode())

    # Serving a stream.

    async def serve(self, scope: Scope, receive: Receive, send: Send, *, judge: Judge) -> None:
        """Answer one request for /live until its reader or its right to hear is gone."""
        began = self.position
        try:
            stream = Stream(await self._admit(scope, judge))
            await self._catch_up()
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

    def _join(self, stream: Stream, asked: Position | None, began: Position) -> None:
        """Queue the beginning of the stream and let it hear what follows, in one go: no gap, nothing twice."""
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
        if stream.grant.member is not None:
            presence.note([stream.grant.member])
        # While we asked who it is, the server may have begun to leave, and those who were here were sent home.
        if self._leaving or self._lost_rights(stream.grant, began):
            stream.end()

    def _missed(self, position: Position) -> Sequence[Event] | None:
        """Return the events beyond a position, or None when we forgot some or the position was never ours."""
        if not self._horizon <= position <= self.position:
            return None
        missed = list(takewhile(lambda event: event.at > position, reversed(self._recent)))
        return missed[::-1]

    def _lost_rights(self, grant: Grant, began: Position) -> bool:
        """Say whether the grant was withdrawn while it was being given."""
        if grant.member is None:
            return False
        since = takewhile(lambda event: event.at > began, reversed(self._recent))
        return any(event.name in ENDING and event.refs.get("member") in (None, grant.member) for event in since)


class _Whisper(msgspec.Struct, frozen=True):
    conversation: int
    payload: dict[str, Any]
    door: int | None
    public: bool


def whisper(conversation_id: int, payload: Mapping[str, Any], *, door: int | None = None, public: bool = False) -> None:
    """Pass on something that is true only now (who types, who looks). Any thread of any process; may be lost.

    It reaches colleagues who may see the conversation's door, and with `public` the visitor too.
    """
    wake.up("whisper", msgspec.json.encode(_Whisper(conversation_id, dict(payload), door, public)))


def open_streams() -> int:
    """Return how many open pages listen in this process."""
    return sum(hub.streams for hub in tuple(_hubs))


_hubs: list[Hub] = []


def _event(line: Line) -> Event:
    read: Mapping[str, Any] = msgspec.json.decode(line.refs)
    words = msgspec.json.encode({"id": line.at.id, "name": line.name, "refs": read})
    return Event(line.at, line.name, read, b"id: %s\ndata: %s\n\n" % (str(line.at).encode(), words))


def _position(start: Position, current: Position) -> bytes:
    """The first event: where this stream begins, and how far the ledger has come."""
    words = msgspec.json.encode({"position": told(start), "current": told(current)})
    return b"id: %s\nevent: position\ndata: %s\n\n" % (str(start).encode(), words)


def _asked(scope: Scope) -> Position | None:
    """Return the last event that the reader knows. A browser that comes back says it in a header."""
    after = parse_qs(scope["query_string"].decode("latin-1")).get("after", [""])[0]
    return tails.position(header(scope, b"last-event-id").decode("latin-1") or after)


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
