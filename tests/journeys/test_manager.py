"""They ask for the manager, in any words: somebody with a name has it, and they are told who and until when."""

from pathlib import Path

import pytest

from mostrador.accounts.models import Member
from mostrador.inbox.models import Call, Case, Message
from mostrador.kit import jobs
from mostrador.plan.models import Receipt
from tests.cast import a_connection
from tests.journeys.test_inbound import Post, said
from tests.journeys.vidriera import ana, leo, marta, under_the_plan

__all__ = ["ana", "leo", "marta", "under_the_plan"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("under_the_plan")]
ASKS = "Quiero hablar con alguien que decida, por favor."


@pytest.fixture
def post(tmp_path: Path, ana: Member, leo: Member, marta: Member) -> Post:
    return Post(tmp_path, a_connection("web_chat"))


def hears(post: Post, text: str = ASKS, id: str = "1") -> Case:
    post.brings(said(text, id=id))
    post.opens()
    while jobs.run_next():
        pass
    return Case.objects.select_related("owner").latest("pk")


def test_the_owner_has_it_within_the_limit_and_the_customer_knows_the_name_and_the_time(
    post: Post, ana: Member
) -> None:
    """S1.11, on "quiero hablar con alguien que decida"."""
    case = hears(post)
    theirs, ours = Message.objects.get(direction="in"), Message.objects.get(direction="out")
    assert theirs.line == "L02" and case.owner == ana and case.asks_for_manager
    assert Call.objects.get(why=Call.Why.MANAGER).member == ana
    assert ours.automatic and "automático" in ours.text and "Ana" in ours.text and "antes de" in ours.text
    promise = case.promises.get(about="answer")
    assert promise.state == "running" and promise.line == "L02"
    assert {one.ground for one in Receipt.objects.all()} == {Receipt.Ground.PLAN}
    assert case.state == Case.State.WAITING_US  # a machine's words stop no clock


def test_an_owner_who_is_away_has_a_stand_in_and_that_name_is_told(post: Post, ana: Member, leo: Member) -> None:
    Member.objects.filter(pk=ana.pk).update(away=True)
    case = hears(post)
    assert case.owner == leo and "Leo" in Message.objects.get(direction="out").text


def test_asking_twice_is_answered_by_the_machine_once(post: Post) -> None:
    hears(post)
    hears(post, "¡Que venga el encargado!", "2")
    assert Message.objects.filter(direction="out", automatic=True).count() == 1


def test_whoever_is_off_shift_is_replaced_at_once(post: Post, marta: Member, leo: Member, ana: Member) -> None:
    """S1.7: the owner of the thread is off shift, and when a message arrives the stand-in has it."""
    hears(post, "¿A cuánto está el godello?")
    Case.objects.update(owner=marta)
    Member.objects.filter(pk=marta.pk).update(away=True, stand_in=leo)
    case = hears(post, "¿Y el albariño?", "2")
    assert case.owner is not None and case.owner != marta
