"""What the plan asks for at each level of a crisis: the house does it, calls for it, or a person ticks it off."""

from pathlib import Path

import pytest
import time_machine

from mostrador.accounts.models import Member
from mostrador.journeys.crisis import calling, leading
from mostrador.listening.models import Step
from mostrador.plan import keeping
from tests.journeys.test_calling import Telephones, telephones
from tests.journeys.test_crisis import HARM, come, now, pass_by, post, team, the_crisis
from tests.journeys.test_inbound import Post
from tests.journeys.vidriera import ana, leo, marta, under_the_plan

__all__ = ["ana", "leo", "marta", "now", "post", "team", "telephones", "under_the_plan"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("under_the_plan")]


def test_every_act_of_a_level_is_done_by_the_house_or_is_a_tick_that_cites_the_plan(
    post: Post, now: time_machine.Traveller, leo: Member, under_the_plan: Path
) -> None:
    come(post, *"abcde")
    pass_by(now, minutes=1)
    crisis = the_crisis()
    assert leading.by_people(crisis) == ["common_reply"], "the house itself watches"
    leading.tick(crisis, "common_reply", by=leo)
    step = crisis.steps.get(what=Step.What.DONE)
    assert (step.words, step.line, step.role, step.plan_hash) == (
        "common_reply", "crisis.level_1", "cm", keeping.current().hash,
    )  # fmt: skip
    assert the_crisis().acted_at is not None, "who leads has begun to act"
    for number, level in enumerate(keeping.current().crisis.levels, 1):
        crisis.level = number
        here = {word for act in level.do for word in (act.word, str(act))}
        assert here & leading.BY_HOUSE or leading.by_people(crisis)
        asked = {*leading.by_people(crisis), *(leading.BY_PEOPLE.get(one, "") for one in leading.by_people(crisis))}
        assert all(act.word in leading.BY_HOUSE or str(act) in asked for act in level.do)


def test_the_note_is_asked_for_each_hour_until_the_crisis_ends(
    post: Post, now: time_machine.Traveller, telephones: Telephones, ana: Member
) -> None:
    come(post, "lucia", text=HARM)
    pass_by(now, minutes=5)
    leading.take(the_crisis(), by=ana)
    before = len(telephones.said)
    pass_by(now, minutes=60)
    assert telephones.rang()[before:] == ["ana"]
    pass_by(now, minutes=20)
    blanks = {"producto": "Mencía", "teléfono": "981 000 000", "hora": "18:00"}
    leading.note(the_crisis(), leading.holding()["h3"], blanks, next_at=None, by=ana)
    pass_by(now, minutes=50)
    assert telephones.rang()[before:] == ["ana"], "the next is due an hour after the last"
    pass_by(now, minutes=15)
    assert telephones.rang()[before:] == ["ana", "ana"]
    leading.stand_down(the_crisis(), words="Falsa alarma.", by=ana)
    pass_by(now, hours=3)
    assert len(telephones.rang()) == before + 2


def test_notify_in_a_level_calls_whom_it_names_and_once(
    post: Post, now: time_machine.Traveller, telephones: Telephones, under_the_plan: Path
) -> None:
    text = under_the_plan.read_text("utf-8")
    under_the_plan.write_text(text.replace("do: [watch, common_reply]", "do: [watch, notify: dueña]"), "utf-8")
    come(post, *"abcde")
    pass_by(now, minutes=1)
    assert sorted(telephones.rang()) == ["ana", "leo"]
    calling.let_know(crisis_id=the_crisis().pk, role="dueña")
    assert sorted(telephones.rang()) == ["ana", "leo"], "a job that comes twice calls once"
