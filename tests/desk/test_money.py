"""Amounts as people write them, in every language's marks."""

import pytest

from mostrador.desk import money
from mostrador.plan import keeping


@pytest.mark.parametrize(
    ("written", "coins"),
    [
        ("25", 2500), ("25,50 €", 2550), ("8.5", 850), ("1.000", 100_000), ("1.250 €", 125_000), ("1,250", 125_000),
        ("1.250,50", 125_050), ("1,250.50", 125_050), ("1.000.000", 100_000_000), ("1 250,5", 125_050), ("0,01", 1),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_meant(written: str, coins: int) -> None:
    assert money.read(written, keeping.current()) == coins


@pytest.mark.parametrize("written", ["", "0", "-5", "1.00.00", "1.250.5", "1,2,3", "12.3456", "veinte", "1e3", "٣x"])
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(money.NotAnAmount):
        money.read(written, keeping.current())
