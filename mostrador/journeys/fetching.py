"""Brings the files of messages, one job each: text never waits for a picture."""

from mostrador.doors import ingest
from mostrador.doors.contract import Attached, CannotRead, File, NeedsSignIn
from mostrador.inbox import attaching, posting
from mostrador.inbox.models import Attachment, Post
from mostrador.journeys import asking_the_model
from mostrador.kit import files, lending
from mostrador.kit.jobs import job, when_dead


@job
def fetch(attachment_id: int) -> None:
    """Bring one file. Trouble that time may mend raises, so that the job is tried again; the rest is told in place."""
    attachment = Attachment.objects.select_related("message__door__connection", "message__conversation").get(
        pk=attachment_id
    )
    if attachment.state != Attachment.State.WANTED or attachment.message is None:
        return
    try:
        file = _bring(attachment)
    except (CannotRead, NeedsSignIn) as trouble:
        attaching.note_lost(attachment, why=str(trouble))
        return
    if len(file.content) > attaching.MOST_BYTES:
        attaching.note_lost(attachment, why="", too_big=True)
        return
    files.keep(attachment.key, file.content)
    attaching.note_fetched(attachment, file=file)
    asking_the_model.expect(attachment)


@when_dead(fetch)
def give_up(attachment_id: int, *, why: str) -> None:
    """After the last try nobody brings it any more: its place must not say that it is coming."""
    for attachment in Attachment.objects.filter(pk=attachment_id, state=Attachment.State.WANTED):
        attaching.note_lost(attachment, why=why.partition(": ")[2])


@job
def fetch_picture(post_id: int) -> None:
    """Bring the picture of a post. Where none can be had the words stand alone: nobody waits for it."""
    post = Post.objects.select_related("door__connection").get(pk=post_id)
    if not posting.wants_picture(post):
        return
    connection = post.door.connection
    lending.give_back()
    try:
        file = connection.speaks.fetch(connection.secrets, Attached(type="image", url=post.picture_url), None)
    except (CannotRead, NeedsSignIn):
        return
    posting.note_picture(post, file=file)


def _bring(attachment: Attachment) -> File:
    message = attachment.message
    assert message is not None
    connection = message.door.connection
    wanted = Attached(
        type=attachment.type,
        name=attachment.name,
        url=attachment.source.get("url", ""),
        ref=attachment.source.get("ref", ""),
        size=attachment.size,
    )
    stored = ingest.the_writer().store.get(message.parcel_id) if message.parcel_id else None
    lending.give_back()
    return connection.speaks.fetch(connection.secrets, wanted, stored.parcel if stored else None)
