"""A text that is no YAML is told by the line that is at fault and how to mend it, in each language, by no library."""

import random

import pytest
from django.utils import translation
from django.utils.translation import gettext

from mostrador.plan import finding_words, reading
from mostrador.plan.findings import PlanWrong
from tests.plan.conftest import SAMPLE

TEXT = SAMPLE.read_text(encoding="utf-8")
FAULTS = [
    ("a: [b, c\nd: 1", 1, "the `[` of this line is never closed"),
    ("a:\n  - {id: L1, when: any\n  - {id: L2}", 2, "the `{` of this line is never closed"),
    ("a: 1\nb: {c: [1,\n", 2, "the `[` of this line is never closed"),
    ("a: {b: 1 c: 2}", 1, "a comma or `}` is missing before what stands here"),
    ("a: [\n  {b: 1},\n  {c: 2}\n  {d: 3},\n]", 4, "a comma or `]` is missing before what stands here"),
    ("a: {\n  b: 1\n  c: 2\n}", 3, "a comma or `}` is missing before what stands here"),
    ("a: 1\nb: [c]]", 2, "the `]` of this line closes nothing"), ("a: }", 1, "the `}` of this line closes nothing"),
    ('a: "b", c', 1, "a comma stands behind a value that has ended"),
    ("a:\n  b: 1\n\tc: 2", 3, "a tab stands before the words of this line"),
    ("a:\n  b: 2\n c: 1", 3, "this line is not as far in as the one it belongs with"),
    ("a:\n  b: 2\n    c: 1", 3, "this line is not as far in as the one it belongs with"),
    ("a:\n  - b\n  c: 1", 3, "this line is not as far in as the one it belongs with"),
    ("a:\n  - b\n - c", 3, "this line is not as far in as the one it belongs with"),
    ("a: b: c", 1, "this line has a second colon with a space behind it"),
    ("a: {b: c: d, e: 1}", 1, "this line has a second colon with a space behind it"),
    ("a: [b: c: d]", 1, "this line has a second colon with a space behind it"),
    ('a: {b: "c, d: 1}\ne: "2"\n', 1, "the quote that opens in this line is not closed where it should be"),
    ("a: {b: 1,, c: 2}", 1, "a comma stands here with nothing before it"),
    ("a: [, b]", 1, "a comma stands here with nothing before it"),
    ("a: {b: “c: d”, e: 1}", 1, "`“` is no quote to a plan"),
    ("a:\n  - {id: L1, note: Contestar #1, do: [x]}\n  - {id: L2}\n", 2,
     "what stands behind ` #` in this line is not read, and closes nothing"),
    ("a: [  # so\n  b\nc: 1", 1, "the `[` of this line is never closed"),
    ("a: 1\nhola\nb: 1", 2, "this line has no colon"), ("hola\na: 1", 1, "this line has no colon"),
    ("a: - b", 1, "a dash of a list cannot stand here"),
    ('a: "b', 1, "the quote that opens in this line is not closed where it should be"),
    ('a: 1\nb: "c\nd: "e"\n', 2, "the quote that opens in this line is not closed where it should be"),
    ("a: 'don't'", 1, "words stand behind the quote that closes the others"),
    ('a: "b\\q"', 1, "a backslash stands between double quotes"),
    ("a: |z\n  b", 1, "nothing may stand behind `|` or `>` in its line"),
    *[(f"a: {sign}hola", 1, f"no value may begin with `{sign}`") for sign in "@%*"],
    ("a: & b", 1, "no value may begin with `&`"), ("a: !x!y z", 1, "no value may begin with `!`"),
    ("a: 1\n---\nb: 1", 2, "here a second plan begins"),
    ("{a: 1}\nb: 2", 2, "this is not YAML"), ("a: ? b", 1, "this is not YAML"),
    ("plan: 1\na: 2026-13-45", 2, "the value `2026-13-45` cannot be read"),
    ("plan: 1\na: !!int b", 2, "the value `b` cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words"), [("es", "palabra: valor"), ("pt", "palavra: valor")])
def test_what_is_to_be_written_is_said_in_the_readers_language(language, words):
    with translation.override(language):
        assert words in finding_words.told("Write `word: value`.", gettext)
        said = finding_words.told("Add to `legal`: G9 (the laws of all autonomous communities).", gettext)
    assert "autón" in said or "autôn" in said


def everything(text):
    try:
        return reading.read(text).warnings
    except PlanWrong as wrong:
        return wrong.findings


@pytest.mark.parametrize(("text", "line", "what"), FAULTS)
def test_the_line_and_the_reason_are_told_in_each_language(text, line, what):
    found = next(one for one in everything(text) if one.what == what)
    assert found.line == line
    for language in ("es", "pt"):
        with translation.override(language):
            assert finding_words.told(found.what, gettext) != found.what
            assert finding_words.told(found.fix, gettext) != found.fix


@pytest.mark.parametrize("sign", list("]}"))
def test_a_bracket_that_is_missing_is_told_at_its_own_line(sign):
    lines = TEXT.split("\n")
    cut = [number for number, line in enumerate(lines) if sign in line.partition("#")[0]]
    assert len(cut) > 20
    for number in cut:
        begin, _sign, end = lines[number].rpartition(sign)
        (found,) = everything("\n".join([*lines[:number], begin + end, *lines[number + 1 :]]))
        assert found.line == number + 1 and f"`{sign}`" in f"{found.what} {found.fix}"


def test_whatever_is_mistyped_no_word_of_a_library_is_read():
    """A character more, one less, at 150 places: each finding has a line of the text, and is told in Spanish."""
    chance = random.Random(4)
    for _ in range(150):
        at, sign = chance.randrange(len(TEXT)), chance.choice("[]{}\"',:-\t\n #|&*!?%@`\\>")
        text = TEXT[:at] + chance.choice(["", sign]) + TEXT[at + chance.choice([0, 1]) :]
        found = everything(text)
        with translation.override("es"):
            english = [words for one in found for words in (one.what, one.fix)
                       if finding_words.told(words, gettext) == words]  # fmt: skip
        assert not english and all(1 <= one.line <= text.count("\n") + 1 for one in found)
