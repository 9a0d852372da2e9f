"""Recordings of deliveries: every form in which people keep them, and what `doors read` makes of them."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mostrador.doors import finding, recorded
from mostrador.site import cli

WEBHOOK = finding.channel("webhook")
MESSAGE = {"id": "m1", "from": {"id": "c-1", "name": "Lucía"}, "text": "¿Abrís hoy?", "sent_at": "2026-11-21T10:00:00Z"}
SHAPE = {
    "file", "item", "external_id", "author", "text", "sent_at", "thread", "public", "attachments", "of", "state", "why"
}  # fmt: skip


def _forms() -> dict[str, bytes]:
    body = json.dumps(MESSAGE, ensure_ascii=False)
    headers = {"Content-Type": "application/json"}
    recordings: dict[str, Any] = {
        "with its body as text": {"headers": headers, "body": body},
        "with its body as JSON": {"headers": headers, "body": MESSAGE},
        "with its body as bytes": {"method": "POST", "body_base64": base64.b64encode(body.encode()).decode()},
        "with its address": {"url": "https://shop.example/hooks/x?a=1", "body": MESSAGE},
    }
    return {"raw": body.encode()} | {name: json.dumps(told).encode() for name, told in recordings.items()}


class TestForms:
    @pytest.mark.parametrize("content", _forms().values(), ids=_forms())
    def test_all_mean_the_same(self, tmp_path: Path, content: bytes):
        path = tmp_path / "delivery.json"
        path.write_bytes(content)
        [row] = recorded.rows(WEBHOOK, path)
        assert (row["item"], row["external_id"], row["text"]) == ("message", "m1", "¿Abrís hoy?")

    def test_one_a_line(self, tmp_path: Path):
        path = tmp_path / "many.jsonl"
        path.write_text("\n".join(json.dumps(MESSAGE | {"id": str(number)}) for number in range(3)) + "\n\n")
        assert [row["external_id"] for row in recorded.rows(WEBHOOK, path)] == ["0", "1", "2"]

    def test_a_message_that_has_a_body_of_its_own_is_no_recording(self, tmp_path: Path):
        path = tmp_path / "delivery.json"
        path.write_text(json.dumps(MESSAGE | {"body": "x"}))
        assert [row["item"] for row in recorded.rows(WEBHOOK, path)] == ["message"]

    def test_headers_are_found_in_any_case(self, tmp_path: Path):
        path = tmp_path / "delivery.json"
        path.write_text(json.dumps({"headers": {"X-Some-Thing": "a"}, "body": "{}"}))
        [parcel] = recorded.parcels(path)
        assert parcel.header("X-SOME-thing") == "a"


class TestCommand:
    def test_prints_one_line_an_item_in_the_promised_shape(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        for name, told in (("a.json", [MESSAGE, MESSAGE | {"id": "m2"}]), ("b.json", {"id": 5})):
            (tmp_path / name).write_text(json.dumps(told))
        assert cli.main(["doors", "read", "webhook", str(tmp_path / "a.json"), str(tmp_path / "b.json"), "--json"]) == 0
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [row["item"] for row in rows] == ["message", "message", "error"]
        assert all(set(row) == SHAPE for row in rows)
        assert rows[0]["author"] == {"id": "c-1", "name": "Lucía"}
        assert rows[0]["sent_at"] == "2026-11-21T10:00:00Z"

    @pytest.mark.parametrize("words", [["nowhere", "a.json"], ["webhook", "/not/there.json"]])
    def test_refuses_in_one_line(self, words: list[str], capsys: pytest.CaptureFixture[str]):
        assert cli.main(["doors", "read", *words, "--json"]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert len(said.err.splitlines()) == 1

    def test_needs_neither_a_house_nor_django(self, tmp_path: Path):
        (tmp_path / "a.json").write_text(json.dumps(MESSAGE))
        code = (
            "import sys; from mostrador.site import cli\n"
            f"cli.main(['doors', 'read', 'webhook', {str(tmp_path / 'a.json')!r}, '--json'])\n"
            "sys.exit('django.db' in sys.modules)"
        )
        ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=Path.cwd())
        assert (ended.returncode, ended.stdout.count(b"\n")) == (0, 1)
