"""What a public thread hangs under: told by the channel along with a comment, kept once."""

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
import pytest

from mostrador.doors import contract
from mostrador.doors.contract import File, Item
from mostrador.doors.models import Door
from mostrador.inbox import posting
from mostrador.inbox.models import Conversation, Post
from mostrador.journeys import facts, fetching, storing
from mostrador.journeys.considering import Thought
from mostrador.kit import clock, files
from mostrador.kit.models import Job
from mostrador.people import recognising
from mostrador.plan import keeping
from tests import cast
from tests.simulators.serving import Call, Said, Simulator

PUBLISHED = datetime(2026, 5, 9, 10, 0, tzinfo=UTC)
TOLD = contract.Post(text="Sorteamos un lote.", url="https://red.example/p/1", published_at=PUBLISHED)
PICTURE = "https://cdn.red.example/1.jpg"


@pytest.fixture
def door(db: None) -> Door:
    cast.a_member()
    return cast.a_door()


def comments(door: Door, *told: contract.Post | None, public: bool = True, thread: str = "post-1") -> None:
    """Let as many people comment as there are tellings of the post, each in a delivery of its own."""
    for number, post in enumerate(told):
        item = cast.an_item("¡Participo!", author=f"p{number}", public=public, thread=thread, post=post)
        storing.store_items(_thoughts(door, [item]))


def _thoughts(door: Door, items: Sequence[Item]) -> list[Thought]:
    now, plan = clock.now(), keeping.current()
    thoughts = []
    for item in items:
        assert item.author is not None
        person = recognising.recognise(
            item.author, scope=door.connection.scope, channel=door.connection.channel, at=now
        )
        heard = facts.weigh(item, door=door, person=person, plan=plan, arrived_at=now, parcel_id=1)
        thoughts.append(Thought(item=item, door=door, person=person, arrived_at=now, parcel_id=1, heard=heard))
    return thoughts


def test_a_post_is_kept_once_however_many_comment(door: Door) -> None:
    comments(door, TOLD, TOLD, None)
    post = Post.objects.get()
    assert (post.text, post.url, post.published_at) == (TOLD.text, TOLD.url, PUBLISHED)
    assert {posting.above(each) for each in Conversation.objects.all()} == {post}
    assert Conversation.objects.count() == 3


def test_what_is_told_later_counts_and_silence_takes_nothing_away(door: Door) -> None:
    comments(door, TOLD, contract.Post(text="Sorteamos dos lotes."))
    post = Post.objects.get()
    assert (post.text, post.url) == ("Sorteamos dos lotes.", TOLD.url)


def test_another_post_and_another_door_are_other_posts(door: Door) -> None:
    comments(door, TOLD)
    comments(door, contract.Post(text="La vendimia"), thread="post-2")
    comments(cast.a_door("Otra"), TOLD)
    assert sorted(Post.objects.values_list("text", flat=True)) == ["La vendimia", TOLD.text, TOLD.text]


def test_nothing_hangs_over_private_words(door: Door) -> None:
    comments(door, TOLD, public=False)
    assert not Post.objects.exists()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "https://x.example/" + "a" * 1000])
def test_what_no_browser_should_follow_is_no_address(address: str, door: Door) -> None:
    comments(door, contract.Post(text="Hola", url=address, picture_url=address))
    post = Post.objects.get()
    assert (post.url, post.picture_url) == ("", "")


def test_its_picture_is_fetched_by_one_job_of_its_own(door: Door) -> None:
    told = msgspec.structs.replace(TOLD, picture_url=PICTURE)
    comments(door, told, told)
    wanted = Job.objects.filter(name__contains="fetch_picture")
    assert [job.arguments for job in wanted] == [{"post_id": Post.objects.get().pk}]


@pytest.mark.parametrize(
    ("type", "content", "kept"),
    [("image/png", b"\x89PNG", True), ("image/svg+xml", b"<svg/>", False), ("image/png", b"", False),
     ("image/png", b"x" * (posting.MOST_BYTES + 1), False)],
)  # fmt: skip
def test_only_a_picture_is_kept_as_one(type: str, content: bytes, kept: bool, door: Door) -> None:
    comments(door, msgspec.structs.replace(TOLD, picture_url=PICTURE))
    post = Post.objects.get()
    assert posting.note_picture(post, file=File(name="p", type=type, content=content)) is kept
    assert posting.wants_picture(post) is not kept
    if kept:
        assert files.bring(post.picture_key) == content


def test_only_who_sees_the_door_sees_the_post(door: Door) -> None:
    comments(door, TOLD)
    marta, iker = cast.a_member("Marta"), cast.a_member("Iker")
    door.members.add(marta)
    assert Post.objects.visible_to(marta).exists()
    assert not Post.objects.visible_to(iker).exists()


class Gallery(Simulator):
    """Where a platform keeps its pictures."""

    def answer(self, call: Call) -> Said:
        if call.path == "/1.jpg":
            return Said(body=b"a picture", headers={"Content-Type": "image/jpeg"})
        return Said(status=404)


@pytest.mark.parametrize(("path", "found"), [("/1.jpg", b"a picture"), ("/gone.jpg", None)])
def test_its_picture_is_brought_by_the_channel_and_a_lost_one_leaves_the_words(
    path: str, found: bytes | None, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Gallery() as gallery:
        monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", gallery.host)
        comments(door, msgspec.structs.replace(TOLD, picture_url=gallery.address + path))
        fetching.fetch_picture(post_id=Post.objects.get().pk)
    post = Post.objects.get()
    assert post.text == TOLD.text
    assert (files.bring(post.picture_key) if post.picture_key else None) == found
