"""The list of what is sold: what is taken in, what is not and why, and what a second list changes."""

import pytest

from mostrador.accounts.models import Member, Role
from mostrador.kit.models import Event
from mostrador.shop import known, listing, lists
from mostrador.shop.listing import Told
from mostrador.shop.models import Product
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Member:
    return cast.a_member("Ana", Role.OWNER)


def take(text: str, by: Member) -> listing.Taken:
    return listing.take_in(lists.read(text), by=by)


def test_a_pasted_list_has_a_name_a_line(ana: Member) -> None:
    taken = take("Godello Louro\n\n- Mencía Algueira = algueira, la de Algueira\n3. Queso de Arzúa\n", ana)
    assert (taken.new, taken.refused) == (3, ())
    assert set(Product.objects.values_list("name", flat=True)) == {
        "Godello Louro", "Mencía Algueira", "Queso de Arzúa",
    }  # fmt: skip
    assert Product.objects.get(name="Mencía Algueira").also == ["algueira", "la de Algueira"]
    assert Event.objects.get(name="ProductsTakenIn").refs == {"new": 3, "changed": 0}


@pytest.mark.parametrize(
    "text",
    [
        "Nombre;Precio;Referencia;Otros nombres\nGodello Louro;18,50;GL-22;louro, el louro\n",
        "referencia,nombre,alias\nGL-22,Godello Louro,louro|el louro\n",
        "SKU\tName\tAlso\tStock\nGL-22\tGodello Louro\tlouro; el louro\t4\n",
        '\ufeffNome,Código,Outros nomes\r\n"Godello Louro",GL-22,"louro, el louro"\r\n',
    ],
)
def test_a_table_is_read_by_its_headers(text: str, ana: Member) -> None:
    assert take(text, ana).refused == ()
    product = Product.objects.get()
    assert (product.name, product.reference, product.also) == ("Godello Louro", "GL-22", ["louro", "el louro"])


def test_the_columns_that_are_not_read_are_told() -> None:
    assert lists.unread("nombre;precio;stock\nPan;1;2") == ["precio", "stock"]
    assert lists.unread("Pan\nQueso") == []


def test_a_cell_may_hold_separators_and_lines(ana: Member) -> None:
    take('name,price\n"Bag, small\nblue",3\nHat,4\n', ana)
    assert list(Product.objects.values_list("name", flat=True)) == ["Bag, small blue", "Hat"]


def test_what_is_not_taken_says_why_and_the_rest_is_taken(ana: Member) -> None:
    listing.keep(None, Told(name="Pan", reference="P-1"), by=ana)
    table = f"nombre,ref\nQueso,Q-1\nQUESO,Q-2\nTarta,P-1\n,Q-9\n{'a' * 121},\n123,\nFlan,\n"
    taken = take(table, ana)
    assert taken.new == 2
    assert [(one.told.line, one.why) for one in taken.refused] == [
        (3, listing.NameTaken.for_people), (4, listing.ReferenceTaken.for_people), (5, listing.NoName.for_people),
        (6, listing.TooLong.for_people), (7, listing.NoName.for_people),
    ]  # fmt: skip


def test_the_same_list_twice_changes_nothing_and_a_longer_one_adds(ana: Member) -> None:
    take("Godello Louro = louro", ana)
    assert take("godello  louro = LOURO", ana).changed == 1, "the name is written otherwise now"
    assert take("godello louro = louro", ana) == listing.Taken(new=0, changed=0, same=1, refused=())
    assert take("name,also,ref\ngodello louro,el de la flor,GL", ana).changed == 1
    product = Product.objects.get()
    assert (product.also, product.reference) == (["louro", "el de la flor"], "GL")


def test_one_is_changed_and_taken_off(ana: Member) -> None:
    pan = listing.keep(None, Told(name="Pan"), by=ana)
    queso = listing.keep(None, Told(name="Queso", reference="Q"), by=ana)
    with pytest.raises(listing.NameTaken):
        listing.keep(pan, Told(name="QUESO"), by=ana)
    with pytest.raises(listing.ReferenceTaken):
        listing.keep(pan, Told(name="Pan", reference="Q"), by=ana)
    listing.keep(queso, Told(name="Queso", also=("quesito", "QUESO"), reference="Q"), by=ana)
    assert Product.objects.get(pk=queso.pk).also == ["quesito"]
    listing.throw_away(pan, by=ana)
    assert not Product.objects.filter(pk=pan.pk).exists()
    assert list(Event.objects.filter(name__startswith="Product").values_list("name", flat=True)) == [
        "ProductKept", "ProductKept", "ProductKept", "ProductRemoved",
    ]  # fmt: skip


def test_a_change_is_known_to_whoever_looks_next(ana: Member) -> None:
    assert not known.names()
    take("Pan\nQueso", ana)
    known.forget()
    assert [one.words for one in known.names().find("pan con queso")] == ["pan", "queso"]
    listing.throw_away(Product.objects.get(name="Pan"), by=ana)
    known.forget()
    assert [one.words for one in known.names().find("pan con queso")] == ["queso"]


def test_twenty_thousand_are_enough(ana: Member) -> None:
    taken = take("\n".join(f"Camiseta {number}" for number in range(listing.MOST + 1)), ana)
    assert (taken.new, [one.why for one in taken.refused]) == (listing.MOST, [listing.TooMany.for_people])
    with pytest.raises(listing.TooMany):
        listing.keep(None, Told(name="Flan"), by=ana)
