"""Who listens to the live events, what each may hear, and what waits to be said to them."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import msgspec

from mostrador.kit.tails import Position

MOST_WAITING = 256  # blocks; a reader slower than this starts afresh


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """What a stream may hear. An event that does not name what a limit asks for is not heard."""

    member: int | None = None  # who it is in the team; empty: a visitor
    doors: frozenset[int] | None = None  # empty (None): all
    conversations: frozenset[int] | None = None
    names: frozenset[str] | None = None  # of events


def may_see(grant: Grant, name: str, refs: Mapping[str, Any]) -> bool:
    return (grant.names is None or name in grant.names) and _in_reach(grant, refs)


def _in_reach(grant: Grant, refs: Mapping[str, Any]) -> bool:
    if grant.conversations is not None and refs.get("conversation") not in grant.conversations:
        return False
    return grant.doors is None or refs.get("door") in grant.doors


class Stream:
    """One open page: a short queue of shared blocks, and whoever waits for it. Belongs to the loop."""

    __slots__ = ("_ending", "_gone", "_waiter", "_waiting", "_whole_again", "grant")

    def __init__(self, grant: Grant) -> None:
        self.grant = grant
        self._waiting: deque[bytes] | None = None  # most streams are idle: a queue only while something waits
        self._waiter: asyncio.Future[None] | None = None
        self._ending = self._gone = False
        self._whole_again = 0

    @property
    def over(self) -> bool:
        """Nothing more will be said: the reader left, or everything was said before the end."""
        return self._gone or (self._ending and not self._waiting)

    def push(self, block: bytes) -> None:
        if self._ending:
            return
        if self._waiting is None:
            self._waiting = deque()
        self._waiting.append(block)
        self._ring()

    @property
    def full(self) -> bool:
        return self._waiting is not None and len(self._waiting) >= MOST_WAITING

    @property
    def idle(self) -> bool:
        return not self._waiting

    def start_afresh(self, position: Position) -> None:
        """Forget what waits; the reader is told to ask for everything again, as of this position."""
        self._waiting = None
        self.push(afresh(position))

    async def next(self) -> bytes:
        """Return what waits, or nothing when the stream is over."""
        if not self._waiting and not self.over:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
            self._waiter = None
        blocks, self._waiting = self._waiting or (), None
        return b"".join(blocks)

    def end(self) -> None:
        """Say what waits, then no more."""
        self._ending = True
        self._ring()

    def leave(self) -> None:
        self._gone = True
        self._ring()

    def _ring(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def afresh(position: Position) -> bytes:
    words = msgspec.json.encode({"position": told(position)})
    return b"id: %s\nevent: reset\ndata: %s\n\n" % (str(position).encode(), words)


def told(position: Position) -> int | str:
    """Return a position as programs read it: the number that it is where ids alone are the order."""
    return str(position) if position.transaction else position.id


class Audience:
    """All streams, found by what they may hear. `slots` shares out the heartbeats."""

    def __init__(self, slots: int) -> None:
        self._team: set[Stream] = set()
        self._in_conversation: defaultdict[int, set[Stream]] = defaultdict(set)
        self._slots: list[set[Stream]] = [set() for _ in range(slots)]
        self._slot_of: dict[Stream, int] = {}

    def __len__(self) -> int:
        return len(self._slot_of)

    def members(self) -> set[int]:
        """Return who of the team listens."""
        return {stream.grant.member for stream in self._team if stream.grant.member is not None}

    def join(self, stream: Stream) -> None:
        slot = self._slot_of[stream] = min(range(len(self._slots)), key=lambda slot: len(self._slots[slot]))
        self._slots[slot].add(stream)
        if stream.grant.conversations is None:
            self._team.add(stream)
        for conversation in stream.grant.conversations or ():
            self._in_conversation[conversation].add(stream)

    def leave(self, stream: Stream) -> None:
        """Forget a stream; one that never joined is no matter."""
        slot = self._slot_of.pop(stream, None)
        if slot is None:
            return
        self._slots[slot].discard(stream)
        self._team.discard(stream)
        for conversation in stream.grant.conversations or ():
            self._in_conversation[conversation].discard(stream)
            if not self._in_conversation[conversation]:
                del self._in_conversation[conversation]

    def tell(self, position: Position, name: str, refs: Mapping[str, Any], block: bytes) -> None:
        for stream in self._concerned(refs):
            if may_see(stream.grant, name, refs):
                if stream.full:
                    stream.start_afresh(position)
                else:
                    stream.push(block)

    def whisper(self, refs: Mapping[str, Any], block: bytes, public: bool) -> None:
        for stream in self._concerned(refs):
            of_team = stream.grant.member is not None
            if (public or of_team) and _in_reach(stream.grant, refs) and not stream.full:
                stream.push(block)

    def beat(self, slot: int, block: bytes) -> None:
        for stream in self._slots[slot]:
            if stream.idle:
                stream.push(block)

    def end_member(self, member: int | None) -> None:
        """End the streams of a member; of the whole team when nobody is named."""
        for stream in tuple(self._slot_of):
            if stream.grant.member is not None and member in (None, stream.grant.member):
                stream.end()
                self.leave(stream)

    def end_all(self) -> None:
        for stream in tuple(self._slot_of):
            stream.end()
            self.leave(stream)

    def _concerned(self, refs: Mapping[str, Any]) -> Iterator[Stream]:
        return chain(self._team, self._in_conversation.get(refs.get("conversation", 0), ()))
