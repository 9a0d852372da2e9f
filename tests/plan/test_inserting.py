"""Lines of action put into a plan's text and said otherwise: the rest stays, comments too."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mostrador.plan import editing, inserting, reading, removing
from mostrador.plan.editing import NoSuchPlace
from mostrador.plan.inserting import LINES
from mostrador.plan.parts import Act

BLOCK = """\
plan: 1   # the schema
lines:   # in their order
  # who wants something
  - id: L01
    when:   # they said so
      need: buy   # today
      public: true
    do:
      # first of all
      - open: order   # and count it
      - reply: human
    limit: 30m   # no more
  # who is kind
  - {id: L02, when: {need: praise}}   # thanks
  # whoever else
  - id: L99
    when: any
# the end
"""
BRACKETS = """\
lines: [{id: L01, limit: 30m, when: {need: buy}}, {id: L02, when: {need: praise}, # kind
    limit: 5m}, {id: L99, when: any}]   # all
"""
NEW = {"id": "L17", "when": {"need": ["buy", "idea"], "public": True}, "do": [Act("open", "case"), Act("acknowledge")]}
ENTRY = {"id": "L17", "when": {"need": ["buy", "idea"], "public": True}, "do": [{"open": "case"}, "acknowledge"]}


def read(text):
    return yaml.safe_load(text)["lines"]


def comments(text):
    return sorted("".join(part.split()) for line in text.splitlines() for part in line.split("#")[1:])


@pytest.mark.parametrize("text", [BLOCK, BRACKETS])
@pytest.mark.parametrize(("before", "place"), [("L01", 0), ("L02", 1), ("L99", 2), ("", 3)])
def test_a_new_line_stands_where_it_goes_and_no_comment_is_lost(text, before, place):
    after = inserting.with_entry(text, LINES, NEW, before=before)
    entries = read(text)
    assert read(after) == [*entries[:place], ENTRY, *entries[place:]]
    assert comments(after) == comments(text)


def test_what_stands_above_a_line_stays_above_it():
    after = inserting.with_entry(BLOCK, LINES, NEW, before="L99")
    assert "# whoever else\n  - id: L99" in after and "# thanks\n  - {id: L17" in after


@pytest.mark.parametrize("text", [BLOCK, BRACKETS])
@pytest.mark.parametrize("line", ["L01", "L02", "L99"])
@pytest.mark.parametrize(("key", "written"), [
    ("when", "{need: [praise, idea]}"), ("do", "[acknowledge, open: case]"), ("limit", "20m"),
])  # fmt: skip
def test_a_part_of_a_line_is_said_otherwise_and_nothing_else(text, line, key, written):
    after = inserting.put(text, ("lines", line, key), written)
    wanted = [{**one, key: yaml.safe_load(written)} if one["id"] == line else one for one in read(text)]
    assert read(after) == wanted and comments(after) == comments(text)


@pytest.mark.parametrize("text", [BLOCK, BRACKETS])
@pytest.mark.parametrize(("line", "before", "order"), [
    ("L01", "L99", ["L02", "L01", "L99"]), ("L99", "L01", ["L99", "L01", "L02"]), ("L01", "", ["L02", "L99", "L01"]),
    ("L02", "L99", ["L01", "L02", "L99"]), ("L02", "L02", ["L01", "L02", "L99"]),
])  # fmt: skip
def test_a_line_is_moved_before_another(text, line, before, order):
    after = inserting.placed(text, line, before=before)
    assert [one["id"] for one in read(after)] == order
    assert comments(after) == comments(text)


def test_a_line_takes_its_comments_along():
    after = inserting.placed(BLOCK, "L02", before="L01")
    assert "in their order\n  # who is kind\n  - {id: L02, when: {need: praise}}   # thanks\n  # who wants" in after
    assert inserting.placed(after, "L02", before="L99") == BLOCK


def test_the_example_takes_a_line_and_gives_it_up_again(vidriera_text):
    after = inserting.with_entry(vidriera_text, LINES, NEW, before="L05")
    assert [one.id for one in reading.read(after, checked=False).lines][4] == "L17"
    assert removing.without(after, (*LINES, "L17")) == vidriera_text


def test_what_is_not_there_is_told():
    for text in ("lines: no\n", "lines:\n", "a: ["):
        with pytest.raises(NoSuchPlace):
            inserting.with_entry(text, LINES, NEW)


def test_a_part_that_is_not_there_yet_begins_with_its_first_entry():
    assert inserting.with_entry("plan: 1  # uno\n", LINES, {"id": "L01"}) == "plan: 1  # uno\nlines:\n  - {id: L01}\n"
    assert inserting.put("plan: 1\n", ("crisis", "holding", "h2"), '"Ya vamos"') == (
        'plan: 1\ncrisis: {holding: {h2: "Ya vamos"}}\n'
    )


def test_a_key_put_in_stays_out_of_the_comment_behind_the_last_one():
    text = "tone: {\n  address: tú,  # siempre\n  sign_with: house  # la casa\n}\n"
    after = inserting.put(text, ("tone", "never"), "[no]")
    assert after == text.replace("sign_with: house", "sign_with: house, never: [no]")
    assert editing.put(text, ("tone", "max"), "2") == text.replace("sign_with: house", "sign_with: house, max: 2")


def test_what_follows_words_of_several_lines_stays_behind_them():
    text = "holding:\n  h2: |\n    Uno.\n    Dos.\n\n  h3: Tres\n"
    assert inserting.put(text, ("holding", "h2"), "no") == "holding:\n  h2: no\n\n  h3: Tres\n"
    assert inserting.put(text[: text.index("\n  h3")], ("holding", "h4"), "no").endswith("    Dos.\n  h4: no\n")


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_any_words_come_back_as_they_were_written(words):
    after = inserting.with_entry(
        BRACKETS, LINES, {"id": "L17", "do": [Act("note", words)], "doors": [words]}, before="L99"
    )
    found = read(after)[2]
    assert str(found["do"][0]["note"]) == words or isinstance(found["do"][0]["note"], float | int)
    assert len(found["doors"]) == 1
