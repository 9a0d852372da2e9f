"""Many open streams over a restart of the server: none misses an event, all are back, each costs little."""

import asyncio
import contextlib
import os
import resource
from pathlib import Path

import pytest

from tests.bench import browsing
from tests.house import PASSWORD, House, a_house
from tests.site.test_processes import a_hook, knock

ANSWER_SECONDS = 60


class Listener:
    """One open page: comes back by itself, from where it was."""

    def __init__(self, house: House, cookie: str) -> None:
        self._house, self._cookie = house, cookie
        self.heard: list[str] = []
        self.last = ""
        self.open = False

    async def listen(self) -> None:
        while True:
            with contextlib.suppress(OSError):
                await self._once()
            self.open = False
            await asyncio.sleep(0.5)

    async def _once(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._house.port, limit=1 << 20)
        after = f"Last-Event-ID: {self.last}\r\n" if self.last else ""
        head = f"GET /live HTTP/1.1\r\nHost: 127.0.0.1:{self._house.port}\r\nCookie: {self._cookie}\r\n{after}\r\n"
        writer.write(head.encode())
        try:
            self.open = b" 200 " in await reader.readline()
            while self.open and (line := await reader.readline()):
                self._note(line.decode().strip())
        finally:
            writer.close()

    def _note(self, line: str) -> None:
        if line.startswith("id: "):
            self.last = line[4:]
        elif "MessageReceived" in line:
            self.heard.append(line)


def test_none_of_three_hundred_streams_misses_an_event_over_a_restart(tmp_path: Path) -> None:
    with a_house(tmp_path / "house") as house:
        asyncio.run(over_a_restart(house, 300))


@pytest.mark.slow
def test_none_of_ten_thousand_streams_misses_an_event_over_a_restart(tmp_path: Path) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # the house has it from us
    with a_house(tmp_path / "house") as house:
        asyncio.run(over_a_restart(house, 10_000))


async def over_a_restart(house: House, count: int) -> None:
    hook = a_hook(house)
    house.open()
    client = browsing.sign_in(house.url, "ana@vidriera.test", PASSWORD)
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    listeners = [Listener(house, cookie) for _ in range(count)]
    tasks = [asyncio.create_task(each.listen()) for each in listeners]
    await until(lambda: all(each.open and each.last for each in listeners))
    threads = len(os.listdir(f"/proc/{house.process.pid}/task"))  # type: ignore[union-attr]  # it runs
    assert threads < 40
    for turn in range(3):
        await asyncio.to_thread(knock, hook, {"id": f"{turn}", "from": {"id": "eva"}, "text": "hola"})
    await asyncio.to_thread(house.close)
    await asyncio.to_thread(house.open)
    for turn in range(3, 6):
        await asyncio.to_thread(knock, hook, {"id": f"{turn}", "from": {"id": "eva"}, "text": "hola"})
    await until(lambda: all(len(each.heard) >= 6 for each in listeners))
    assert {len(each.heard) for each in listeners} == {6}
    assert len({tuple(each.heard) for each in listeners}) == 1
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def until(true: object) -> None:
    async with asyncio.timeout(ANSWER_SECONDS):
        while not true():  # type: ignore[operator]  # always given here
            await asyncio.sleep(0.1)
