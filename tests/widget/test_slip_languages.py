"""The receipt speaks the language of the conversation, by one rule, unless its reader chose another on the page."""

import pytest
from django.test import Client

from mostrador.doors.models import Door
from mostrador.inbox import slipping
from mostrador.inbox.models import Slip
from mostrador.journeys import slip_telling
from tests import cast
from tests.widget.conftest import house_opens
from tests.widget.test_slip import door, look, reachable, reply, slip

__all__ = ["door", "reachable", "slip"]
pytestmark = pytest.mark.django_db


def test_it_speaks_their_language(slip: Slip, reachable: None) -> None:
    slip.case.person.language = "en"
    slip.case.person.save()
    assert "Your receipt" in reply("Sure.").text
    assert "Lucia, Leo has your order" in look(slip)


def test_no_browser_decides_what_it_speaks_and_they_may_choose(slip: Slip, reachable: None) -> None:
    english = Client(headers={"accept-language": "en"})
    assert "Lucia, tu pedido lo tiene Leo" in look(slip, english), "they wrote in Spanish"
    chosen = english.get(f"/r/{slip.token}?lang=pt").content.decode()
    assert '<html lang="pt"' in chosen and f'action="/r/{slip.token}?lang=pt"' in chosen
    assert chosen.count('aria-current="true"') == 1 and 'href="?lang=es" lang="es"' in chosen
    taken = english.post(f"/r/{slip.token}?lang=pt", {"text": "Chegou?", "number": "pt-1"})
    assert taken["Location"] == f"/r/{slip.token}?lang=pt&taken#end"
    house_opens()
    assert slip_telling.language_of(slip.case) == "es", "a choice on the page is for the page"
    assert '<html lang="es"' in english.get(f"/r/{slip.token}?lang=xx").content.decode()


def test_who_writes_in_another_language_than_the_shops_is_told_in_theirs(door: Door, reachable: None) -> None:
    cast.hears(
        door, "Hello, when does my order arrive? It has been a week already.", author="john", need="order_status"
    )
    case = cast.the_case()
    assert not case.person.language and "Your receipt" in reply("Sure, it is on its way.").text
    assert '<html lang="en"' in Client().get(f"/r/{slipping.slip_of(case).token}").content.decode()
