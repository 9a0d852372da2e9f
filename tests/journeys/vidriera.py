"""La Vidriera under the plan of the example: Ana owns it, Leo answers for the networks, Marta and Iker serve."""

from pathlib import Path

import pytest

from mostrador.accounts.models import Member, Role
from mostrador.doors.models import Door
from mostrador.inbox.models import Case, Message
from mostrador.plan import keeping, noting
from mostrador.plan.models import Noted
from mostrador.plan.noting import Wanted
from tests import cast

SAMPLE = Path(__file__).parents[1] / "plan" / "samples" / "la-vidriera.yaml"


@pytest.fixture
def under_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the example plan be in force; return where its file is."""
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    file = tmp_path / keeping.FILE
    file.write_bytes(SAMPLE.read_bytes())
    assert keeping.current().id == "vinos-la-vidriera"
    return file


@pytest.fixture
def no_rule_over_things(under_the_plan: Path) -> None:
    """Let the law of the plan tell no gesture from another, for what is about something else."""
    under_the_plan.write_text(under_the_plan.read_text(encoding="utf-8").replace(", gesture: [wine]", ""), "utf-8")


@pytest.fixture
def ana(db: None) -> Member:
    return cast.a_member("Ana", Role.OWNER)


@pytest.fixture
def leo(db: None) -> Member:
    return cast.a_member("Leo", Role.MANAGER)


@pytest.fixture
def marta(db: None) -> Member:
    return cast.a_member("Marta", Role.AGENT)


@pytest.fixture
def web_chat(db: None) -> Door:
    return cast.a_door("web_chat")


def a_complaint(door: Door, *, fault: str = "ours", author: str = "pablo") -> Case:
    cast.hears(door, "De seis botellas han llegado dos rotas.", author=author, need="complaint")
    case = Case.objects.select_related("conversation__door__connection", "person", "owner").latest("pk")
    Case.objects.filter(pk=case.pk).update(fault=fault)
    case.refresh_from_db()
    return case


def a_thing_to_thank_for(door: Door, *, author: str = "eva") -> Noted:
    """Return what the plan writes down for somebody who praises us."""
    cast.hears(door, "Un detallazo, gracias.", author=author, need="praise")
    message = Message.objects.select_related("conversation", "case__conversation").latest("pk")
    wanted = Wanted(kind="thanks", act="thank: personal", line="L13", plan_hash="0" * 32, quote="Un detallazo")
    noting.note_all([(message, wanted)])
    around = Noted.objects.select_related("case__conversation__door__connection", "case__person")
    return around.latest("pk")
