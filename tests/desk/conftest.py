"""A desk for tests: members who signed in, and doors that hear people."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from mostrador.accounts.models import Member, Role
from mostrador.doors.models import Door
from mostrador.kit import sealing
from mostrador.plan import keeping, versioning
from mostrador.plan.models import PlanVersion
from tests import cast
from tests.plan.conftest import SAMPLE

SignedIn = Callable[[Member], Client]


@pytest.fixture
def ana(db: None) -> Member:
    return cast.a_member("Ana", Role.OWNER)


@pytest.fixture
def leo(db: None) -> Member:
    return cast.a_member("Leo", Role.AGENT)


@pytest.fixture
def vera(db: None) -> Member:
    return cast.a_member("Vera", Role.VIEWER)


@pytest.fixture
def door(db: None) -> Door:
    return cast.a_door()


@pytest.fixture
def enters() -> SignedIn:
    """Return a browser in which this member is signed in."""

    def enter(member: Member) -> Client:
        client = Client()
        client.force_login(member)
        return client

    return enter


@pytest.fixture
def plan_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house's folder with the plan of the wine shop in force."""
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    monkeypatch.setenv("MOSTRADOR_KEY", sealing.new_key())
    (tmp_path / keeping.FILE).write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def draft(ana: Member, plan_folder: Path) -> PlanVersion:
    return versioning.draft_from(versioning.follow_file(), by=ana)
