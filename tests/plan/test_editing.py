"""Values of a plan changed where they stand: everything else, comments too, stays to the letter."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mostrador.plan import editing, reading

BLOCK = """\
plan: 1   # the schema
roles:
  dueña:
    # she decides
    people: [Ana]   # and who more?
    backup: equipo
lines:
  - id: L01
    when: {need: buy}   # they want something
    limit: 30m
  - id: L02
    when: {need: praise}
  - id: L99
    when: any
"""


def lines_changed(before, after):
    return [
        number for number, (a, b) in enumerate(zip(before.split("\n"), after.split("\n"), strict=True), 1) if a != b
    ]


def test_one_value_is_changed_and_nothing_else(vidriera_text):
    after = editing.put(vidriera_text, ("authority", "tienda", "refund"), "40")
    assert lines_changed(vidriera_text, after) == [53]
    assert reading.read(after).authority["tienda"].limits["refund"] == 4000
    after = editing.put(vidriera_text, ("doors", "google", "first"), "4h")
    assert lines_changed(vidriera_text, after) == [30] and "first: 4h, next: 8h" in after
    assert editing.put(vidriera_text, ("lines", "L08", "id"), "L18").count("# schema version") == 1


def test_a_missing_value_is_added_where_it_belongs(vidriera_text):
    after = editing.put(vidriera_text, ("lines", "L05", "limit"), "20m")
    assert reading.read(after).line("L05").limit.total_seconds() == 1200
    block = editing.put(BLOCK, ("lines", "L02", "limit"), "5m")
    assert yaml.safe_load(block)["lines"][1] == {"id": "L02", "limit": "5m", "when": {"need": "praise"}}


def test_people_are_changed_as_a_list_and_their_comment_stays():
    after = editing.put_list(BLOCK, ("roles", "dueña", "people"), ["Ana", "Eva: la otra"])
    assert 'people: [Ana, "Eva: la otra"]   # and who more?' in after
    assert lines_changed(BLOCK, after) == [5]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=60))
def test_any_words_come_back_as_they_were_written(words):
    after = editing.put(BLOCK, ("roles", "dueña", "backup"), words)
    found = yaml.safe_load(after)["roles"]["dueña"]["backup"]
    assert str(found) == words or (isinstance(found, float | int) and editing.NUMBER.fullmatch(words))


def test_a_place_that_is_not_there_is_told():
    for path in (("lines", "L77", "limit"), ("nada", "x", "y"), ("lines", 9)):
        with pytest.raises(editing.NoSuchPlace):
            editing.put(BLOCK, path, "1")
    with pytest.raises(editing.NoSuchPlace):
        editing.value_at("a: [", ("a",))


def test_the_next_version_counts_on():
    assert [editing.next_version(one) for one in ("2.3.0", "2.3", "borrador", "")] == [
        "2.4.0",
        "2.4.0",
        "1.0.0",
        "1.0.0",
    ]
    assert editing.version_of(editing.with_version("plan: 1\nversion: 2.3.0\n", "2.4.0")) == "2.4.0"
