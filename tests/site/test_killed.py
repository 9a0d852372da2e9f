"""The edge killed in the middle of deliveries: whoever heard yes is on disk, once, and the file is whole."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from mostrador.doors.parcels import ParcelStore
from tests.site import house
from tests.site.house import said, signed

SENDERS = 16
EDGE = """
import sys, uvicorn
from mostrador.site import asgi

async def nobody(scope):
    return None

async def main():
    server = uvicorn.Server(uvicorn.Config(asgi.create(None, nobody), port=0, log_level="critical", access_log=False))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    print(server.servers[0].sockets[0].getsockname()[1], flush=True)
    await serving

import asyncio
asyncio.run(main())
"""


def test_yes_means_on_disk_once_whenever_the_edge_is_killed(tmp_path: Path) -> None:
    house.build(tmp_path)
    thanked: list[str] = []
    for turn, after in enumerate((40, 150, 400)):
        edge, port = _start(tmp_path)
        asyncio.run(_send_until_killed(edge, port, f"{turn}", thanked, after))
        edge.wait()
    store = ParcelStore(tmp_path / "parcels.sqlite3")
    kept = Counter(stored.key for stored in store.after("1", 0, limit=10**6))
    assert len(thanked) > 500
    assert [key for key in thanked if key not in kept] == []
    assert set(kept.values()) == {1}
    assert store._writing().execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def _start(folder: Path) -> tuple["subprocess.Popen[str]", int]:
    surroundings = {**os.environ, "MOSTRADOR_DATA": str(folder)}
    edge = subprocess.Popen([sys.executable, "-c", EDGE], env=surroundings, stdout=subprocess.PIPE, text=True)
    assert edge.stdout is not None
    return edge, int(edge.stdout.readline())


async def _send_until_killed(
    edge: "subprocess.Popen[str]", port: int, turn: str, thanked: list[str], after: int
) -> None:
    before = len(thanked)
    senders = [asyncio.create_task(_send(port, f"{turn}-{sender}", thanked)) for sender in range(SENDERS)]
    while len(thanked) < before + after:
        await asyncio.sleep(0)
    edge.send_signal(signal.SIGKILL)
    await asyncio.gather(*senders)


async def _send(port: int, name: str, thanked: list[str]) -> None:
    """Deliver one after the other until the line breaks; what was thanked is noted."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for number in range(10**9):
        key = f"{name}-{number}"
        body = json.dumps(said(key)).encode()
        head = f"POST /hooks/plain HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n{signed(body)}\r\n"
        try:
            writer.write(head.encode() + body)
            heard = await reader.readuntil(b'"known": 0}')
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        assert heard.startswith(b"HTTP/1.1 200")
        thanked.append(key)
