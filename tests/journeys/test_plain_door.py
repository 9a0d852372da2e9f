"""The plain door as programs use it: a signed knock on a real house, an answer by the API, a signed POST back."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from tests.house import House, a_house
from tests.simulators.receiver import Receiver

SECRET = "una frase muy larga para firmar"


def signed(body: bytes) -> dict[str, str]:
    return {"X-Mostrador-Signature": "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()}


def until(true: Callable[[], Any], seconds: float = 10.0) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.02)
    raise AssertionError("It did not happen in time.")


def test_a_knock_is_answered_where_it_came_from(tmp_path: Path) -> None:
    with Receiver(SECRET) as program, a_house(
        tmp_path / "house", MOSTRADOR_ALLOW_HOSTS=program.host
    ) as house:  # fmt: skip
        house.open()
        # The door opens beside a running server and works without a restart.
        door = house.run("doors", "add", "webhook", "--name", "Programa", "--secret", SECRET,
                         "--deliver-url", program.url)[0]  # fmt: skip
        token = house.run("tokens", "add", "--scopes", "read,write")[0]["token"]
        api = httpx.Client(base_url=f"{house.url}/api/v1", headers={"Authorization": f"Bearer {token}"})
        hook = str(door["hook_url"])
        until(lambda: httpx.post(hook, content=b"x").status_code != 404, 1.5)
        knocks(house, hook, api)
        answers(api, program)


def knocks(house: House, hook: str, api: httpx.Client) -> None:
    body = json.dumps({"id": "a1", "from": {"id": "lucia", "name": "Lucía"}, "text": "¿Y mi pedido 123?"}).encode()
    assert httpx.post(hook, content=body, headers=signed(body)).json() == {"accepted": 1, "known": 0}
    assert httpx.post(hook, content=body, headers=signed(body)).json() == {"accepted": 0, "known": 1}
    assert httpx.post(hook, content=body).status_code == 401
    assert httpx.post(hook, content=b"{", headers=signed(b"{")).status_code == 400
    assert httpx.post(f"{house.url}/hooks/unknown", content=body, headers=signed(body)).status_code == 404
    listed = until(lambda: api.get("/messages").json()["items"])
    assert [row["external_id"] for row in listed] == ["a1"]
    nonsense = json.dumps({"id": "a2", "from": 5}).encode()
    assert httpx.post(hook, content=nonsense, headers=signed(nonsense)).status_code == 200
    assert until(lambda: api.get("/parcels", params={"state": "quarantined"}).json()["count"]) == 1


def answers(api: httpx.Client, program: Receiver) -> None:
    conversation = api.get("/conversations").json()["items"][0]["id"]
    where = f"/conversations/{conversation}/messages"
    said = api.post(where, json={"text": "Sale hoy."}, headers={"Idempotency-Key": "k1"})
    assert said.status_code == 201
    again = api.post(where, json={"text": "Sale hoy."}, headers={"Idempotency-Key": "k1"})
    assert again.json()["id"] == said.json()["id"]
    other = api.post(where, json={"text": "Sale mañana."}, headers={"Idempotency-Key": "k1"})
    assert other.status_code == 409
    until(lambda: program.shown)
    assert len(program.shown) == 1
    until(lambda: [row["state"] for row in api.get(where).json()["items"]] == ["received", "sent"])
