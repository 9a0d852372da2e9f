"""The words of an HTML mail as plain text, for reading, triage and search. One pass, linear in its length."""

import html
import re

_SILENT = frozenset({"script", "style", "head", "title", "noscript", "template", "svg", "math"})
_LINE = frozenset({"br", "p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre",
                   "section", "article", "header", "footer", "blockquote", "li", "center"})  # fmt: skip
_APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol"})
_TAG = re.compile(r"\s*(/?)\s*([a-zA-Z][a-zA-Z0-9]{0,15})")
_BREAK = "\x0b"  # stands for a line break while blanks are folded
DEEPEST_QUOTE = 20


def words_of(source: str) -> str:
    """Return what a person would read, quotes marked with "> " as in plain mail."""
    pieces: list[str] = []
    quotes, at = 0, 0
    lowered = source.lower() if len(source.lower()) == len(source) else source
    while at < len(source):
        opens = source.find("<", at)
        opens = len(source) if opens < 0 else opens
        pieces.append(_folded(source[at:opens]))
        at, mark, quotes = _past_tag(source, lowered, opens, quotes)
        pieces.append(mark)
    return _laid_out("".join(pieces))


def _past_tag(source: str, lowered: str, opens: int, quotes: int) -> tuple[int, str, int]:
    """Return where the tag ends, what it leaves in the text, and the depth of quotes after it."""
    if source.startswith("<!--", opens):
        return _after(source, "-->", opens), "", quotes
    tag = _TAG.match(source, opens + 1)
    if not tag:
        literal = source[opens : opens + 1] if source[opens + 1 : opens + 2] in (" ", "", "=", "3") else ""
        return (opens + 1, literal, quotes) if literal else (_after(source, ">", opens), "", quotes)
    name = tag[2].lower()
    if name in _SILENT and not tag[1]:
        return _after(lowered, ">", _after(lowered, f"</{name}", opens) - 1), "", quotes
    if name == "blockquote":
        quotes = max(0, min(DEEPEST_QUOTE, quotes + (-1 if tag[1] else 1)))
    return _after(source, ">", opens), _mark(name, closing=bool(tag[1]), quotes=quotes), quotes


def _mark(name: str, *, closing: bool, quotes: int) -> str:
    if name in ("td", "th"):
        return " "
    if name not in _LINE or (name == "li" and closing):
        return ""
    lines = _BREAK * (2 if name in _APART else 1)
    # The depth of quoting is kept as a run of a letter no text holds, at the start of each line.
    return lines + "\x0e" * quotes + "\x0f" + ("- " if name == "li" else "")


def _after(source: str, what: str, start: int) -> int:
    found = source.find(what, max(start, 0))
    return len(source) if found < 0 else found + len(what)


def _folded(text: str) -> str:
    text = html.unescape(text).translate({0x0B: " ", 0x0E: "", 0x0F: "", 0xA0: " ", 0xAD: "", 0x200B: "", 0x34F: ""})
    return re.sub(r"\s+", " ", text)


def _laid_out(marked: str) -> str:
    lines: list[str] = []
    depth = 0
    for raw in marked.split(_BREAK):
        depth = raw.rpartition("\x0f")[0].count("\x0e") if "\x0f" in raw else depth
        line = " ".join(raw.rpartition("\x0f")[2].split(" ")).strip()
        lines.append(("> " * depth + line).rstrip())
    whole = re.sub(r"\n{3,}", "\n\n", "\n".join(_unbroken(lines)))
    return whole.rstrip("> \n").lstrip("\n")


def _unbroken(lines: list[str]) -> list[str]:
    """Drop an empty line after an empty line of the same quote."""
    return [line for i, line in enumerate(lines) if line.strip("> ") or (i and lines[i - 1].strip("> "))]
