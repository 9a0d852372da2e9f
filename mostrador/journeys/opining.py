"""What the machine thinks of a message that is here already: asked anew, of the model in force."""

from mostrador.inbox.models import Message, Need
from mostrador.journeys import tongues
from mostrador.plan import keeping
from mostrador.triage import asked, learnt, sorting
from mostrador.triage.asked import WORDS, Said
from mostrador.triage.before import NOTHING, Before
from mostrador.triage.opinion import Opinion

AS_SURE = 0.02  # what stands beside a need is rounded; farther apart, another model said it


def version() -> str:
    """Return which model is asked."""
    return learnt.now().version


def opinion(message: Message) -> Opinion:
    """Return what it thinks of it, with what stood before it."""
    stood = before(message)
    return sorting.sort(
        words(message),
        public=message.public,
        hint=tongues.expected(message.person, stood, shop=keeping.current().locale.language),
        before=stood,
        layer=learnt.now().layer,
    )


def words(message: Message) -> str:
    """Return what they wrote, or said in a voice note whose words were written down."""
    return message.door.speaks.fresh(message.text) or message.subject or _heard(message)


def _heard(message: Message) -> str:
    said = message.attachments.exclude(said="").order_by("pk").values_list("said", flat=True)
    return "\n".join(said)


def before(message: Message) -> Before:
    """Return our words that it quotes, else our last before it, where nothing of theirs stands between."""
    quoted = message.reply_to
    if quoted is not None and quoted.direction == Message.Direction.OUT and quoted.deleted_at is None:
        return Before(ours=quoted.text)
    earlier = Message.objects.filter(
        conversation=message.conversation_id, shown_at__lte=message.shown_at, deleted_at=None
    )
    last = earlier.exclude(pk=message.pk).exclude(direction=Message.Direction.NOTE).order_by("-shown_at", "-id").first()
    return Before(ours=last.text) if last is not None and last.direction == Message.Direction.OUT else NOTHING


def told(message: Message) -> dict[str, Said]:
    """Return what the machine says of it, thing by thing.

    Of its need what was said when it came counts, for that is what people saw; where the model in force would say
    otherwise, an older one did, and which is not known.
    """
    now, model = opinion(message), version()
    said = {about: asked.said(now, about)._replace(model=model) for about in WORDS}
    first = Need.objects.filter(message=message, said_by=None).order_by("pk").first()
    if first is not None:
        then = Said(first.kind, first.certainty, model)
        said["need"] = then if _same(then, said["need"]) else then._replace(model="")
    return said


def _same(one: Said, other: Said) -> bool:
    return one.value == other.value and abs(one.p - other.p) < AS_SURE
