"""Addresses of rows, made without asking the whole table of addresses for each."""

from functools import cache

from django.urls import reverse


def case(case_id: int) -> str:
    """Return the address of an asunto's page."""
    return f"{_case_stem()}{case_id}/"


def inbox() -> str:
    return of("desk:inbox")


@cache
def of(name: str) -> str:
    """Return the address of a named view that takes nothing."""
    return reverse(name)


@cache
def _case_stem() -> str:
    return reverse("desk:case", args=[0]).removesuffix("0/")
