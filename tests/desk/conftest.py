"""A desk for tests: members who signed in, and doors that hear people."""

from collections.abc import Callable

import pytest
from django.test import Client

from mostrador.accounts.models import Member, Role
from mostrador.doors.models import Door
from tests import cast

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
