"""Receives the body of a request: never more than allowed, never for ever, never a part for the whole."""

import asyncio
from collections.abc import AsyncIterator, Generator
from typing import Any

from mostrador.kit.gateway import Message, Receive, Refused, Scope, come_back, header

PATIENCE_SECONDS = 30.0  # for the next bytes of a body that has begun
CLOSE = (b"connection", b"close")

Steps = Generator[Any, Any, Message]
"""Something awaited, taken step by step."""


class Allowance:
    """Bytes that half-received bodies may hold in memory, all together."""

    def __init__(self, most: int) -> None:
        self.left = most

    def take(self, size: int) -> None:
        """Raises `Refused` (503) when too much is held already."""
        if size > self.left:
            raise come_back("Too much is arriving at once.")
        self.left -= size

    def give_back(self, size: int) -> None:
        self.left += size


async def whole(scope: Scope, receive: Receive, *, limit: int, allowance: Allowance) -> bytes:
    """Return the body. Raises `Refused`: 400 cut off, 408 too slow, 413 too large, 503 too much at once."""
    declared = _declared(scope, limit)
    first, more = await _next(receive)
    if not more and len(first) == declared and len(first) <= allowance.left:
        return first  # as nearly every delivery comes: nothing is held while anything is waited for
    return await _held(_chunks(scope, receive, first, more, limit=limit, declared=declared), allowance)


async def _held(chunks: AsyncIterator[bytes], allowance: Allowance) -> bytes:
    held: list[bytes] = []
    taken = 0
    try:
        async for chunk in chunks:
            allowance.take(len(chunk))
            taken += len(chunk)
            held.append(chunk)
        return held[0] if len(held) == 1 else b"".join(held)
    finally:
        allowance.give_back(taken)


async def chunks(scope: Scope, receive: Receive, *, limit: int) -> AsyncIterator[bytes]:
    """Yield the body as it comes. Raises `Refused`: 400 cut off, 408 too slow, 413 too large."""
    declared = _declared(scope, limit)
    chunk, more = await _next(receive)
    async for each in _chunks(scope, receive, chunk, more, limit=limit, declared=declared):
        yield each


async def _chunks(
    scope: Scope, receive: Receive, chunk: bytes, more: bool, *, limit: int, declared: int | None
) -> AsyncIterator[bytes]:
    size = len(chunk)
    while True:
        if size > limit:
            raise _too_large(scope, limit)
        if chunk:
            yield chunk
        if not more:
            break
        chunk, more = await _next(receive)
        size += len(chunk)
    if declared is not None and size != declared:
        raise Refused(400, "The body ended before it was whole.")


def _declared(scope: Scope, limit: int) -> int | None:
    told = header(scope, b"content-length")
    if not told:
        return None
    if not told.isdigit():
        raise Refused(400, "The length of the body makes no sense.")
    if int(told) > limit:
        raise _too_large(scope, limit)
    return int(told)


async def _next(receive: Receive) -> tuple[bytes, bool]:
    steps = receive().__await__()
    try:
        awaited = next(steps)
    except StopIteration as arrived:  # as nearly always: a watch would cost more than all else about a body
        message: Message = arrived.value
    else:
        message = await _in_time(_Begun(steps, awaited))
    if message["type"] != "http.request":
        raise Refused(400, "The line broke before the body was whole.")
    return message.get("body", b""), message.get("more_body", False)


async def _in_time(begun: "_Begun") -> Message:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await begun
    except TimeoutError:
        raise Refused(408, "The body did not arrive in time.", headers=[CLOSE]) from None


class _Begun:
    """Something that was begun already and has told what it waits for."""

    def __init__(self, steps: Steps, awaited: Any) -> None:
        self._steps, self._awaited = steps, awaited

    def __await__(self) -> Steps:
        try:
            try:
                yield self._awaited
            except BaseException as error:
                yield self._steps.throw(error)
        except StopIteration as over:
            found: Message = over.value
            return found
        return (yield from self._steps)


def _too_large(scope: Scope, limit: int) -> Refused:
    # Somebody who waits for "100 Continue" has not sent the body: what comes next on the line could be either.
    # Everybody else is still sending; closing now would reset the line before they read why.
    headers = [CLOSE] if header(scope, b"expect") else []
    return Refused(413, f"The body is larger than {limit} bytes.", headers=headers)
