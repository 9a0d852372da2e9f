"""Two workers at one step of the ladder: whoever stands there is called once, and the next step waits once."""

from functools import partial
from pathlib import Path

import pytest

from mostrador.accounts.models import Role
from mostrador.inbox.models import Call, Promise
from mostrador.journeys import climbing
from mostrador.kit.models import Job
from tests import cast
from tests.journeys.test_several_workers import together
from tests.journeys.vidriera import under_the_plan

__all__ = ["under_the_plan"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_a_step_that_two_workers_climb_calls_once(under_the_plan: Path) -> None:
    leo = cast.a_member("Leo", Role.MANAGER)
    cast.a_member("Ana", Role.OWNER)
    cast.hears(cast.a_door("web_chat"), "¿A cuánto está el godello?")
    promise = Promise.objects.get(about="answer")
    before = Job.objects.count()
    together(*[partial(climbing.climb, promise_id=promise.pk, step=0)] * 3)
    assert Call.objects.get(why=Call.Why.RUNG).member == leo
    assert Job.objects.filter(name="journeys.climbing.climb").count() == 1 and Job.objects.count() > before
