"""A chat with its visitor: what a browser does, through the real calls, and the house opening what arrived."""

import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client

from mostrador.doors import ingest, opening
from mostrador.doors.channels.website import Website
from mostrador.doors.contract import FoundDoor
from mostrador.doors.models import Connection
from mostrador.inbox.models import Case, Message
from mostrador.journeys import delivering, inbound, outbound
from mostrador.widget import limiting, standing
from tests.cast import a_member

SHOP = "https://vinoslavidriera.example"


@pytest.fixture(autouse=True)
def a_fresh_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Parcels and files of one test are not those of the next."""
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    limiting.forget_all()
    standing.forget()
    yield
    ingest.the_writer().stop()


@pytest.fixture
def connection(db: None) -> Connection:
    return a_chat()


@pytest.fixture
def chat(connection: Connection) -> "Chat":
    a_member("Marta")
    return Chat(connection)


def a_chat(**values: str) -> Connection:
    told = {"shop": "Vinos La Vidriera", "colour": "#6b1d2f", "sites": SHOP, **values}
    return opening.open_connection(
        Website.key, name="Web", values=told, doors=[FoundDoor(external_id="", name="Vinos La Vidriera")]
    )


class Chat:
    """One browser on one page of the shop."""

    def __init__(self, connection: Connection, *, site: str = SHOP) -> None:
        self.connection, self.site, self.token = connection, site, ""
        self.client = Client(headers={"origin": site} if site else {})

    def get(self, path: str, **query: Any) -> HttpResponseBase:
        return self.client.get(self._address(path), query, headers=self._shown())

    def post(self, path: str, told: object) -> HttpResponseBase:
        body = told if isinstance(told, bytes) else json.dumps(told)
        return self.client.post(self._address(path), body, content_type="application/json", headers=self._shown())

    def open(self, **told: Any) -> dict[str, Any]:
        answer = self.post("open", told)
        assert answer.status_code == 200, answer.content
        opened: dict[str, Any] = answer.json()
        self.token = opened["token"]
        return opened

    def says(self, text: str, **more: Any) -> str:
        number = more.pop("id", secrets.token_hex(16))
        answer = self.post("messages", {"id": number, "text": text, **more})
        assert answer.status_code == 202, answer.content
        house_opens()
        return number

    def thread(self, **query: Any) -> dict[str, Any]:
        answer = self.get("thread", **query)
        assert answer.status_code == 200, answer.content
        told: dict[str, Any] = answer.json()
        return told

    def uploads(self, name: str, content: bytes, type: str) -> HttpResponseBase:
        from django.core.files.uploadedfile import SimpleUploadedFile

        file = SimpleUploadedFile(name, content, type)
        return self.client.post(self._address("files"), {"file": file}, headers=self._shown())

    def _address(self, path: str) -> str:
        return f"/chat/{self.connection.key}/{path}"

    def _shown(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"} if self.token else {}


def house_opens() -> None:
    """Open what arrived, as the worker does."""
    while inbound.open_news(ingest.the_writer().store):
        pass


def answer(text: str, *, by: Any, automatic: bool = False) -> Message:
    """Answer the newest asunto and let it leave."""
    case = Case.objects.select_related("conversation__door__connection", "person").latest("pk")
    message = outbound.answer(case, by=by, text=text, key=secrets.token_hex(8), automatic=automatic, at_once=True)
    while delivering.deliver_next():
        pass
    message.refresh_from_db()
    return message
