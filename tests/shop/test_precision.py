"""How often a found name is right, and a said one found, in eight shops' messages; see docs/running/triage.md."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mostrador.shop import lists
from mostrador.shop.recognising import Names, Sold

ROWS = Path(__file__).parent / "rows"
SHOPS = sorted(path.stem for path in ROWS.glob("*.tsv"))
Named = frozenset[str]


def _names(shop: str) -> Names:
    told = lists.read((ROWS / f"{shop}.txt").read_text(encoding="utf-8"))
    return Names(Sold(at, one.name, one.also, one.reference) for at, one in enumerate(told))


def _rows(shop: str) -> Iterator[tuple[str, set[Named]]]:
    """Yield each text and what it names: products parted by +, by / where the words may mean several."""
    for line in (ROWS / f"{shop}.tsv").read_text(encoding="utf-8").splitlines():
        text, _tab, named = line.partition("\t")
        yield text, {frozenset(one.split(" / ")) for one in named.split(" + ") if one}


def _found(names: Names, text: str) -> set[Named]:
    return {frozenset(product.name for product in one.products) for one in names.find(text)}


def test_of_what_is_found_nine_in_ten_are_right_and_of_what_is_said_nine_in_ten_are_found() -> None:
    right = wrong = missed = 0
    for shop in SHOPS:
        names = _names(shop)
        for text, told in _rows(shop):
            found = _found(names, text)
            right, wrong, missed = right + len(found & told), wrong + len(found - told), missed + len(told - found)
            if found != told:
                print(f"{shop}: {text}\n  found {sorted(map(sorted, found))}, told {sorted(map(sorted, told))}")
    print(f"found {right + wrong}, {right} of them right; {right} of {right + missed} found")
    assert right / (right + wrong) >= 0.9 and right / (right + missed) >= 0.9


@pytest.mark.parametrize("shop", SHOPS)
def test_what_the_rows_tell_is_on_the_list(shop: str) -> None:
    known = {one.name for one in lists.read((ROWS / f"{shop}.txt").read_text(encoding="utf-8"))}
    assert {name for _text, told in _rows(shop) for one in told for name in one} <= known
