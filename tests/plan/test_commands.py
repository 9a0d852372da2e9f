"""`mostrador plan check` and `mostrador plan explain`, through the console script's own door."""

import json

import pytest

from mostrador.plan.keeping import FIRST
from mostrador.site.cli import main


@pytest.fixture
def wrong_plan(tmp_path, vidriera_text):
    path = tmp_path / "malo.yaml"
    path.write_text(vidriera_text.replace("plan: 1", "plan: 3").replace("need: buy", "need: bui"), encoding="utf-8")
    return path


def test_a_good_plan_checks(capsys):
    assert main(["plan", "check", str(FIRST)]) == 0
    said = capsys.readouterr()
    assert "primer-plan" in said.out
    assert said.err == ""


def test_a_wrong_plan_exits_with_file_line_reason_and_fix(wrong_plan, capsys):
    assert main(["plan", "check", str(wrong_plan)]) == 1
    said = capsys.readouterr()
    lines = said.err.splitlines()
    assert lines[0] == f"{wrong_plan}:1: this version reads plans of schema 1, not 3. Write `plan: 1`."
    assert lines[1].startswith(f"{wrong_plan}:40: `need: bui` is no need. One of ")
    assert said.out == ""


def test_a_wrong_plan_for_programs(wrong_plan, capsys):
    assert main(["plan", "check", "--json", str(wrong_plan)]) == 1
    said = capsys.readouterr()
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert [(row["line"], row["level"]) for row in rows if row["level"] == "error"] == [(1, "error"), (40, "error")]
    assert len(said.err.splitlines()) == 1


def test_a_good_plan_for_programs(capsys):
    assert main(["plan", "check", "--json", str(FIRST)]) == 0
    *notes, row = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {note["level"] for note in notes} == {"note"}
    assert (row["id"], len(row["hash"])) == ("primer-plan", 32)


def test_what_this_version_only_keeps_is_named(tmp_path, vidriera_text, capsys):
    path = tmp_path / "plan.yaml"
    path.write_text(vidriera_text.replace("never_for: [review, silence]", "never_for: [review, minor]"), "utf-8")
    assert main(["plan", "check", str(path)]) == 0
    kept = [line.split("`")[1] for line in capsys.readouterr().out.splitlines() if "is only kept" in line]
    assert kept == [
        "tone.address", "tone.sign_with", "tone.do", "doors.priority", "doors.risk", "doors.private_reply", "measure",
        "questions", "calendar", "gestures.never_for: minor", "gestures.idea_from", "gestures.holdout",
    ]  # fmt: skip
    assert main(["plan", "check", str(FIRST)]) == 0
    assert "is only kept" not in capsys.readouterr().out


def test_a_file_that_is_not_there(tmp_path, capsys):
    assert main(["plan", "check", str(tmp_path / "nada.yaml")]) == 1
    assert "nada.yaml" in capsys.readouterr().err


def test_a_plan_explained_in_sentences(capsys):
    assert main(["plan", "explain", str(FIRST)]) == 0
    said = capsys.readouterr().out
    assert "Cualquier otra cosa: dárselo a quien atiende y contestar." in said
    assert "devolver hasta 20\xa0€" in said
    assert main(["plan", "explain", "--lang", "en", str(FIRST)]) == 0
    assert "Anything else: give it to whoever serves and answer." in capsys.readouterr().out


def test_two_plans_are_compared_in_sentences(capsys, vidriera_text, tmp_path):
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(vidriera_text, encoding="utf-8")
    new.write_text(vidriera_text.replace("tienda: {refund: 30", "tienda: {refund: 40"), encoding="utf-8")
    assert main(["plan", "diff", str(old), str(new)]) == 0
    assert capsys.readouterr().out == "Marta e Iker pueden devolver 40\xa0€ (antes 30\xa0€).\n"
    assert main(["plan", "diff", str(old), str(old)]) == 0
    assert capsys.readouterr().out == ""


def test_a_plan_explained_to_programs(capsys):
    assert main(["plan", "explain", "--json", str(FIRST)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["part"] for row in rows} == {
        "house",
        "hours",
        "role",
        "door",
        "line",
        "law",
        "authority",
        "escalation",
        "crisis",
        "triage",
    }


def test_a_wrong_plan_is_not_explained(wrong_plan, capsys):
    assert main(["plan", "explain", str(wrong_plan)]) == 1
    assert f"{wrong_plan}:1: " in capsys.readouterr().err


def test_the_law_is_explained_too(capsys, vidriera_text, tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(vidriera_text, encoding="utf-8")
    assert main(["plan", "explain", str(path)]) == 0
    assert "Mensaje comercial solo con permiso" in capsys.readouterr().out
