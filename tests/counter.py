"""The two sides of the counter as they really come in: a program with its token, a colleague with a password."""

import re
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import httpx

from tests.house import PASSWORD, House

Row = dict[str, Any]


def until(true: Callable[[], Any], seconds: float = 30.0, *, told: Callable[[], object] = lambda: "") -> Any:
    """Return what `true` returns once it holds. Raises `AssertionError` with what `told` knows."""
    end = time.monotonic() + seconds
    while True:
        if found := true():
            return found
        if time.monotonic() > end:
            raise AssertionError(f"It did not happen in {seconds} s. {told()}")
        time.sleep(0.03)


class Program:
    """Reads and writes through the API, with a token of the house's owner."""

    def __init__(self, house: House) -> None:
        token = house.run("tokens", "add", "--scopes", "read,write")[0]["token"]
        headers = {"Authorization": f"Bearer {token}"}
        self.line = httpx.Client(base_url=f"{house.url}/api/v1", headers=headers, timeout=10, trust_env=False)

    def all(self, path: str, **asked: Any) -> list[Row]:
        """Return every row of a list, page after page."""
        found: list[Row] = []
        after: int | None = 0
        while after is not None:
            page = self.line.get(path, params={**asked, "after": after, "limit": 1000}).raise_for_status().json()
            found, after = [*found, *page["items"]], page["next"]
        return found

    def heard(self, text: str) -> Row | None:
        """Return the message that holds these words, if it is here."""
        return next((row for row in self.all("/messages") if text in row["text"]), None)

    def waits_for(self, text: str, seconds: float = 30.0) -> Row:
        found: Row = until(lambda: self.heard(text), seconds, told=lambda: [r["text"] for r in self.all("/messages")])
        return found

    def thread(self, conversation: int) -> list[Row]:
        return self.all(f"/conversations/{conversation}/messages")

    def case(self, conversation: int) -> Row:
        """Return the latest asunto of a conversation."""
        return [row for row in self.all("/cases") if row["conversation"] == conversation][-1]

    def answers(self, conversation: int, text: str, *, key: str = "") -> Row:
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        said = self.line.post(f"/conversations/{conversation}/messages", json={"text": text}, headers=headers)
        assert said.status_code == 201, said.text
        row: Row = said.json()
        return row

    def state_of(self, message: Row) -> str:
        return next(row["state"] for row in self.thread(message["conversation"]) if row["id"] == message["id"])

    def set_apart(self) -> list[Row]:
        items: list[Row] = self.line.get("/parcels", params={"state": "quarantined"}).raise_for_status().json()["items"]
        return items

    def waiting_to_be_opened(self) -> int:
        count: int = self.line.get("/parcels", params={"state": "new"}).raise_for_status().json()["count"]
        return count


class Colleague:
    """Signs in on the page everybody uses, and does with forms what the desk's pages do."""

    def __init__(self, house: House, name: str = "ana") -> None:
        self.line = httpx.Client(base_url=house.url, timeout=10, follow_redirects=True, trust_env=False)
        token = self._token("/sign-in/")
        told = {"login": f"{name}@vidriera.test", "password": PASSWORD, "csrfmiddlewaretoken": token}
        entered = self.line.post("/sign-in/", data=told)
        assert entered.status_code == 200 and entered.url.path == "/", entered.text[:500]

    def reads(self, path: str) -> str:
        page = self.line.get(path)
        assert page.status_code == 200, (path, page.status_code)
        return page.text

    def posts(self, path: str, told: Mapping[str, str], *, page: str, files: Any = None) -> httpx.Response:
        """Send a form from the page it stands on."""
        return self.line.post(path, data={**told, "csrfmiddlewaretoken": self._token(page)}, files=files)

    def answers(self, case: int, text: str, *, files: Any = None) -> httpx.Response:
        told = {"text": text, "surface": "private", "key": str(uuid.uuid4())}
        said = self.posts(f"/cases/{case}/answers/", told, page=f"/cases/{case}/", files=files)
        assert said.status_code == 200, said.text[:500]
        return said

    def _token(self, page: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.reads(page))
        assert found, f"{page} has no form"
        return found[1]
