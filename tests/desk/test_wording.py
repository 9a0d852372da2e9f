"""How somebody is called when they gave no name, or one that is no person's."""

import pytest
from django.utils import translation

from mostrador.accounts.models import Member
from mostrador.desk import wording
from mostrador.doors.models import Door
from mostrador.people.models import Person
from tests import cast
from tests.desk.conftest import SignedIn


@pytest.mark.parametrize(
    ("name", "spoken_to"),
    [
        ("Lucía Ferrer", "Lucía"), ("Hotel As Burgas", "Hotel As Burgas"), ("+34 612 40 88 15", "+34 612 40 88 15"),
        ("La Tahona", "La Tahona"), ("eva@correo.test", "eva"),
    ],
)  # fmt: skip
def test_a_house_is_spoken_to_by_its_whole_name(name: str, spoken_to: str) -> None:
    assert wording.first_name(name) == spoken_to


@pytest.mark.parametrize(
    ("address", "called"),
    [
        ("v:e554f9e33a506a47", "Visitante · Chat"), ("700102", "Visitante · Chat"),
        ("+34 612 40 88 15", "+34 612 40 88 15"), ("@eva", "@eva"), ("eva@correo.test", "eva@correo.test"),
    ],
)  # fmt: skip
def test_who_has_no_name_is_called_by_what_one_can_read(address: str, called: str) -> None:
    with translation.override("es"):
        assert wording.called("", address=address, door="Chat") == called


def test_no_page_shows_the_id_of_a_machine(leo: Member, door: Door, enters: SignedIn) -> None:
    cast.hears(door, "hola", author="v:e554f9e33a506a47")
    person = Person.objects.get()
    Person.objects.update(name="")
    for url in ("/", "/inbox/", "/people/", f"/people/{person.pk}/"):
        page = enters(leo).get(url).content.decode()
        assert "Visitante" in page, url
        assert "e554f9" not in page, url
        assert ">VP<" not in page, url  # a figure stands there, not letters
