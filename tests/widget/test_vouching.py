"""Whom the shop's own site vouches for, and whom it does not."""

import json

import pytest

from mostrador.doors.models import Connection
from mostrador.inbox.models import Conversation
from mostrador.widget.identifying import signature
from tests.widget.conftest import Chat

pytestmark = pytest.mark.django_db


def vouch(connection: Connection, user: str) -> dict[str, str]:
    return {"user": user, "hash": signature(connection.secrets["identity_secret"], user)}


def test_somebody_vouched_for_is_the_same_on_every_device(chat: Chat, connection: Connection) -> None:
    user = vouch(connection, json.dumps({"id": 812, "name": "Lucía Fraga", "email": "lucia@fraga.example"}))
    assert chat.open(**user)["vouched"]
    chat.says("Desde el ordenador", **user)
    telephone = Chat(connection)
    opened = telephone.open(**user)
    assert [row["text"] for row in opened["messages"]] == ["Desde el ordenador"]
    assert Conversation.objects.get().person.name == "Lucía Fraga"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda user: {"user": user["user"]},
        lambda user: {**user, "hash": ""},
        lambda user: {**user, "hash": "0" * 64},
        lambda user: {**user, "hash": user["hash"][:-1]},
        lambda user: {**user, "hash": None},
        lambda user: {**user, "hash": True},
        lambda user: {**user, "user": "813"},
        lambda user: {**user, "user": "812 "},
        lambda user: {**user, "hash": signature("", user["user"])},
        lambda user: {"user": "812", "hash": user["hash"], "hmac_verified": True, "identified": True},
        lambda user: {"user": {"id": "812"}, "hash": user["hash"]},
    ],
)
def test_a_wrong_signature_is_a_stranger_without_history(chat: Chat, connection: Connection, spoil) -> None:
    right = vouch(connection, json.dumps({"id": "812"}))
    chat.open(**right)
    chat.says("Es privado", **right)
    thief = Chat(connection)
    opened = thief.open(**spoil(right))
    assert not opened["vouched"] and opened["messages"] == [] and opened["unread"] == 0


def test_an_outdated_signature_is_a_stranger(chat: Chat, connection: Connection) -> None:
    assert not chat.open(**vouch(connection, json.dumps({"id": "812", "until": 1_000})))["vouched"]
    assert not chat.open(**vouch(connection, '{"id": "812", "until": "mañana"}'))["vouched"]
    assert not chat.open(**vouch(connection, '{"id": '))["vouched"]
    assert not chat.open(**vouch(connection, '{"id": ""}'))["vouched"]


def test_a_door_without_its_secret_vouches_for_nobody(chat: Chat, connection: Connection) -> None:
    from mostrador.kit import sealing

    user = vouch(connection, "812")
    connection.sealed = sealing.seal({**connection.secrets, "identity_secret": ""})
    connection.save()
    assert not chat.open(**user)["vouched"]
    assert not chat.open(user="812", hash=signature("", "812"))["vouched"]


def test_the_token_of_a_customer_does_not_serve_whoever_sits_there_next(chat: Chat, connection: Connection) -> None:
    user = vouch(connection, "812")
    token = chat.open(**user)["token"]
    chat.says("Es privado", **user)
    assert chat.open(token=token)["messages"] == []


def test_a_name_that_nobody_signed_is_no_name(chat: Chat, connection: Connection) -> None:
    chat.open()
    chat.says("Soy la dueña", name="Ana, la dueña", email="ana@vidriera.example", identified=True, visitor="u:812")
    person = Conversation.objects.get().person
    assert person.name == "" and Conversation.objects.get().address_value.startswith("v:")
