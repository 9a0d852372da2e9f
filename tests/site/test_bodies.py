"""A body is received whole or refused, however its bytes come."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from mostrador.kit.gateway import Receive, Refused
from mostrador.site import bodies

Step = Callable[[], Awaitable[None]]


def a_line(*messages: dict[str, Any], before: Step | None = None) -> Receive:
    """Return what hands these over, one a call, after whatever each has to wait for; then it waits for ever."""
    waiting = list(messages)

    async def receive() -> dict[str, Any]:
        if before is not None:
            await before()
        if not waiting:
            await asyncio.get_running_loop().create_future()
        return waiting.pop(0)

    return receive


def a_part(body: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


async def received(receive: Receive, *headers: tuple[bytes, bytes]) -> bytes:
    scope = {"type": "http", "headers": list(headers)}
    return await bodies.whole(scope, receive, limit=100, allowance=bodies.Allowance(100))


async def _a_turn() -> None:
    await asyncio.sleep(0)


async def _a_while() -> None:
    await asyncio.sleep(0.01)
    await asyncio.sleep(0.01)


@pytest.mark.parametrize("before", [None, _a_turn, _a_while])
def test_it_is_whole_whether_its_parts_are_there_or_are_waited_for(before: Step | None) -> None:
    line = a_line(a_part(b"one ", more=True), a_part(b"two ", more=True), a_part(b"three"), before=before)
    assert asyncio.run(received(line, (b"content-length", b"13"))) == b"one two three"


def test_what_is_never_sent_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "PATIENCE_SECONDS", 0.05)
    with pytest.raises(Refused) as refused:
        asyncio.run(received(a_line(a_part(b"half", more=True)), (b"content-length", b"8")))
    assert refused.value.status == 408


def test_whoever_stops_waiting_stops_it() -> None:
    ended = []

    async def hang() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ended.append("told")
            raise

    async def give_up() -> None:
        task = asyncio.create_task(received(a_line(before=hang)))
        await asyncio.sleep(0.01)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(give_up())
    assert ended == ["told"]


def test_a_line_that_breaks_gives_no_part_for_the_whole() -> None:
    with pytest.raises(Refused) as refused:
        asyncio.run(received(a_line(a_part(b"half", more=True), {"type": "http.disconnect"}, before=_a_turn)))
    assert refused.value.status == 400


def test_one_who_swallows_the_end_of_patience_is_heard_all_the_same() -> None:
    async def stubborn() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            return

    async def ask() -> bytes:
        task = asyncio.create_task(received(a_line(a_part(b"late"), before=stubborn)))
        await asyncio.sleep(0.01)
        task.cancel()
        return await task

    assert asyncio.run(ask()) == b"late"
