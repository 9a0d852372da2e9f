"""A small cast for tests, made with the verbs that real messages use."""

import itertools
from datetime import datetime, timedelta

from mostrador.accounts.models import Member, Role
from mostrador.doors import opening
from mostrador.doors.contract import Author, Item
from mostrador.doors.models import Connection, Door
from mostrador.inbox import receiving, replying
from mostrador.inbox.models import Case, Message
from mostrador.inbox.owing import AlwaysOpen, Owed
from mostrador.inbox.receiving import Heard, NeedFound
from mostrador.kit import clock
from mostrador.people import recognising

SECRET = "a secret of the tests"
OWED = Owed(first=timedelta(minutes=15), next=timedelta(minutes=30), hours=AlwaysOpen(), line="L99")
_numbers = itertools.count(1)


def a_member(name: str = "Leo", role: str = Role.AGENT, **fields: object) -> Member:
    return Member.objects.create_user(f"{name.lower()}@vidriera.test", None, name=name, role=role, **fields)


def a_connection(name: str = "Programa", **values: str) -> Connection:
    return opening.open_connection("webhook", name=name, values={"secret": SECRET, **values})


def a_door(name: str = "Programa", **values: str) -> Door:
    return a_connection(name, **values).doors.get()


def an_item(text: str, *, author: str = "lucia", external_id: str = "", **fields: object) -> Item:
    fields.setdefault("sent_at", clock.now())
    return Item(
        kind="message",
        external_id=external_id or f"m{next(_numbers)}",
        author=Author(id=author, name=author.title()),
        text=text,
        **fields,  # type: ignore[arg-type]  # keywords passed through
    )


def hears(
    door: Door, text: str, *, author: str = "lucia", arrived_at: datetime | None = None, need: str = "question",
    needs_answer: bool = True, asks_for_manager: bool = False, owed: Owed = OWED, **fields: object,
) -> Message | None:  # fmt: skip
    """Let the door hear somebody, without a parcel: the inbox alone."""
    item = an_item(text, author=author, **fields)
    arrived = arrived_at or clock.now()
    assert item.author is not None
    person = recognising.recognise(
        item.author, scope=door.connection.scope, channel=door.connection.channel, at=arrived
    )
    return receiving.receive(
        Heard(
            item=item,
            door=door,
            person=person,
            arrived_at=arrived,
            needs=(NeedFound(kind=need, words=text[:40], certainty=0.9),),
            needs_answer=needs_answer,
            asks_for_manager=asks_for_manager,
            owed=owed,
        )
    )


def the_case() -> Case:
    """Return the only asunto there is."""
    return Case.objects.select_related("conversation__door__connection", "person", "owner").get()


def says(text: str, *, by: Member, key: str = "") -> Message:
    """Let somebody of the team answer the only asunto, without a channel: the inbox alone."""
    words = replying.Words(text=text, key=key or f"k{next(_numbers)}", by=by, parts=[(text, 0)])
    return replying.reply(the_case(), words)
