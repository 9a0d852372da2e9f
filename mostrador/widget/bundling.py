"""/widget.js: the parts in `static/widget/`, in the order of their numbers, as one script with its style and icons."""

import gzip
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from xml.etree import ElementTree

from mostrador.kit import icons

HERE = files("mostrador.widget") / "static" / "widget"
ICONS = {
    "chat": "message-circle",
    "down": "chevron-down",
    "attach": "paperclip",
    "send": "arrow-up",
    "file": "file",
}
CLOSE = [("path", {"d": "M18 6 6 18"}), ("path", {"d": "m6 6 12 12"})]  # the family's own "x" is a network's glyph


class Bundle(NamedTuple):
    plain: bytes
    packed: bytes
    tag: str


@cache
def bundle() -> Bundle:
    plain = script().encode()
    tag = f'"{hashlib.sha256(plain).hexdigest()[:20]}"'
    return Bundle(plain, gzip.compress(plain, 9, mtime=0), tag)


def script() -> str:
    """Return the whole script. Its parts share one scope that the shop's page cannot see."""
    parts = sorted(file.name for file in HERE.iterdir() if re.fullmatch(r"\d-[a-z]+\.js", file.name))
    drawn = {name: _lines(icon) for name, icon in ICONS.items()} | {"close": CLOSE}
    given = f"const STYLE = {json.dumps(_bare(_text('chat.css')))};\nconst ICONS = {json.dumps(drawn)};\n"
    body = "\n".join(_bare(_text(part)) for part in parts)
    return f'(() => {{\n"use strict";\n{given}{body}\n}})();\n'


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _bare(text: str) -> str:
    """Return the text without indentation and whole-line comments."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _lines(name: str) -> list[tuple[str, dict[str, str]]]:
    """Return an icon as its elements, so that the script draws it without parsing markup."""
    drawing = ElementTree.fromstring(str(icons.icon(name)))  # noqa: S314 - our own markup, nobody's input
    return [(line.tag, dict(line.attrib)) for line in drawing]
