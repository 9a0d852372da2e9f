"""JSON from outside: UTF-8 only, no NaN, no endless numbers, and text that every database can keep.

Source: RFC 8259 (grammar, §8.1 UTF-8, §9 limits of a parser).
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from typing import Any

from mostrador.kit.storable import storable


class NotJson(ValueError):
    """These bytes are no JSON text that we can take."""


def decoded(body: bytes) -> Any:
    """Return what the bytes say. Raises `NotJson`. Of repeated names the last one counts."""
    return _whole(body)[0]


def elements(body: bytes) -> list[tuple[Any, bytes]]:
    """Return the members of a list, or the one value there is, each with the very bytes it came in."""
    whole, text = _whole(body)
    return _members(whole, text) if isinstance(whole, list) else [(whole, body)]


def encoded(value: Any) -> bytes:
    """Return the value as JSON in plain ASCII, so that even half a surrogate pair survives."""
    return json.dumps(value, separators=(",", ":")).encode()


def mended(value: Any) -> Any:
    """Return the value with every text in it made storable. Raises `NotJson` for one that is too deep."""
    try:
        return _mended(value)
    except RecursionError as deep:
        raise NotJson("Not JSON that we take: deeper than anybody writes.") from deep


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_mended(each) for each in value]
    if isinstance(value, dict):
        return {storable(key): _mended(each) for key, each in value.items()}
    return value


def _whole(body: bytes) -> tuple[Any, str]:
    try:
        text = body.removeprefix(BOM_UTF8).decode()
        whole, end = _DECODER.raw_decode(text, _skip(text, 0))
    except (ValueError, RecursionError) as wrong:
        raise NotJson(f"Not JSON in UTF-8: {str(wrong)[:120]}") from wrong
    if _skip(text, end) != len(text):
        raise NotJson("Not JSON: something follows its end.")
    return whole, text


def _members(whole: list[Any], text: str) -> list[tuple[Any, bytes]]:
    members, at = [], _skip(text, 0)
    for member in whole:
        at = _skip(text, at + 1)  # past the bracket or the comma before it
        end = _DECODER.raw_decode(text, at)[1]
        members.append((member, text[at:end].encode()))
        at = _skip(text, end)
    return members


def _integer(digits: str) -> int | float:
    # A number of a million digits is no use to anybody, and reading it takes the square of that.
    return int(digits) if len(digits) <= 19 else float(digits)


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_int=_integer, parse_constant=_constant)
_BLANK = re.compile(r"[ \t\n\r]*")


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
