"""What we keep of somebody stands under the plan: a source, an end, a receipt; what they allow ends in one tap."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from mostrador.accounts.models import Member, Role
from mostrador.doors.models import Door
from mostrador.inbox.models import Case, CaseEnd
from mostrador.people.models import Consent, Fact, Person
from mostrador.plan.models import Given, Noted, Receipt
from tests import cast
from tests.desk.conftest import SignedIn
from tests.journeys.vidriera import under_the_plan

__all__ = ["under_the_plan"]
pytestmark = pytest.mark.usefixtures("under_the_plan")


@pytest.fixture
def leo(db: None) -> Member:
    return cast.a_member("Leo", Role.MANAGER, language="es")


@pytest.fixture
def case(db: None) -> Case:
    cast.hears(cast.a_door("web_chat"), "Quiero seis botellas de godello", need="buy")
    return cast.the_case()


def does(enters: SignedIn, by: Member, path: str, told: dict[str, str]) -> str:
    return unescape(enters(by).post(path, told, follow=True).content.decode())


def allows(enters: SignedIn, by: Member, case: Case, **told: str) -> str:
    return does(enters, by, reverse("desk:consents", args=[case.person_id]), told)


def test_a_fact_without_a_source_is_not_kept_and_one_with_it_has_a_receipt(
    enters: SignedIn, leo: Member, case: Case
) -> None:
    """G7 of the example: only what is needed, with its origin, for 24 months."""
    url = reverse("desk:facts", args=[case.person_id])
    assert "sin eso no se guarda" in does(enters, leo, url, {"quote": "Le gusta el godello"})
    late = (timezone.localdate() + timedelta(days=800)).isoformat()
    told = {"quote": "Le gusta el godello", "source": "en la tienda"}
    assert "24 meses como mucho" in does(enters, leo, url, {**told, "expires_on": late})
    assert not Fact.objects.exists() and not Receipt.objects.exists()
    does(enters, leo, url, told)
    assert Fact.objects.get().source == "en la tienda"
    receipt = Receipt.objects.get()
    assert (receipt.act, receipt.role, receipt.case, receipt.why) == ("fact", "cm", case, "en la tienda")


def test_age_is_noted_with_its_source_and_opens_the_gate_until_it_is_taken_back(
    enters: SignedIn, leo: Member, case: Case
) -> None:
    wine = {"kind": "gesture", "amount": "9", "why": "por la rotura", "key": "k1", "thing": "wine"}
    give = reverse("desk:given", args=[case.pk])
    assert "mayores de 18" in does(enters, leo, give, wine) and not Given.objects.exists()
    page = enters(leo).get(reverse("desk:person", args=[case.person_id])).content.decode()
    assert "Permisos y edad" in page and "No consta." in page
    allows(enters, leo, case, what="adult", how="give", source="carné, en la tienda")
    page = enters(leo).get(reverse("desk:person", args=[case.person_id])).content.decode()
    assert "carné, en la tienda" in page and "lo anotó Leo" in page
    does(enters, leo, give, wine)
    assert Given.objects.get().thing == "wine"
    page = allows(enters, leo, case, what="adult", how="back")
    assert "Retirado" in page
    does(enters, leo, give, {**wine, "key": "k2"})
    assert Given.objects.count() == 1
    acts = Receipt.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["consent", "gesture", "consent_taken_back"]


def test_consent_without_a_source_is_none(enters: SignedIn, leo: Member, case: Case) -> None:
    allows(enters, leo, case, what="marketing", how="give", source=" ")
    assert not Consent.objects.exists()


def test_who_only_looks_notes_nothing(enters: SignedIn, vera: Member, case: Case) -> None:
    told = {"what": "adult", "how": "give", "source": "x"}
    answer = enters(vera).post(reverse("desk:consents", args=[case.person_id]), told)
    assert answer.status_code == 403 and not Consent.objects.exists()


@pytest.mark.parametrize("door", ["whatsapp", "web_chat"])
def test_an_order_taken_by_hand_stands_under_the_law_too(enters: SignedIn, leo: Member, door: str) -> None:
    heard = cast.hears(cast.a_door(door), "Quiero seis botellas de godello", need="buy")
    assert heard is not None
    case = cast.the_case()
    noted = Noted.objects.create(
        case=case, person=case.person, message=heard, kind="orders", act="open: order", line="L06", plan_hash="x",
        at=timezone.now(),
    )  # fmt: skip
    url = reverse("desk:noted", args=[noted.pk])
    does(enters, leo, url, {"how": "done"})
    noted.refresh_from_db()
    assert noted.state == "waiting"
    allows(enters, leo, case, what="adult", how="give", source="carné")
    does(enters, leo, url, {"how": "done"})
    noted.refresh_from_db()
    assert (noted.state == "done") is (door == "web_chat")  # no wine is sold in WhatsApp, of age or not


PUT_AWAY = [("no_answer", "advert"), ("no_answer", "machine"), ("end", "advert"), ("end", "thanks")]


@pytest.mark.parametrize(("form", "why"), PUT_AWAY)
def test_criticism_is_put_away_under_no_other_name(enters: SignedIn, leo: Member, form: str, why: str) -> None:
    cast.hears(cast.a_door("web_chat"), "Llegó roto y nadie contesta", need="complaint")
    case = cast.the_case()
    page = does(enters, leo, reverse(f"desk:{form}", args=[case.pk]), {"why": why})
    case.refresh_from_db()
    assert "se contesta, no se aparta" in page and case.state != Case.State.DONE and not CaseEnd.objects.exists()
    does(enters, leo, reverse("desk:need", args=[case.pk]), {"kind": "spam"})  # a person read it: it was none
    does(enters, leo, reverse(f"desk:{form}", args=[case.pk]), {"why": why})
    case.refresh_from_db()
    assert case.state == Case.State.DONE


def test_criticism_is_hidden_by_nobody(enters: SignedIn, ana: Member, door: Door) -> None:
    heard = cast.hears(door, "Inútiles, llegó roto", need="complaint")
    assert heard is not None
    case = cast.the_case()
    noted = Noted.objects.create(
        case=case, person=Person.objects.get(), message=heard, kind="posts", act="hide: insult", line="L03",
        plan_hash="x", at=timezone.now(),
    )  # fmt: skip
    does(enters, ana, reverse("desk:noted", args=[noted.pk]), {"how": "done"})
    noted.refresh_from_db()
    assert noted.state == "waiting"
