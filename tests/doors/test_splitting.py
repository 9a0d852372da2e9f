"""Cutting long texts: where people would, and never through what they see as one sign."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mostrador.doors.platforms.splitting import pieces, utf16_units

SIGNS = [
    "👩‍👩‍👧‍👦", "🇪🇸", "🇵🇹", "👍🏽", "❤️", "1️⃣", "é", "e\u0301", "ñ", "n\u0303",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "한", "\u1112\u1161\u11ab", "क्षि", "🧑🏿‍🚀", "\r\n", "a\u0300\u0301\u0302", "👨‍👩‍👧",
]  # fmt: skip


class TestPlaces:
    @pytest.mark.parametrize(
        ("text", "limit", "expected"),
        [
            ("corto", 10, ["corto"]),
            ("uno dos. tres\n\ncuatro cinco", 20, ["uno dos. tres", "cuatro cinco"]),
            ("primera línea\nsegunda línea", 20, ["primera línea", "segunda línea"]),
            ("Hola a todos. Adiós a todos.", 20, ["Hola a todos.", "Adiós a todos."]),
            ("palabra palabra palabra", 16, ["palabra palabra", "palabra"]),
            ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
            ("abcd efgh", 4, ["abcd", "efgh"]),
            ("", 4, [""]),
            ("  \n ", 4, [""]),
        ],
    )
    def test_are_the_best_there_are(self, text: str, limit: int, expected: list[str]):
        assert pieces(text, limit=limit) == expected


class TestSigns:
    @pytest.mark.parametrize("sign", SIGNS)
    @pytest.mark.parametrize("limit", [16, 17, 18, 19, 23])
    def test_are_never_cut(self, sign: str, limit: int):
        if sign.isspace():
            return
        for piece in pieces(sign * 40, limit=limit, length=utf16_units):
            assert utf16_units(piece) <= limit
            assert len(piece) % len(sign) == 0
            assert piece == sign * (len(piece) // len(sign))

    def test_longer_than_a_whole_part_are_cut_all_the_same(self):
        zalgo = "a" + "\u0301" * 50
        assert "".join(pieces(zalgo, limit=10)) == zalgo


@given(text=st.text(max_size=300) | st.lists(st.sampled_from([*SIGNS, " ", ". ", "\n", "hola"])).map("".join))
@settings(max_examples=200, deadline=None)
def test_every_piece_fits_and_no_word_is_lost(text: str):
    text = text.encode("utf-8", "ignore").decode()
    found = pieces(text, limit=24, length=utf16_units)
    assert all(utf16_units(piece) <= 24 for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())
