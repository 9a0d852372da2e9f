"""The filter `mostrador triage`, as programs use it."""

from __future__ import annotations

import json
import subprocess
import sys

SHAPE = {"id", "lang", "kind", "kind_p", "needs", "urgency", "sentiment", "abuse", "spam", "why"}


def _filter(lines: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mostrador.site.cli", "triage", "--json"]
    return subprocess.run(command, input=lines, capture_output=True, text=True, check=False)


def test_a_line_in_is_a_line_out_in_the_promised_shape():
    rows = [{"id": "a", "text": "¿Dónde está mi pedido?"}, {"id": 7, "text": "info", "lang_hint": "pt"}, {"text": ""}]
    ended = _filter("\n".join(json.dumps(row) for row in rows))
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.returncode == 0
    assert all(set(row) == SHAPE for row in told)
    assert [row["id"] for row in told] == ["a", 7, None]
    assert (told[0]["lang"], told[0]["kind"], told[0]["needs"]) == ("es", "order", ["order_status"])
    assert told[1]["lang"] == "pt"


def test_what_is_no_message_is_refused_in_one_line():
    for line in ("hola", "[1]", '{"id": 1}', '{"text": 5}'):
        ended = _filter(line)
        assert ended.returncode == 1
        assert len(ended.stderr.splitlines()) == 1


def test_it_loads_no_django():
    code = "import sys; from mostrador.triage import sorting; sorting.sort('hola'); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
