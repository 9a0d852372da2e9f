"""The filter `mostrador triage`, as programs use it."""

from __future__ import annotations

import gzip
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


def test_a_source_is_scored_beside_how_much_of_it_taught(tmp_path):
    rows = [
        {"text": "¿Cuánto cuesta?", "lang": "es", "kind": "question", "sub": "price", "tier": "research"},
        {"text": "Me llegó roto", "lang": "es", "kind": "complaint", "sub": "defect", "tier": "research"},
        {"text": "same source, another tier", "lang": "en", "abuse": 0, "tier": "ship"},
    ]
    with gzip.open(tmp_path / "spam_sms.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(f"{json.dumps(row)}\n" for row in rows)
    command = [sys.executable, "-m", "mostrador.site.cli", "triage", "score", "--data", str(tmp_path)]
    table = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    told = [json.loads(line) for line in subprocess.check_output([*command, "--json"], text=True).splitlines()]
    assert len(table) == 2 + len(told)
    assert [(row["tier"], row["rows"], row["scored"]) for row in told] == [("ship", 1, 1), ("research", 2, 2)]
    assert told[1]["f1"]["light"] == {"kind": 100}
    assert told[0]["taught"]["light"] == 5_165


def test_it_loads_no_django():
    code = "import sys; from mostrador.triage import sorting; sorting.sort('hola'); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
