"""What a text names, as it was written: in three languages, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.triage import finding
from mostrador.triage.finding import Found, find
from tests.triage import dev_rows


@pytest.mark.parametrize(
    ("text", "sort", "told"),
    [
        ("¿Dónde está el pedido 4821?", "order_numbers", ("4821",)),
        ("where's #55091, ref HB-5501?", "order_numbers", ("55091", "HB-5501")),
        ("cadê minha encomenda 66120", "order_numbers", ("66120",)),
        ("me cobraron $5.400 y eran 39,90 €", "amounts", ("$5.400", "39,90 €")),
        ("foi R$ 27,90 ou 30 reais?", "amounts", ("R$ 27,90", "30 reais")),
        ("la entrega del lunes pásala al 12 de mayo", "days", ("lunes", "12 de mayo")),
        ("entrega na sexta ou até quinta", "days", ("sexta", "quinta")),
        ("compré el 3/4 y llegó ayer", "days", ("3/4", "ayer")),
        ("¿Mandáis a Menorca?", "places", ("Menorca",)),
        ("do you ship wine to Northern Ireland", "places", ("Northern Ireland",)),
        ("faz entrega em Niterói ou na rua das Acácias 40", "places", ("Niterói", "rua das Acácias 40")),
        ("escríbeme a ana@casa.example", "mails", ("ana@casa.example",)),
        ("llámame al 600 123 456", "phones", ("600 123 456",)),
    ],
)
def test_is_found_as_it_was_written(text: str, sort: str, told: tuple[str, ...]):
    assert getattr(find(text), sort) == told


@pytest.mark.parametrize(
    "text",
    [
        "un 6/10, correcto",
        "graças a Deus chegou",
        "se lo di a Carmen",
        "a quinta vez que ligo e a segunda garrafa",
        "hacedme caso, por favor",
        "son 12.500,00 en total por 3 x 4.200,00",
    ],
)
def test_names_nothing_that_only_looks_like_it(text: str):
    assert find(text) == Found()


def test_a_telephone_is_no_order_and_an_order_no_telephone():
    found = find("mi número 600 123 456, pedido 600123457")
    assert (found.phones, found.order_numbers) == (("600 123 456",), ("600123457",))


PARTS = (
    "pedido 4821", "600 123 456", "39,90 €", "el lunes", "na sexta", "3/4", "https://a.example/9", "bit.ly/x7",
    "tienda.com", "ana@casa.example", "a Menorca", "hola", "ref AB-123", "٤ euros", "calle Mayor 7", ".", "#", "6/10",
)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=6).map(" ".join))
def test_what_is_skipped_would_have_found_nothing(text: str) -> None:
    """No figure, no sign of a mail or a link: the patterns that need one are not asked."""
    assert find(text) == _asked_all(text)


def test_no_row_of_the_learning_data_is_told_otherwise() -> None:
    for language in dev_rows.LANGUAGES:
        for row in dev_rows.rows(language):
            assert find(row.text) == _asked_all(row.text)


@pytest.mark.parametrize("word", f"{finding._MONTHS}|{finding._WEEKDAYS}|{finding._SOON}".split("|"))
def test_each_word_of_a_day_is_found(word: str) -> None:
    said = f"12 {word}" if word in finding._MONTHS.split("|") else word
    assert find(f"ok {said.upper()}, vale").days == (said.upper(),)


def _asked_all(text: str) -> Found:
    """The same with every pattern asked."""
    bare = finding._MAIL.sub(" ", text)
    numbered = finding.LINK.sub(" ", finding._PHONE.sub(finding._unless_one_number, bare))
    orders, phones = finding._each(finding._ORDER, numbered), finding._each(finding._PHONE, bare)
    return Found(
        order_numbers=orders, amounts=finding._each(finding.AMOUNT, bare),
        days=finding._each(finding._DAY, finding._RATING.sub(" ", bare)),
        places=finding._each(finding._PLACE, bare), links=finding._each(finding.LINK, bare),
        mails=finding._each(finding._MAIL, text), phones=tuple(one for one in phones if one not in orders),
    )  # fmt: skip
