"""A text that is no YAML: which line is at fault, why, and how to mend it, in words that no library has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import yaml
from yaml.error import MarkedYAMLError

CLOSES = {"[": "]", "{": "}"}
OPENINGS = (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)
ENDINGS = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
QUOTES = ("'", '"')
BETWEEN_QUOTES = "Put it between quotes."
SECOND_COLON, QUOTED = (
    "this line has a second colon with a space behind it",
    'Put the words between quotes: `text: "a: b"`.',
)
CURLY = re.compile(r"[:,\[{] *([“”„‘’])")
AS_FAR_IN = "Begin it exactly below the line that it belongs with; count the spaces before both."


class Fault(NamedTuple):
    line: int
    what: str
    fix: str


class _At(NamedTuple):
    """Where the text stopped making sense; `begun` is where what is at fault began."""

    text: str
    problem: str
    context: str
    line: int
    begun: int
    place: int

    @property
    def before(self) -> str:
        """Return the line up to there."""
        return self.text[self.text.rfind("\n", 0, self.place) + 1 : self.place]


def fault(text: str, error: yaml.YAMLError) -> Fault:
    """Say what is wrong with a text that YAML cannot read."""
    if not isinstance(error, MarkedYAMLError) or (mark := error.problem_mark or error.context_mark) is None:
        return Fault(1, *ANYTHING)
    context = str(error.context or "")
    begun = (error.context_mark or mark).line + 1
    at = _At(text, str(error.problem or ""), context, mark.line + 1, begun, mark.index)
    return next((say(at) for shape, say in KNOWN if re.match(shape, f"{context}: {at.problem}")), _anything(at))


def _character(at: _At) -> Fault:
    found = at.text[at.place]
    if found == "\t":
        return Fault(at.line, "a tab stands before the words of this line", "Put spaces in its place.")
    return _beginning(at, found)


def _beginning(at: _At, found: str) -> Fault:
    return Fault(at.line, f"no value may begin with `{found}`", BETWEEN_QUOTES)


def _mark_of_yaml(at: _At) -> Fault:
    return _beginning(at, "*" if "alias" in at.context else "&" if "anchor" in at.context else "!")


def _bracket(at: _At) -> Fault:
    """Between brackets: one that stays open swallows the lines below, else a comma is missing."""
    opened = list(_open_brackets(at))
    if not opened:
        return _anything(at)
    line, sign = opened[-1]
    if (likelier := _of_the_words(at, line, sign)) is not None:
        return likelier
    swallowed = line < at.line and _inset(at.text, at.line) <= _inset(at.text, line)
    if swallowed or at.place >= len(at.text.rstrip()):
        return Fault(line, f"the `{sign}` of this line is never closed", f"Close it with `{CLOSES[sign]}`.")
    what = f"a comma or `{CLOSES[sign]}` is missing before what stands here"
    return Fault(at.line, what, "Write the comma between the two, or close what was opened.")


def _of_the_words(at: _At, opened: int, sign: str) -> Fault | None:
    """Say what in the words keeps a bracket from being read, where no comma and no bracket would mend it."""
    last = [one for one in _tokens(at) if isinstance(one, yaml.ScalarToken)][-1:]
    if last and last[0].style in QUOTES and last[0].start_mark.line < last[0].end_mark.line:
        return _open_quote(at._replace(begun=last[0].start_mark.line + 1))
    if opened < at.line and CLOSES[sign] in at.text.splitlines()[opened - 1].partition(" #")[2]:
        return Fault(opened, "what stands behind ` #` in this line is not read, and closes nothing", BETWEEN_QUOTES)
    if curly := CURLY.search(at.before):
        return Fault(at.line, f"`{curly[1]}` is no quote to a plan", 'Write straight ones in its place: `"`.')
    if at.problem.endswith("found ','"):
        return Fault(at.line, "a comma stands here with nothing before it", "Take it out.")
    if at.problem.endswith("got ':'") and last and not last[0].style and len(last[0].value.split()) == 1:
        return Fault(at.line, SECOND_COLON, QUOTED)
    return None


def _inset(text: str, line: int) -> int:
    words = f"{text}.".splitlines()[line - 1]  # the end of a text stands on a line, too
    return len(words) - len(words.lstrip())


def _open_brackets(at: _At) -> Iterator[tuple[int, str]]:
    """Go through the brackets that are open where the text stops making sense: their lines and signs."""
    opened: list[tuple[int, str]] = []
    for token in _tokens(at):
        if isinstance(token, OPENINGS):
            opened.append((token.start_mark.line + 1, at.text[token.start_mark.index]))
        elif isinstance(token, ENDINGS) and opened:
            opened.pop()
    yield from opened


def _tokens(at: _At) -> Iterator[yaml.Token]:
    """Go through what is read before it stops making sense."""
    try:
        for token in yaml.scan(at.text, Loader=yaml.SafeLoader):
            if token.start_mark.index >= at.place:
                return
            yield token
    except yaml.YAMLError:
        return


def _closing(at: _At) -> Fault:
    return Fault(at.line, f"the `{at.text[at.place]}` of this line closes nothing", "Take it out, or open it before.")


def _comma(at: _At) -> Fault:
    return Fault(at.line, "a comma stands behind a value that has ended", "Take it out, or put the value in brackets.")


def _behind(at: _At) -> Fault:
    """Something stands behind a value that has ended: mostly a quote was forgotten further up."""
    words = [one for one in _tokens(at) if isinstance(one, yaml.ScalarToken) and one.style in QUOTES]
    if words and words[-1].start_mark.line < words[-1].end_mark.line:
        return _open_quote(at._replace(begun=words[-1].start_mark.line + 1))
    fix = "Put all of it between double quotes, and none inside."
    return Fault(at.line, "words stand behind the quote that closes the others", fix)


def _open_quote(at: _At) -> Fault:
    what = "the quote that opens in this line is not closed where it should be"
    return Fault(at.begun, what, "Close it where its words end.")


def _indented(at: _At) -> Fault:
    return Fault(at.line, "this line is not as far in as the one it belongs with", AS_FAR_IN)


def _colon(at: _At) -> Fault:
    if ": " in at.before.lstrip():
        return Fault(at.line, SECOND_COLON, QUOTED)
    last = [one for one in _tokens(at) if isinstance(one, yaml.ScalarToken)][-1:]
    if last and last[0].start_mark.line + 1 < at.line and last[0].start_mark.column == _inset(at.text, at.line):
        return _no_colon(at._replace(begun=last[0].start_mark.line + 1))
    return _indented(at)


def _no_colon(at: _At) -> Fault:
    if any(_open_brackets(at)):
        return _bracket(at)
    return Fault(at.begun, "this line has no colon", "Write `word: value`.")


def _dash(at: _At) -> Fault:
    return Fault(at.line, "a dash of a list cannot stand here", "Write each `- …` in a line of its own, all as far in.")


def _backslash(at: _At) -> Fault:
    return Fault(at.line, "a backslash stands between double quotes", "Write it twice, or use single quotes.")


def _block(at: _At) -> Fault:
    fix = "Begin the words in the next line, further in."
    return Fault(at.line, "nothing may stand behind `|` or `>` in its line", fix)


def _second(at: _At) -> Fault:
    return Fault(at.line, "here a second plan begins", "Take out the line `---`, and what stands below it.")


def _ended(at: _At) -> Fault:
    return _bracket(at) if any(_open_brackets(at)) else _anything(at)


def _anything(at: _At) -> Fault:
    return Fault(at.line, *ANYTHING)


ANYTHING = ("this is not YAML", "Mend the brackets, quotes or indentation there.")
KNOWN: tuple[tuple[str, Callable[[_At], Fault]], ...] = (
    (r".*: found character ", _character),
    (r"while (scanning|parsing) (an? )?(alias|anchor|tag|node): (expected alphabetic|expected ' '|found undefined tag)",
     _mark_of_yaml),
    (r".*: found undefined alias", lambda at: _beginning(at, "*")),
    (r"while parsing a flow (sequence|mapping): ", _bracket),
    (r".*: expected the node content, but found '[\]}]'", _closing),
    (r".*: expected the node content", _ended),
    (r".*: expected <block end>, but found '[\]}]'", _closing),
    (r".*: expected <block end>, but found ','", _comma),
    (r".*: expected <block end>, but found '<scalar>'", _behind),
    (r".*: expected <block end>", _indented),
    (r".*: mapping values are not allowed", _colon),
    (r".*: could not find expected ':'", _no_colon),
    (r".*: sequence entries are not allowed", _dash),
    (r"while scanning a quoted scalar: ", _open_quote),
    (r"while scanning a double-quoted scalar: ", _backslash),
    (r"while scanning a block scalar: ", _block),
    (r".*: but found another document", _second),
)  # fmt: skip
