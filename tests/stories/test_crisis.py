"""S2.14 and the acceptance of the plan: thresholds, a lead, a clock, a stand-in."""

from datetime import timedelta

import pytest

from mostrador.inbox.models import Call
from mostrador.listening.models import Crisis
from tests.stories.shop import Shop, plan_says, shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db
ANGRY = "Qué estafa de tienda, sois una vergüenza. No compréis aquí."
HARM = "Mi madre está en urgencias, vuestro vino la ha intoxicado."


def angry(shop: Shop, first: int, last: int) -> None:
    for number in range(first, last):
        shop.hears(ANGRY, who=f"p{number}", public=True, thread="post-1", at="instagram_com")


def test_s2_14_after_thirty_minutes_without_an_act_the_stand_in_is_called(shop: Shop) -> None:
    """Given the threshold is crossed, when 30 min pass with no act by the lead, then the stand-in is called."""
    angry(shop, 0, 5)
    shop.passes(minutes=1)
    crisis = Crisis.objects.get()
    assert crisis.level == 1 and crisis.lead == shop.team["Leo"]
    assert "brote" in shop.sees("Leo", "/").casefold()
    shop.passes(minutes=29)
    assert Crisis.objects.get().stand_in is None
    shop.passes(minutes=2)
    stand_in = Crisis.objects.get().stand_in
    assert stand_in is not None and stand_in.name in ("Marta", "Iker")
    assert stand_in.name in shop.sees("Ana", f"/crisis/{crisis.pk}/")
    assert not Call.objects.filter(member=shop.team["Ana"], why="crisis").exists()


def test_acceptance_the_fortieth_negative_author_raises_level_three(shop: Shop) -> None:
    """The 40th negative author in 2 h raises level 3; by the count alone, without the surge that is there first."""
    plan_says(shop, "surge: {ratio: 12, min_authors: 12}", "surge: {ratio: 900, min_authors: 12}")
    angry(shop, 0, 39)
    shop.passes(minutes=1)
    assert Crisis.objects.get().level == 2
    angry(shop, 39, 40)
    shop.passes(minutes=1)
    crisis = Crisis.objects.get()
    assert (crisis.level, crisis.authors) == (3, 40) and crisis.act_by - crisis.raised_at == timedelta(minutes=15)


def test_acceptance_one_credible_report_of_harm_does_so_alone(shop: Shop) -> None:
    shop.hears(HARM, who="rosa")
    shop.passes(minutes=1)
    crisis = Crisis.objects.get()
    assert (crisis.level, crisis.sign, crisis.lead) == (3, "health_risk", shop.team["Ana"])
