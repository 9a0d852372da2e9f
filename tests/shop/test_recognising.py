"""Where a text names what is sold: by its own and other names, in any number, nearly as written; and where not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.shop import wording
from mostrador.shop.recognising import NOTHING, Names, Sighting, Sold

SHELF = [
    Sold(1, "Godello Louro 2022", also=("el louro",)),
    Sold(2, "Vino tinto de la casa"),
    Sold(3, "Camiseta básica azul talla M", reference="CB-101"),
    Sold(4, "Viña Mar 2018"),
    Sold(5, "Viña Mar 2019"),
    Sold(6, "Queso de Arzúa", also=("queso",)),
    Sold(7, "Queso de Cebreiro", also=("queso",)),
    Sold(8, "Bolo de cenoura"),
    Sold(9, "Wireless charger"),
    Sold(10, "Cartera"),
    Sold(11, "Pastel de nata", reference="8412345678901"),
    Sold(12, "Pan"),
]
NAMES = Names(SHELF)


def said(text: str) -> list[tuple[str, list[int]]]:
    return [(one.words, [product.id for product in one.products]) for one in NAMES.find(text)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("¿Os queda GODELLO LOURO?", [("GODELLO LOURO", [1])]),
        ("el godelo louro del 22 me gustó", [("godelo louro", [1])]),
        ("¿y el Louro?", [("el Louro", [1])]),
        ("ponme dos vinos tintos de la casa", [("vinos tintos de la casa", [2])]),
        ("la camiseta basica azul en grande", [("camiseta basica azul", [3])]),
        ("the CB-101, please", [("CB-101", [3])]),
        ("¿a cuánto está el viña mar?", [("viña mar", [4, 5])]),
        ("viña mar 2019", [("viña mar 2019", [5])]),
        ("quesos Arzúa y quesos del Cebreiro", [("quesos Arzúa", [6]), ("quesos del Cebreiro", [7])]),
        ("quero dois bolos de cenoura", [("bolos de cenoura", [8])]),
        ("are the wireless chargers back?", [("wireless chargers", [9])]),
        ("dos carteras", [("carteras", [10])]),
        ("tem pastéis de nata?", [("pastéis de nata", [11])]),
        ("el 8412345678901 no pasa por caja", [("8412345678901", [11])]),
    ],
)
def test_is_found(text: str, told: list[tuple[str, list[int]]]) -> None:
    assert said(text) == told


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("¿tenéis queso?", "two are called so besides their names"),
        ("un vino tinto", "a part of a name"),
        ("llegó el cartero", "another word"),
        ("una empanada y una panera", "inside other words"),
        ("mi número es 841234567", "no reference"),
        ("la viña y el mar", "other words between"),
        ("un louro", "a little word stands in the name, and is not said"),
    ],
)
def test_is_not_found(text: str, why: str) -> None:
    assert said(text) == [], why


def test_little_words_are_no_names_and_no_word_is_cut_to_one() -> None:
    names = Names([Sold(1, "Sose"), Sold(2, "Por"), Sold(3, "Pores", also=("Mise",)), Sold(4, "Té verde")])
    assert names.find("so, por mis cosas, te lo digo") == ()
    assert [one.words for one in names.find("un té verde y sose")] == ["té verde", "sose"]


def test_the_longest_name_is_meant() -> None:
    names = Names([Sold(1, "Vino"), Sold(2, "Vino tinto"), Sold(3, "Tinto de la casa del mar")])
    found = names.find("vino tinto de la casa del mar, o vino, o vino tinto")
    assert [(one.words, one.products[0].id) for one in found] == [
        ("vino", 1), ("tinto de la casa del mar", 3), ("vino", 1), ("vino tinto", 2),
    ]  # fmt: skip


def test_letters_changed_about_are_forgiven_anywhere() -> None:
    names = Names([Sold(1, "Chain lube"), Sold(2, "Wireless charger")])
    assert [one.words for one in names.find("chian lube, wireless chagrer")] == ["chian lube", "wireless chagrer"]


def test_what_tells_more_is_meant() -> None:
    names = Names([Sold(1, "Kestrel 200", also=("the kestrel",)), Sold(2, "Kestrel 400", also=("the kestrel",))])
    assert [one.products[0].id for one in names.find("is the kestrel 400 in stock?")] == [2]


@pytest.mark.parametrize(
    "two",
    ["limón limones", "limão limões", "tomate tomates", "bombom bombons", "pastel pastéis", "cherry cherries",
     "luz luces", "arroz arroces", "glass glasses", "box boxes", "barril barris", "azul azuis", "pan panes",
     "gris grises", "pão pães", "flor flores", "reloj relojes", "homem homens", "lençol lençóis",
     "jersey jerseys", "anel anéis"],
)  # fmt: skip
def test_one_and_many_are_one_word(two: str) -> None:
    one, many = wording.words(two)
    assert one.stem == many.stem


@pytest.mark.parametrize("two", ["copa copo", "cartera cartero", "caso casa", "mesa mes", "vino viña", "pera perra"])
def test_what_is_something_else_is_not(two: str) -> None:
    one, other = wording.words(two)
    assert one.stem != other.stem and not (len(one.stem) > 4 and wording.mistyped(one.stem, other.stem))


@given(st.text(max_size=200))
def test_any_text_is_read_and_found_words_stand_in_it(text: str) -> None:
    assert all(one.words in text for one in NAMES.find(text))
    assert NOTHING.find(text) == ()


@given(
    st.sampled_from(SHELF), st.sampled_from(["", "hola, ", "do you have "]), st.sampled_from(["", "?", " por favor"])
)
def test_every_name_is_found_as_the_shop_writes_it(one: Sold, before: str, after: str) -> None:
    assert one in NAMES.find(f"{before}{one.name}{after}")[0].products
    assert not [each for each in NAMES.find(f"{before}x{one.name}") if each == Sighting(one.name, (one,))]
