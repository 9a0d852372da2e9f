"""The days on which the shop rests: public holidays of its country and region, and those the plan adds."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import holidays as almanac

from mostrador.plan.hours import DaysOff


class UnknownPlace(ValueError):
    """No calendar of public holidays is known for this country or region."""


def days_off(country: str, subdivision: str = "", also: Iterable[date] = ()) -> DaysOff:
    """Return the holidays of a place (ISO 3166 codes; no country, no public holidays), year by year as asked for.

    Raise `UnknownPlace`.
    """
    return _days_off(country.upper(), subdivision.upper(), frozenset(also))


@lru_cache(maxsize=64)
def _days_off(country: str, subdivision: str, also: frozenset[date]) -> DaysOff:
    if country:
        _must_be_known(country, subdivision)

    @lru_cache(maxsize=32)
    def off(year: int) -> frozenset[date]:
        if not country:
            return also
        return also | almanac.country_holidays(country, subdiv=subdivision or None, years=year).keys()

    return off


def _must_be_known(country: str, subdivision: str) -> None:
    known = almanac.list_supported_countries()
    if country not in known:
        raise UnknownPlace(f'"{country}" is no country whose holidays are known. Write two letters, like ES.')
    if subdivision and subdivision not in known[country]:
        raise UnknownPlace(f'"{subdivision}" is no region of {country}. One of {", ".join(known[country])}.')
