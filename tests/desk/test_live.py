"""Live events: what the ledger has arrives once, in order, over any break."""

import asyncio
import json
import threading
import time
from pathlib import Path

import pytest

from mostrador.desk import live, streams
from mostrador.desk.live import Hub
from mostrador.desk.streams import Grant
from tests.desk.listening import Page, play, told
from tests.site import house
from tests.site.house import happen

pytestmark = pytest.mark.sqlite  # places in the ledger are plain numbers; test_live_postgres has the others


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return house.build(tmp_path)


def test_a_stream_greets_says_where_it_begins_and_tells_what_happens(ledger: Path) -> None:
    happen(ledger, "MessageReceived", conversation=1)

    async def story(hub: Hub) -> None:
        page = Page(hub)
        await page.until('"position":1,"current":1')
        assert page.said.startswith(": hello\n")
        told(ledger, conversation=7, door=2)
        await page.until('"conversation":7')
        assert page.facts == [{"id": 2, "name": "MessageReceived", "refs": {"conversation": 7, "door": 2}}]
        assert "id: 2\n" in page.said
        await page.leave()

    play(ledger, story)


def test_an_event_arrives_at_once_and_from_any_thread(ledger: Path) -> None:
    async def story(hub: Hub) -> None:
        page = Page(hub)
        await page.until("position")
        began = time.monotonic()
        threading.Thread(target=told, args=[ledger], kwargs={"conversation": 1}).start()
        await page.until('"conversation":1')
        assert time.monotonic() - began < live.POLL_SECONDS / 2
        await page.leave()

    play(ledger, story)


def test_a_fact_of_another_process_is_seen_without_a_tap(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "POLL_SECONDS", 0.05)

    async def story(hub: Hub) -> None:
        page = Page(hub)
        await page.until("position")
        happen(ledger, "MessageReceived", conversation=1)
        await page.until('"conversation":1')
        await page.leave()

    play(ledger, story)


def test_who_comes_back_hears_what_was_missed_once_and_in_order(ledger: Path) -> None:
    for number in range(5):
        happen(ledger, "MessageReceived", conversation=number)

    async def story(hub: Hub) -> None:
        for number in range(5, 8):
            told(ledger, conversation=number)
        page = Page(hub, after=2)
        told(ledger, conversation=8)
        await page.until('"conversation":8')
        assert page.heard == [3, 4, 5, 6, 7, 8, 9]
        assert '"position":2' in page.said
        await page.leave()

    play(ledger, story)


def test_a_browser_that_reconnects_says_it_in_its_header(ledger: Path) -> None:
    for number in range(5):
        happen(ledger, "MessageReceived", conversation=number)

    async def story(hub: Hub) -> None:
        page = Page(hub, after=1, last_event_id="4")
        await page.until("data: {")
        await page.until('"id":5')
        assert page.heard == [5]
        await page.leave()

    play(ledger, story)


@pytest.mark.parametrize("after", ["x", "-1", "1e3", "9" * 30, "²"])
def test_a_position_that_makes_no_sense_means_from_now(ledger: Path, after: str) -> None:
    happen(ledger, "MessageReceived", conversation=1)

    async def story(hub: Hub) -> None:
        page = Page(hub, last_event_id=after)
        await page.until('"position":1,"current":1')
        assert page.heard == []
        await page.leave()

    play(ledger, story)


def test_nothing_is_lost_or_said_twice_while_people_come_and_facts_flow(ledger: Path) -> None:
    total = 200

    async def story(hub: Hub) -> None:
        writer = threading.Thread(target=lambda: [told(ledger, conversation=n) for n in range(total)])
        writer.start()
        pages = []
        while writer.is_alive():
            pages.append(Page(hub, after=0))
            await asyncio.sleep(0.01)
        for page in pages:
            await page.until(f'"id":{total},')
        assert all(page.heard == list(range(1, total + 1)) for page in pages)
        for page in pages:
            await page.leave()

    play(ledger, story)


@pytest.mark.parametrize("after", [0, 99])
def test_who_missed_too_much_or_knows_the_future_asks_for_everything(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(live, "REMEMBERED", 3)
    for _ in range(5):
        happen(ledger, "MessageReceived")

    async def story(hub: Hub) -> None:
        page = Page(hub, after=after)
        await page.until('event: reset\ndata: {"position":5}')
        told(ledger, conversation=1)
        await page.until('"conversation":1')
        assert page.heard == [6]
        await page.leave()

    play(ledger, story)


def test_a_reader_too_slow_starts_afresh_instead_of_missing_something(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MOST_WAITING", 4)

    async def story(hub: Hub) -> None:
        page = Page(hub)
        await page.until("position")
        page.stalled.clear()
        for number in range(20):
            told(ledger, conversation=number)
        while hub.position.id < 20:
            await asyncio.sleep(0.002)
        page.stalled.set()
        last = told(ledger, conversation=99)
        await page.until('"conversation":99')
        resets = [block for block in page.said.split("\n\n") if "event: reset" in block]
        assert resets
        position = json.loads(resets[-1].split("data: ")[1])["position"]
        after_it = page.said.split(resets[-1])[1]
        assert [f'"id":{number},' in after_it for number in range(position + 1, last + 1)] == [True] * (last - position)
        await page.leave()

    play(ledger, story)


def test_an_idle_stream_hears_a_beat_that_moves_its_position(ledger: Path) -> None:
    async def story(hub: Hub) -> None:
        page = Page(hub, Grant(member=1, doors=frozenset()))
        await page.until("position")
        told(ledger, conversation=1, door=9)
        while hub.position.id < 1:
            await asyncio.sleep(0.002)
        for slot in range(live.BEAT_SECONDS):
            hub._audience.beat(slot, b": beat\nid: %d\n\n" % hub.position.id)
        await page.until(": beat\nid: 1\n\n")
        await page.leave()

    play(ledger, story)


def test_a_ledger_that_is_not_there_yet_asks_to_come_back_and_then_works(tmp_path: Path) -> None:
    async def story(hub: Hub) -> None:
        early = Page(hub)
        await early.done
        assert early.status == 503
        house.build(tmp_path)
        page = Page(hub)
        await page.until("position")
        told(tmp_path / "mostrador.sqlite3", conversation=1)
        await page.until('"conversation":1')
        await page.leave()

    play(tmp_path / "mostrador.sqlite3", story)


def test_a_stop_sends_everybody_home(ledger: Path) -> None:
    async def story(hub: Hub) -> None:
        pages = [Page(hub) for _ in range(5)]
        for page in pages:
            await page.until("position")
        hub.end_streams()
        async with asyncio.timeout(5):
            await asyncio.gather(*(page.done for page in pages))
        assert hub.streams == 0

    play(ledger, story)


def test_what_happened_before_the_house_opened_is_told_too_and_the_rest_is_asked_for(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "REMEMBERED", 3)
    for number in range(6):
        happen(ledger, "MessageReceived", conversation=number)

    async def story(hub: Hub) -> None:
        near, far = Page(hub, after=3), Page(hub, after=2)
        await near.until('"id":6,')
        await far.until("event: reset")
        assert (near.heard, far.heard) == ([4, 5, 6], [])
        told(ledger, conversation=9)
        await near.until('"id":7,')
        late = Page(hub, after=3)
        await late.until("event: reset")
        for page in (near, far, late):
            await page.leave()

    play(ledger, story)
