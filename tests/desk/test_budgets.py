"""What a page may cost in queries, whatever stands on it."""

import pytest
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.desk import house_state
from mostrador.doors.models import Door
from mostrador.inbox.models import Case
from mostrador.listening import standing
from tests import cast
from tests.desk.conftest import SignedIn

# Two of each are the session and its member; two, whether there is a crisis and what ails the house, are asked every
# few seconds at most and are counted here. Three of today are who asks, what is written down, and the latest of it.
BUDGETS = {"today": 14, "inbox": 13, "people": 8, "search": 11, "doors": 14}


@pytest.fixture
def crowd(door: Door) -> None:
    for number in range(30):
        cast.hears(door, f"Mensaje {number}", author=f"persona{number}", asks_for_manager=number < 2)


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("name", BUDGETS)
def test_a_page_of_many_costs_as_much_as_a_page_of_few(
    name: str, ana: Member, enters: SignedIn, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]  # hypothesis and fixtures give what the names say
    desk = enters(ana)
    standing.forget()
    house_state.forget()
    with django_assert_max_num_queries(BUDGETS[name]):
        assert desk.get(reverse(f"desk:{name}"), {"q": "mensaje"} if name == "search" else {}).status_code == 200


@pytest.mark.usefixtures("crowd")
def test_the_page_of_an_errand_has_a_budget(
    door: Door, leo: Member, enters: SignedIn, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]  # hypothesis and fixtures give what the names say
    for number in range(60):
        cast.hears(door, f"Otra cosa {number}", author="persona3", attachments=())
    case = Case.objects.get(person__name="Persona3")
    desk = enters(leo)
    desk.get(reverse("desk:case", args=[case.pk]))  # the first look writes that it looked
    standing.forget()
    house_state.forget()
    # What was given in it, what is left of the month, what was asked, what was done, what they need, what is written
    # down, and whether the law tells one gesture from another for them are one each.
    with django_assert_max_num_queries(40):
        assert desk.get(reverse("desk:case", args=[case.pk])).status_code == 200
