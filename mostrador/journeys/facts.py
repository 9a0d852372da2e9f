"""Gathers what is known of a message, asks triage and the plan, and hands on what it deserves. Writes nothing."""

from datetime import datetime

from msgspec import structs

from mostrador.doors.contract import Item, Writing
from mostrador.doors.models import Door
from mostrador.inbox.models import Conversation
from mostrador.inbox.owing import Owed
from mostrador.inbox.receiving import Heard, NeedFound
from mostrador.journeys import ranking, tongues, windows
from mostrador.journeys.preceding import NOTHING_STOOD, Preceding
from mostrador.listening import standing
from mostrador.people.models import Person
from mostrador.plan import deciding, keeping
from mostrador.plan.deciding import Advice, Facts
from mostrador.plan.hours import Hours
from mostrador.plan.shape import Plan
from mostrador.triage import learnt, sorting, under_post
from mostrador.triage.opinion import Opinion

REVIEW = "review"


def weigh(
    item: Item,
    *,
    door: Door,
    person: Person,
    plan: Plan,
    arrived_at: datetime,
    parcel_id: int | None,
    stood: Preceding = NOTHING_STOOD,
    post: str = "",
) -> Heard:
    """Return the message with its needs, whether it deserves an answer, and by when.

    What we cannot show still deserves one: somebody meant something by it. `post` is what the post above says.
    """
    words = door.speaks.fresh(item.text) or item.subject
    taught = learnt.now()
    hint = tongues.expected(person, stood.before, shop=plan.locale.language)
    opinion = sorting.sort(words, public=item.public, hint=hint, before=stood.before, layer=taught.layer)
    if taught.keeps_waiting(opinion, floor=plan.triage.floor):
        opinion = structs.replace(opinion, needs_answer=True)
    facts = gather(item, door, opinion, label=person.label)
    facts = structs.replace(
        facts, has_open_case=stood.is_open,
        off_topic_under_post=bool(item.thread) and asks_elsewhere(plan, facts, opinion, post=post),
    )  # fmt: skip
    advice = deciding.decide(plan, facts)
    return Heard(
        item=item,
        door=door,
        person=person,
        arrived_at=arrived_at,
        needs=tuple(NeedFound(kind=need.kind, words=need.words, certainty=need.p) for need in opinion.needs),
        needs_answer=advice.needs_answer,
        asks_for_manager=opinion.asks_for_manager,
        abuse=opinion.abuse,
        tone=opinion.tone,
        raises=opinion.raises,
        off_topic=facts.off_topic_under_post,
        had_open_case=facts.has_open_case,
        line=advice.line,
        owed=owed(advice, _closes_at(item, facts, plan=plan, door=door, arrived_at=arrived_at)),
        meant=ranking.meant(plan, advice),
        at_once=any(act.word == ranking.ESCALATE for act in advice.do),
        calls=ranking.calls(advice),
        parcel_id=parcel_id,
    )


def gather(item: Item, door: Door, opinion: Opinion, *, label: str = "") -> Facts:
    """Return the facts that the plan's conditions look at; `label` is what people called the person."""
    speechless = item.kind == "unsupported" or not (item.text or item.subject)
    return Facts(
        needs=tuple(need.kind for need in opinion.needs),
        asks_for_manager=opinion.asks_for_manager,
        needs_answer=opinion.needs_answer or speechless,
        automatic=item.automatic,
        abuse=opinion.abuse,
        spam=opinion.spam,
        label=label,
        raises=frozenset(opinion.raises),
        public=item.public,
        channel=door.connection.channel,
        door_name=door.name,
        door_hours=door.hours,
        crisis_level=standing.level(),
    )


def asks_elsewhere(plan: Plan, known: Facts, opinion: Opinion, *, post: str) -> bool:
    """Whether words in a public thread surely ask for what has nothing to do with its post; a review has none."""
    if not known.public or not opinion.needs or opinion.needs[0].p < plan.triage.floor:
        return False
    reviewed = deciding.clock(plan, known).kind == REVIEW
    return not reviewed and under_post.off_topic(known.need, opinion.text, post=post)


def hours_of(conversation: Conversation) -> Hours:
    """Return the hours in which what we owe there counts."""
    return deciding.hours(keeping.current(), of_place(conversation))


def of_place(conversation: Conversation) -> Facts:
    """Return what is known before anybody says a word: the door, and who will see it."""
    door = conversation.door
    return Facts(
        channel=door.connection.channel, door_name=door.name, door_hours=door.hours, public=conversation.public,
        crisis_level=standing.level(),
    )  # fmt: skip


def owed(advice: Advice, closes_at: datetime | None) -> Owed | None:
    if advice.owes is None:
        return None
    owes = advice.owes
    return Owed(
        first=owes.first, next=owes.next, hours=owes.hours, line=owes.line, resolve=owes.resolve, closes_at=closes_at
    )


def _closes_at(item: Item, place: Facts, *, plan: Plan, door: Door, arrived_at: datetime) -> datetime | None:
    """Return when the reply window that these words open will end; words said on a page of ours open none."""
    if item.here:
        return None
    heard_at = item.sent_at or arrived_at
    writing = Writing(public=item.public, last_heard_at=heard_at, now=arrived_at, automatic=False)
    return windows.closes_at(door.speaks.can_answer(writing), place, plan=plan, heard_at=heard_at)
