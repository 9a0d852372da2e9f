"""Who is away has nothing waiting in their name: the stand-in has it within the minute, on arrival and afterwards."""

import pytest

from mostrador.accounts import teaming
from mostrador.accounts.models import Member, Role
from mostrador.doors.models import Door
from mostrador.inbox.models import Case
from mostrador.kit import jobs
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def door() -> Door:
    return cast.a_door()


def goes_away(member: Member, stand_in: Member | None) -> None:
    teaming.describe(member, name=member.name, language="es", away=True, stand_in=stand_in)
    while jobs.run_next():
        pass


def test_what_arrives_while_the_owner_is_away_is_the_stand_ins_at_once(door: Door) -> None:
    eva = cast.a_member("Eva")
    leo = cast.a_member("Leo", stand_in=eva)
    cast.a_member("Iker")
    cast.hears(door, "¿Abrís hoy?")
    Case.objects.update(owner=leo)
    Member.objects.filter(pk=leo.pk).update(away=True)
    cast.hears(door, "¿Hola?")
    assert cast.the_case().owner == eva


def test_what_waits_is_handed_on_the_moment_somebody_goes(door: Door) -> None:
    eva, leo = cast.a_member("Eva"), cast.a_member("Leo")
    cast.a_member("Iker")
    cast.hears(door, "¿Abrís hoy?")
    Case.objects.update(owner=leo)
    goes_away(leo, eva)
    assert cast.the_case().owner == eva


def test_without_a_stand_in_the_next_who_is_there_has_it(door: Door) -> None:
    leo, iker = cast.a_member("Leo"), cast.a_member("Iker")
    cast.hears(door, "¿Abrís hoy?")
    Case.objects.update(owner=leo)
    goes_away(leo, None)
    assert cast.the_case().owner == iker
    goes_away(iker, None)
    assert cast.the_case().owner == iker, "nobody is there: it stays in sight under its name"


def test_a_stand_in_who_may_not_see_the_door_does_not_get_it(door: Door) -> None:
    leo, eva, iker = cast.a_member("Leo"), cast.a_member("Eva"), cast.a_member("Iker")
    door.members.set([leo, iker])
    cast.hears(door, "¿Abrís hoy?")
    Case.objects.update(owner=leo)
    goes_away(leo, eva)
    assert cast.the_case().owner == iker


def test_what_does_not_wait_for_us_stays(door: Door) -> None:
    eva, leo = cast.a_member("Eva"), cast.a_member("Leo")
    cast.hears(door, "¿Abrís hoy?")
    Case.objects.update(owner=leo)
    cast.says("Sí, a las 10.", by=leo)
    goes_away(leo, eva)
    assert cast.the_case().owner == leo


def test_who_leaves_the_team_is_covered_too(door: Door) -> None:
    ana, leo = cast.a_member("Ana", Role.OWNER), cast.a_member("Leo")
    cast.hears(door, "¿Abrís hoy?")
    Case.objects.update(owner=leo)
    teaming.set_place(leo, in_team=False, by=ana)
    while jobs.run_next():
        pass
    assert cast.the_case().owner == ana
