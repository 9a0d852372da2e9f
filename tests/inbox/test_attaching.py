"""Files that come with words: how many one message may have fetched."""

import pytest
from django.utils import translation

from mostrador.desk.bubbles import attached
from mostrador.doors.contract import Attached
from mostrador.inbox.attaching import MOST_FETCHED
from mostrador.inbox.models import Attachment
from mostrador.inbox.receiving import Heard
from mostrador.journeys import storing
from mostrador.journeys.considering import Thought
from mostrador.kit import clock
from mostrador.kit.models import Job
from mostrador.people import recognising
from tests.cast import a_door, an_item

pytestmark = pytest.mark.django_db


def thousands(count: int) -> tuple[Attached, ...]:
    return tuple(
        Attached(type="image/png", url=f"https://fotos.example/{n}.png", name=f"{n}.png") for n in range(count)
    )


def arrive(*attachments: Attached) -> None:
    door, item = a_door(), an_item("Mira", attachments=attachments)
    assert item.author is not None
    at = clock.now()
    person = recognising.recognise(item.author, scope=door.connection.scope, channel=door.connection.channel, at=at)
    heard = Heard(item=item, door=door, person=person, arrived_at=at)
    storing.store_items([Thought(item=item, door=door, person=person, arrived_at=at, parcel_id=0, heard=heard)])


def test_of_thousands_of_addresses_the_first_are_fetched_and_one_line_counts_the_rest() -> None:
    arrive(*thousands(5000))
    assert Job.objects.filter(name__contains="fetching").count() == MOST_FETCHED
    wanted = Attachment.objects.filter(state=Attachment.State.WANTED).order_by("pk")
    assert [file.name for file in wanted] == [f"{n}.png" for n in range(MOST_FETCHED)]
    rest = Attachment.objects.exclude(state=Attachment.State.WANTED).get()
    assert (rest.left_out, rest.state) == (5000 - MOST_FETCHED, Attachment.State.FAILED)
    with translation.override("es"):
        shown = attached(rest)
    assert shown["kind"] == "failed" and shown["why"].startswith("Sin traer")
    assert shown["name"].replace(".", "") == f"y {5000 - MOST_FETCHED} archivos más"


def test_as_many_as_are_fetched_leave_no_line() -> None:
    arrive(*thousands(MOST_FETCHED))
    assert Attachment.objects.count() == Job.objects.filter(name__contains="fetching").count() == MOST_FETCHED


def test_files_that_came_inside_the_message_are_not_counted() -> None:
    arrive(*(Attached(type="image/png", ref=f"part-{n}") for n in range(MOST_FETCHED + 5)))
    assert Attachment.objects.filter(state=Attachment.State.WANTED).count() == MOST_FETCHED + 5
