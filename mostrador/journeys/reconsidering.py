"""The house thinks again about messages with the full model, beside its other work, where the extra is installed.

What it was unsure of comes first; all the rest too while few wait. A second thought may add, raise and hurry; it never
repeats an act, lowers a danger that was surely seen, takes an answer away or touches what a person has dealt with.
A complaint never becomes praise by it: only a person's tap makes less of what somebody was heard to want.
"""

import logging
import threading
from datetime import timedelta

from django.db.models import Max, QuerySet
from msgspec import structs

from mostrador.doors.contract import Author, Item
from mostrador.inbox import ending, posting, reweighing
from mostrador.inbox.models import Message, Need
from mostrador.inbox.receiving import Heard, NeedFound
from mostrador.journeys import binding, facts, noting, opining, ranking
from mostrador.kit import chosen, clock, lending
from mostrador.plan import deciding, keeping
from mostrador.plan import noting as acts
from mostrador.plan.deciding import Facts
from mostrador.plan.models import Noted
from mostrador.triage import allowance, asked, consulting, learnt, rethinking, second_hand, sorting, tempering, thinker
from mostrador.triage.holding import held
from mostrador.triage.models import Correction
from mostrador.triage.opinion import Deeper, Opinion
from mostrador.triage.opinion import Need as NeedOf
from mostrador.triage.reading import read
from mostrador.triage.thinker import Thinker

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
MOST_WAITING = 200  # messages; older ones keep their first thought
FEW = 20  # waiting: then all are thought about, not only what was unsure
NOT_OLDER = timedelta(days=2)
PAUSE_SECONDS = 300.0  # after the thinking process failed
DANGER = "safety"


class Reconsidering:
    """One thread: looks for new messages, asks the thinking process, writes what changed."""

    def __init__(self, stopping: threading.Event, beside: Thinker | None = None) -> None:
        self._stopping = stopping
        self._thinker = beside or Thinker()
        self._upto = -1

    def keep_until_stopped(self) -> None:
        if not wanted():
            self._stopping.wait()
            return
        while not self._stopping.is_set():  # the first look, at once, says where what is new begins
            pause = LOOK_SECONDS if self.look() else PAUSE_SECONDS
            lending.give_back()
            self._stopping.wait(pause)
        self._thinker.stop()

    def look(self) -> bool:
        """Think about what came since the last look; False where the thinking process does not answer."""
        if self._upto < 0:
            self._upto = rethinking.upto() or _newest()
        waiting = list(_heard_since(self._upto))
        for message in _chosen(waiting):
            if self._stopping.is_set():
                return True
            deeper = self._thinker.ask(opining.words(message)) if thinker.installed() else None
            if deeper is None and thinker.installed():
                log.warning("The thinking process does not answer; first thoughts stand.")
                return False
            think_again(message, deeper)
        self._upto = max([self._upto, *(message.pk for message in waiting)])
        return True


def wanted() -> bool:
    """Whether the house thinks again: the extra or a language model is here, and nobody said no."""
    return (thinker.installed() or consulting.speaks()) and bool(chosen.read("MOSTRADOR_THINK_AGAIN"))


def think_again(message: Message, deeper: Deeper | None) -> bool:
    """Weigh it with the full model too, and ask the language model where still unsure; say whether anything changed."""
    opinion = sorting.sort(
        opining.words(message), public=message.public, before=opining.before(message), deeper=deeper,
        hint=message.person.language if message.person else "",
    )  # fmt: skip
    opinion, first = _asked(message, opinion), _first(message)
    argued = DANGER in (need.kind for need in first) and not _over(message, first, deeper)
    heard = [NeedOf(one.kind, one.words, one.certainty) for one in first if argued or one.kind != DANGER]
    opinion = held(opinion, heard, tone=message.tone or "")
    changed = bool(opinion.needs) and _is_other(message, first, opinion, danger=argued) and _reweigh(message, opinion)
    rethinking.note(
        message, before=first[0].kind if first else "", after=asked.said(opinion, "need").value, changed=changed
    )
    return changed


def _asked(message: Message, opinion: Opinion) -> Opinion:
    """Return what the language model makes of what is below the plan's floor; without an answer, what it was."""
    if not consulting.speaks() or asked.said(opinion, "need").p >= keeping.current().triage.floor:
        return opinion
    try:
        said = consulting.sort(opining.words(message), spend=allowance.spend, note=allowance.note)
    except consulting.NotAnswered as trouble:
        log.warning("message=%s the language model was of no use: %s", message.pk, trouble)
        return opinion
    return second_hand.taken(opinion, said)


def _over(message: Message, first: list[Need], deeper: Deeper | None) -> bool:
    """Whether danger that the light model saw, only weakly and in no strong word, is none to both together."""
    if rethinking.was(message):
        return False
    seen = max((need.certainty for need in first if need.kind == DANGER), default=0.0)
    return tempering.taken_back(opining.words(message), first=seen, deeper=deeper, public=message.public)


