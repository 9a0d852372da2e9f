"""Who may hear what: live and afterwards, until the moment the right is gone."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from mostrador.desk import live
from mostrador.desk.live import Hub
from mostrador.desk.streams import Grant
from mostrador.kit.gateway import Scope
from tests.desk.listening import TEAM, Page, play, told
from tests.site import house

pytestmark = pytest.mark.sqlite  # places in the ledger are plain numbers; test_live_postgres has the others


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return house.build(tmp_path)


@pytest.mark.parametrize(
    ("grant", "heard"),
    [
        (Grant(member=1), [1, 2, 3, 4]),
        (Grant(member=1, doors=frozenset({1})), [1, 2]),
        (Grant(member=1, doors=frozenset()), []),
        (Grant(conversations=frozenset({10})), [1]),
        (Grant(conversations=frozenset({10, 20}), names=frozenset({"MessageSent"})), [3]),
        (Grant(conversations=frozenset()), []),
    ],
)
def test_each_hears_what_they_may_live_and_afterwards(ledger: Path, grant: Grant, heard: list[int]) -> None:
    async def story(hub: Hub) -> None:
        present = Page(hub, grant)
        await present.until("position")
        told(ledger, conversation=10, door=1)
        told(ledger, conversation=11, door=1)
        told(ledger, "MessageSent", conversation=20, door=2)
        told(ledger, "PersonRenamed", person=5)
        told(ledger, "CursorMoved", conversation=10, door=1)
        while hub.position.id < 5:
            await asyncio.sleep(0.002)
        late = Page(hub, grant, after=0)
        await late.until('"current":5')
        await asyncio.sleep(0.01)
        assert (present.heard, late.heard) == (heard, heard)
        await present.leave()
        await late.leave()

    play(ledger, story)


@pytest.mark.parametrize(
    ("name", "refs"), [("MemberSignedOut", {"member": 1}), ("RightsChanged", {"member": 1}), ("RightsChanged", {})]
)
def test_who_signs_out_or_loses_rights_hears_nothing_more(ledger: Path, name: str, refs: dict[str, int]) -> None:
    async def story(hub: Hub) -> None:
        page, other, visitor = Page(hub), Page(hub, Grant(member=2)), Page(hub, Grant(conversations=frozenset({3})))
        for each in (page, other, visitor):
            await each.until("position")
        told(ledger, name, **refs)
        told(ledger, conversation=3)
        async with asyncio.timeout(5):
            await page.done
        assert page.heard == []
        await visitor.until('"conversation":3')
        assert other.done.done() is (not refs)
        await other.leave()
        await visitor.leave()
        assert hub.streams == 0

    play(ledger, story)


def test_rights_lost_while_they_were_judged_end_the_stream(ledger: Path) -> None:
    async def story(hub: Hub) -> None:
        async def judge(scope: Scope) -> Grant:
            told(ledger, "RightsChanged", member=1)
            return TEAM

        said: list[Any] = []

        async def send(message: Any) -> None:
            said.append(message)

        page = Page(hub)
        await page.until("position")
        async with asyncio.timeout(5):
            await hub.serve(page.scope, page._receive, send, judge=judge)
        assert said[-1] == {"type": "http.response.body", "body": b"", "more_body": False}
        await page.leave()

    play(ledger, story)


def test_nobody_is_refused_and_a_broken_judge_asks_to_come_back(ledger: Path) -> None:
    async def story(hub: Hub) -> None:
        nobody = Page(hub, None)
        await nobody.done
        assert nobody.status == 403
        said: list[Any] = []

        async def send(message: Any) -> None:
            said.append(message)

        async def judge(scope: Scope) -> Grant:
            raise RuntimeError("on purpose")

        await hub.serve(nobody.scope, nobody._receive, send, judge=judge)
        assert said[0]["status"] == 503

    play(ledger, story)


def test_whispers_reach_colleagues_of_the_door_and_visitors_only_when_public(ledger: Path) -> None:
    async def story(hub: Hub) -> None:
        boss, clerk, elsewhere, visitor, stranger = pages = [
            Page(hub, grant)
            for grant in (
                Grant(member=1),
                Grant(member=2, doors=frozenset({5})),
                Grant(member=3, doors=frozenset({6})),
                Grant(conversations=frozenset({7})),
                Grant(conversations=frozenset({8})),
            )
        ]
        for page in pages:
            await page.until("position")
        threading.Thread(target=live.whisper, args=[7, {"typing": 1}], kwargs={"door": 5}).start()
        await boss.until('event: whisper\ndata: {"conversation":7,"typing":1}')
        await clerk.until('"typing":1')
        live.whisper(7, {"typing": 2}, door=5, public=True)
        await visitor.until('"typing":2')
        assert '"typing":1' not in visitor.said
        assert "typing" not in elsewhere.said + stranger.said
        assert "id:" not in boss.said.split("event: whisper")[1]
        for page in pages:
            await page.leave()

    play(ledger, story)


def test_the_chat_listens_from_another_site_and_the_desk_does_not(ledger: Path) -> None:
    async def story(hub: Hub) -> None:
        desk, chat = Page(hub), Page(hub, Grant(conversations=frozenset({7})))
        for page in (desk, chat):
            await page.until("position")
        assert chat.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-origin" not in desk.headers
        await desk.leave()
        await chat.leave()

    play(ledger, story)
