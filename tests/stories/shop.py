"""La Vidriera at work under the plan of the example: customers write at its doors, the team works the desk's pages."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from mostrador.accounts.models import Role, Token
from mostrador.doors.models import Connection, Door
from mostrador.inbox import clocks
from mostrador.inbox.models import Case
from mostrador.kit import jobs
from mostrador.plan import keeping
from tests import cast
from tests.journeys.test_inbound import Post, said
from tests.journeys.vidriera import SAMPLE

MADRID = ZoneInfo("Europe/Madrid")
TUESDAY = datetime(2026, 5, 12, 17, 10, tzinfo=MADRID)
PLACE = "https://vidriera.example"
TEAM = (("Ana", Role.OWNER), ("Leo", Role.MANAGER), ("Marta", Role.AGENT), ("Iker", Role.AGENT))


class Shop:
    """Everything goes in by a door or by a page, and what is looked at is what a page or a list shows."""

    def __init__(self, folder: Path, now: time_machine.Traveller) -> None:
        self.folder, self.now = folder, now
        self.team = {name: cast.a_member(name, role, language="es") for name, role in TEAM}
        self._browsers = {name: Client() for name in self.team}
        for name, browser in self._browsers.items():
            browser.force_login(self.team[name])
        self._posts: dict[str, Post] = {}

    def door(self, name: str = "web_chat") -> Door:
        self._post(name)
        return Door.objects.select_related("connection").get(name=name)

    def brings(self, *elements: object, at: str = "web_chat") -> None:
        """Let a door deliver, as the edge writes it down, and let the house read it."""
        post = self._post(at)
        post.brings(*elements)
        post.opens()

    def hears(self, text: str, *, who: str = "lucia", at: str = "web_chat", **more: object) -> Case:
        """Somebody writes at a door; return the asunto it belongs to."""
        self._count = getattr(self, "_count", 0) + 1
        self.brings(said(text, id=f"m{self._count}", who=who, **more), at=at)
        self.works()
        return Case.objects.filter(person__name=who.title()).latest("moved_at", "pk")

    def works(self) -> None:
        """Let the house do what is due."""
        while jobs.run_next():
            pass

    def passes(self, **span: float) -> None:
        """Let time go by, the clocks tick, and the house do what came due."""
        self.now.shift(timedelta(**span))
        clocks.tick()
        self.works()

    def sees(self, name: str, path: str) -> str:
        """Return what a page shows to somebody of the team."""
        page = self._browsers[name].get(path, follow=True)
        assert page.status_code == 200, (path, page.status_code)
        return unescape(page.content.decode())

    def does(self, name: str, path: str, /, **told: object) -> str:
        """Send a form as somebody of the team; return the page it leads to."""
        answer: HttpResponse = self._browsers[name].post(path, told, follow=True)
        assert answer.status_code in (200, 422), (path, answer.status_code)
        return unescape(answer.content.decode())

    def stood(self, name: str, path: str) -> str:
        """Return the mark by which a form of the plan says what it was drawn of."""
        return self.sees(name, path).split('name="stood" value="', 1)[1].split('"', 1)[0]

    def types(self, name: str, case: Case, text: str, surface: str = "private") -> dict[str, str]:
        """Return what the desk says of a draft while it is written."""
        told = {"text": text, "surface": surface}
        answer = self._browsers[name].post(f"/conversations/{case.conversation_id}/draft/", told).json()
        return {part: unescape(said) for part, said in answer.items()}

    def answers(self, name: str, case: Case, text: str, **more: object) -> str:
        told = {"text": text, "surface": "public" if case.conversation.public else "private", "case": case.pk}
        return self.does(name, f"/cases/{case.pk}/answers/", **told, **more)

    def program(self, name: str = "Ana") -> Client:
        """Return the API, as a program of somebody uses it."""
        token = Token.make(member=self.team[name], scopes="read,write")
        return Client(headers={"Authorization": f"Bearer {token}"})

    def _post(self, name: str) -> Post:
        if name not in self._posts:
            connection: Connection = cast.a_connection(name)
            self._posts[name] = Post(self.folder / name, connection)
        return self._posts[name]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[Shop]:
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    monkeypatch.setenv("MOSTRADOR_PUBLIC_URL", PLACE)
    (tmp_path / keeping.FILE).write_bytes(SAMPLE.read_bytes())
    with time_machine.travel(TUESDAY, tick=False) as now:
        yield Shop(tmp_path, now)


def plan_says(shop: Shop, before: str, after: str) -> None:
    """Change the words of the plan in force."""
    file = shop.folder / keeping.FILE
    text = file.read_text(encoding="utf-8")
    assert before in text, before
    file.write_text(text.replace(before, after), encoding="utf-8")