def _is_other(message: Message, first: list[Need], opinion: Opinion, *, danger: bool) -> bool:
    """Whether the second thought says something else, and may: danger surely seen is not argued with."""
    kinds = [need.kind for need in first]
    if danger and DANGER not in (need.kind for need in opinion.needs):
        return False
    manager = opinion.asks_for_manager and not message.asks_for_manager
    other = [need.kind for need in opinion.needs] != kinds or opinion.tone != (message.tone or "")
    raised = not set(opinion.raises) <= set((message.raises or "").split())
    return other or opinion.abuse != bool(message.abuse) or manager or raised


def _reweigh(message: Message, opinion: Opinion) -> bool:
    plan, known = keeping.current(), _facts(message, opinion)
    advice = deciding.decide(plan, known)
    needs = tuple(NeedFound(kind=one.kind, words=one.words, certainty=one.p) for one in opinion.needs)
    manager = opinion.asks_for_manager or bool(message.asks_for_manager)
    was_owed, owed = bool(message.needs_answer), facts.owed(advice, None)
    due_at = advice.owes.due_at(message.shown_at) if advice.owes is not None else None
    if not reweighing.reweigh(
        message, needs=needs, tone=opinion.tone, abuse=opinion.abuse, line=advice.line, asks_for_manager=manager,
        due_at=due_at, needs_answer=advice.needs_answer, calls=ranking.calls(advice), raises=sorted(known.raises),
        off_topic=known.off_topic_under_post,
    ):  # fmt: skip
        return False
    if owed is not None and not was_owed:
        ending.answer_after_all(message, owed=owed, by=None)
    heard = _as_heard(message, needs, line=advice.line)
    binding.follow(filter(None, [message.case]))
    noted = set(Noted.objects.filter(message=message).values_list("act", flat=True))
    acts.note_all([(message, one) for one in noting.wanted(heard, plan) if one.act[:80] not in noted])
    return True


def _facts(message: Message, opinion: Opinion) -> Facts:
    """Return what the plan looks at. Who was owed an answer, or somebody in charge, still is."""
    known = structs.replace(
        facts.of_place(message.conversation), needs=tuple(one.kind for one in opinion.needs), spam=opinion.spam,
        asks_for_manager=opinion.asks_for_manager or bool(message.asks_for_manager), abuse=opinion.abuse,
        needs_answer=bool(message.needs_answer) or opinion.needs_answer, automatic=message.automatic,
        label=message.person.label if message.person else "", has_open_case=bool(message.had_open_case),
        raises=frozenset([*(message.raises or "").split(), *opinion.raises]),
    )  # fmt: skip
    talk, post = message.conversation, posting.above(message.conversation)
    elsewhere = talk.thread != str(talk.person_id) and facts.asks_elsewhere(
        keeping.current(), known, opinion, post=post.text if post else ""
    )
    return structs.replace(known, off_topic_under_post=elsewhere)


def _as_heard(message: Message, needs: tuple[NeedFound, ...], *, line: str) -> Heard:
    assert message.person is not None
    item = Item(
        kind="message", external_id=message.external_id or "", author=Author(id=""), text=message.text,
        public=message.public, sent_at=message.sent_at,
    )  # fmt: skip
    return Heard(
        item=item, door=message.door, person=message.person, arrived_at=message.received_at, needs=needs, line=line
    )


def _first(message: Message) -> list[Need]:
    return list(Need.objects.filter(message=message, said_by=None).order_by("pk"))


def _heard_since(upto: int) -> QuerySet[Message]:
    """Return what they wrote since, at most so much of it, in the order in which it came."""
    theirs = Message.objects.filter(
        pk__gt=upto, direction=Message.Direction.IN, deleted_at=None, automatic=False, case__isnull=False,
        received_at__gt=clock.now() - NOT_OLDER,
    ).exclude(text="")  # fmt: skip
    newest = theirs.order_by("-pk").values("pk")[:MOST_WAITING]
    around = ("case", "person", "conversation__door__connection", "door__connection")
    return (
        Message.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).select_related(*around).order_by("pk")
    )


def _chosen(waiting: list[Message]) -> list[Message]:
    """Return what is thought about: what the machine was unsure of, and while few wait all; never what somebody judged.

    Where a shop's own layer spoke, people taught it that: it stands.
    """
    floor, layer = keeping.current().triage.floor, learnt.now().layer
    judged = set(Correction.objects.filter(message__in=waiting).values_list("message_id", flat=True))
    rows = Need.objects.filter(message__in=waiting, said_by=None).order_by("-pk").values_list("message_id", "certainty")
    sure = dict(rows)  # of several needs the first one's
    return [
        one
        for one in waiting
        if one.pk not in judged
        and (len(waiting) <= FEW or sure.get(one.pk, 0.0) < floor)
        and not (layer and layer.gained(read(opining.words(one), public=one.public)))
    ]


def _newest() -> int:
    return Message.objects.aggregate(newest=Max("pk"))["newest"] or 0
