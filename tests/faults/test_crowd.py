"""One door floods, or many hold the line: the others are thanked and opened in their turn."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from mostrador.doors.pacing import A_SECOND, LONGEST_SECONDS
from tests.counter import until
from tests.faults import cycling
from tests.faults.acting import Act
from tests.faults.crowd import AT_ONCE, FLOODERS, Flood, knock, opened, quiet_sender
from tests.faults.places import a_quick_folder
from tests.faults.senders import Line, signed

SLOW = 150


@pytest.fixture(scope="module")
def act(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Act]:
    folder = tmp_path_factory.mktemp("crowd")
    with a_quick_folder(folder) as quick, cycling.an_act(quick, alone=True) as alone:
        alone.open()
        yield alone


def test_a_flooding_door_delays_no_other(act: Act) -> None:
    """While thousands of the flood wait, what came last at the other door is opened before them."""
    with Flood(act) as flood:
        until(lambda: flood.thanked > 100 * AT_ONCE, 30)
    waiting = act.look.ask("/parcels?state=new&limit=1")["count"]
    assert waiting > 500
    assert knock(act, Line(act.on.port), "tienda", "other-1") == 200
    opened(act, "other", 1)
    assert act.look.ask("/parcels?state=new&limit=1")["count"] > 0, "the flood was over before: nothing was shown"
    assert act.look.until_quiet(120) == ""


def test_a_flood_is_thanked_at_a_pace_while_somebody_else_comes_and_goes(act: Act) -> None:
    assert knock(act, Line(act.on.port), "tienda", "first-of-both") == 200
    began = time.monotonic()
    with Flood(act) as flood:
        quiet_sender(act, "beside-a-flood", 2.0)
    most = (time.monotonic() - began + LONGEST_SECONDS) * A_SECOND + FLOODERS * AT_ONCE
    assert 0 < flood.thanked < most
    assert act.look.until_quiet(120) == ""


def test_slow_senders_hold_nobody_up(act: Act) -> None:
    """Each begins a delivery and says nothing more: half of the head, or half of the body."""
    path, body = f"/hooks/{act.on.house.doors['web'].key}", b'{"id": "slow"' + b" " * 2000
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body) + 500}\r\n"
    with ExitStack() as lines:
        for number in range(SLOW):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", act.on.port), 10))
            line.sendall(head.encode() if number % 2 else f"{head}\r\n".encode() + body)
        for number in range(30):
            assert knock(act, Line(act.on.port), "tienda", f"beside-{number}") == 200
        assert act.look.ask("/doors")["items"]
    opened(act, "beside", 30)
    assert not [row for row in act.look.ask("/messages?limit=1000")["items"] if row["external_id"] == "slow"]


def test_a_body_too_long_is_refused_while_it_arrives(act: Act) -> None:
    """It is told 413 long before its end; many at once take no memory that others need."""
    outcomes: list[bytes] = []
    threads = [threading.Thread(target=_pour, args=(act, outcomes), daemon=True) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert knock(act, Line(act.on.port), "tienda", "while-they-pour-0") == 200
    for thread in threads:
        thread.join(30)
    assert outcomes == [b"HTTP/1.1 413"] * 8


def _pour(act: Act, outcomes: list[bytes]) -> None:
    """Announce a gigabyte in chunks, and pour until the house says something."""
    path, chunk = f"/hooks/{act.on.house.doors['web'].key}", b"10000\r\n" + b" " * 65_536 + b"\r\n"
    with socket.create_connection(("127.0.0.1", act.on.port), 10) as line:
        told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in signed(b"").items())
        line.sendall(f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n{told}\r\n".encode())
        for _ in range(1 << 14):
            try:
                line.sendall(chunk)
            except OSError:
                break  # it hung up on us, after its answer
        outcomes.append(line.recv(12))
