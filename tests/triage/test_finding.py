"""What a text names, as it was written: in three languages, and what only looks like it."""

import pytest

from mostrador.triage.finding import Found, find


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
