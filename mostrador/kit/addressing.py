"""Addresses of our own pages, made without asking the whole table of addresses for each."""

from functools import cache
from typing import Any

from django.urls import reverse

PLACE = 987654321
"""Stands where a number will stand; no address of ours holds it otherwise."""


def address(name: str, *args: Any) -> str:
    """Return the address of a named view. A page of thirty messages asks for sixty that differ in one number."""
    if len(args) == 1 and type(args[0]) is int and args[0] >= 0:
        before, after = _around_number(name)
        return f"{before}{args[0]}{after}"
    return _plain(name) if not args else reverse(name, args=args)


@cache
def _plain(name: str) -> str:
    return reverse(name)


@cache
def _around_number(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[PLACE]).partition(str(PLACE))
    return before, after
