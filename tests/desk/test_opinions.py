"""The machine's opinion of a message, overridable in one tap; and the page that says how often it was."""

import pytest
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox.models import Message
from mostrador.triage.models import Correction
from tests import cast
from tests.desk.conftest import SignedIn


@pytest.fixture
def message(door: Door) -> Message:
    found = cast.hears(door, "Muchas gracias por todo", need="complaint")
    assert found is not None
    return found


def address(message: Message) -> str:
    return reverse("desk:opinion", args=[message.pk])


def test_one_tap_overrides_and_one_takes_it_back(message: Message, leo: Member, enters: SignedIn) -> None:
    desk = enters(leo)
    page = desk.get(address(message)).content.decode()
    assert "Muchas gracias por todo" in page and "90\xa0% de certeza" in page
    assert desk.post(address(message), {"about": "need", "value": "praise"}).status_code == 303
    row = Correction.objects.get()
    after = desk.get(address(message)).content.decode()
    assert f'name="undo" value="{row.pk}"' in after and "Leo dice otra cosa" in after
    assert cast.the_case().kind == "praise"
    assert desk.post(address(message), {"undo": row.pk}).status_code == 303
    assert cast.the_case().kind == "complaint" and not Correction.objects.exists()


def test_saying_that_it_is_right_keeps_a_row_for_each_thing(message: Message, leo: Member, enters: SignedIn) -> None:
    enters(leo).post(address(message), {"right": "1"})
    assert Correction.objects.count() == 5 and all(row.confirms for row in Correction.objects.all())


def test_the_tap_on_the_errand_keeps_a_row_too(message: Message, leo: Member, enters: SignedIn) -> None:
    desk = enters(leo)
    desk.post(reverse("desk:need", args=[message.case_id]), {"kind": "praise"})
    row = Correction.objects.get()
    assert (row.message_id, row.machine, row.said) == (message.pk, "complaint", "praise")
    undo = desk.post(address(message), {"undo": row.pk}, headers={"HX-Request": "true"})
    assert undo.status_code == 200 and f"case-{message.case_id}" in undo.content.decode()
    assert cast.the_case().kind == "complaint"


@pytest.mark.parametrize("told", [{"about": "need", "value": "nonsense"}, {"about": "", "value": ""}])
def test_nonsense_is_refused(message: Message, leo: Member, enters: SignedIn, told: dict[str, str]) -> None:
    assert enters(leo).post(address(message), told).status_code == 400


def test_a_viewer_corrects_nothing(message: Message, vera: Member, enters: SignedIn) -> None:
    assert enters(vera).get(address(message)).status_code == 403


def test_a_message_of_a_door_one_does_not_see_is_not_there(
    message: Message, ana: Member, leo: Member, enters: SignedIn
) -> None:
    message.door.members.add(ana)
    assert enters(leo).get(address(message)).status_code == 404


def test_the_owner_sees_how_often_it_was_wrong(message: Message, ana: Member, leo: Member, enters: SignedIn) -> None:
    desk: Client = enters(ana)
    assert "corregiste 0" in desk.get(reverse("desk:sorting")).content.decode()
    enters(leo).post(address(message), {"about": "need", "value": "praise"})
    page = desk.get(reverse("desk:sorting")).content.decode()
    assert "corregiste 1" in page and "Queja" in page
    assert enters(leo).get(reverse("desk:sorting")).status_code == 403
