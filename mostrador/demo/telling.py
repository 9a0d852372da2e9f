"""Tells the whole story into an empty house: the doors, the team, sixty days, and the desk as it stands now."""

import gc
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import connections, transaction

from mostrador.accounts.models import Member
from mostrador.demo import casting, counter, today, wire
from mostrador.demo.casting import Act, Telling
from mostrador.demo.day import Step
from mostrador.demo.stage import Stage
from mostrador.doors import shelves
from mostrador.doors.shelves import Parcels
from mostrador.inbox import clocks, ending, naming, noting, promising, tagging
from mostrador.inbox.models import Case, CaseEnd, Message
from mostrador.kit import clock
from mostrador.kit.models import Job
from mostrador.people import remembering

WHYS = {"thanks": CaseEnd.Why.THANKS, "advert": CaseEnd.Why.ADVERT, "elsewhere": CaseEnd.Why.ELSEWHERE}
SEEN_BEFORE = timedelta(seconds=20)
RAFFLE_RUNS = timedelta(days=12)  # it is told again and again; this is the latest
THE_DAY = timedelta(hours=12)  # before now: who waits on today's desk wrote after that
MOVING = [field.attname for field in Case._meta.concrete_fields if field.name not in ("id", "conversation", "person")]
Progress = Callable[[str], None]


def tell(
    now: datetime,
    store: Parcels,
    progress: Progress = lambda _words: None,
    *,
    tellings: int = casting.TELLINGS,
) -> None:
    """Tell it so that it ends at `now`. The house must have no doors and no members yet."""
    begun = now - timedelta(days=casting.DAYS + 1)
    with clock.held_at(begun):
        team = counter.hire(begun)
        counter.give_shifts(team)
        counter.save_replies()
        counter.fill_the_shelf(by=team["Ana"])
        doors = counter.open_doors(now, by=team["Ana"])
        counter.publish_the_raffle(doors[wire.COMMENTS], at=now - RAFFLE_RUNS)
    stage = Stage(store, doors, team)
    _perform(_steps(stage, now, tellings), now, progress)
    with clock.held_at(now):
        counter.close_the_mailbox(doors, by=team["Ana"])
        clocks.tick()
    # The story was told with nobody at work: what it left to do is not two months late.
    Job.objects.filter(run_at__lt=now).update(run_at=now)


def tell_all(now: datetime, progress: Progress) -> None:
    """Tell it into this process's house, all or nothing, and leave its files closed."""
    store = shelves.of_the_house()
    gc.disable()  # nothing here makes rubbish worth looking for
    try:
        with transaction.atomic():
            tell(now, store, progress)
    finally:
        gc.enable()
        store.close()
        connections.close_all()


def _steps(stage: Stage, now: datetime, tellings: int) -> list[Step]:
    """Return the past and today as one line of moments, so that ids grow with time."""
    storyteller = Storyteller(stage)
    past = [(act.at, partial(storyteller.perform, act)) for act in casting.acts(now, tellings=tellings)]
    shifts = (now - THE_DAY, partial(_keep_them_here, stage, now))
    return sorted([shifts, *past, *today.steps(stage, now)], key=lambda step: step[0])


def _keep_them_here(stage: Stage, now: datetime) -> None:
    with clock.held_at(now - THE_DAY):
        counter.keep_them_here(stage.team, told_at=now)


def _perform(steps: list[Step], now: datetime, progress: Progress) -> None:
    told = set[int]()
    for moment, step in steps:
        left = (now - moment).days
        if left % 15 == 0 and left not in told:
            told.add(left)
            progress(f"  … hace {left} días" if left else "  … y hoy")
        step()


class Storyteller:
    """Performs acts in their order, and knows in which asunto each telling stands."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._heard: dict[Telling, Message] = {}
        self._unseen: dict[Telling, list[Message]] = {}

    def perform(self, act: Act) -> None:
        {
            ">": self._they_say, "<": self._we_answer, "~": self._we_note, "@": self._we_remember, "=": self._it_ends,
        }[act.kind](act)  # fmt: skip

    def _they_say(self, act: Act) -> None:
        telling = act.telling
        subject = telling.title if telling.who.door == "email" else ""
        self._they_see(telling, act.at - SEEN_BEFORE)
        self._heard[telling] = self._stage.hears(telling.who, act.text, act.at, subject=subject)

    def _they_see(self, telling: Telling, at: datetime) -> None:
        if unseen := self._unseen.pop(telling, None):
            self._stage.sees(unseen, telling.who, at)

    def _we_answer(self, act: Act) -> None:
        case, telling = self._case(act), act.telling
        if not case.last_author_id and not case.title:
            self._put_in_order(case, act)
        word = act.word if act.word and act.word[1] > act.at else None
        message = self._stage.answers(case, act.text, act.at, by=act.by, word=word)
        if telling.who.door == "website":
            self._unseen.setdefault(telling, []).append(message)

    def _put_in_order(self, case: Case, act: Act) -> None:
        """Give the asunto its name and its tag, as one does before answering."""
        telling = act.telling
        with clock.held_at(act.at - SEEN_BEFORE):
            if telling.title:
                naming.rename(case, title=telling.title, by=self._by(act))
            if telling.scene.tag:
                tagging.tag(case, name=telling.scene.tag, by=self._by(act))

    def _we_note(self, act: Act) -> None:
        with clock.held_at(act.at):
            noting.write(self._case(act), text=act.text, by=self._by(act))

    def _we_remember(self, act: Act) -> None:
        message = self._heard[act.telling]
        door = self._stage.doors[act.telling.who.door].name
        with clock.held_at(act.at):
            remembering.remember(
                message.conversation.person, quote=act.text, source=door, said_on=act.at.date(), by=self._by(act),
                message_id=message.pk,
            )  # fmt: skip

    def _it_ends(self, act: Act) -> None:
        self._they_see(act.telling, act.at - SEEN_BEFORE)
        case, why = self._case(act), WHYS.get(act.text)
        with clock.held_at(act.at):
            if case.state == Case.State.DONE:
                return
            if ending.owes_an_answer(case):
                # Our own word first: who says thanks may still be owed something.
                end_words(case, by=self._by(act))
                ending.no_answer_needed(case, why=why or CaseEnd.Why.THANKS, by=self._by(act))
            else:
                ending.finish(case, by=self._by(act), settle="kept")

    def _by(self, act: Act) -> Member:
        return self._stage.team[act.by]

    def _case(self, act: Act) -> Case:
        """Return the asunto of what they said last; what it hangs on came with the message."""
        case = self._heard[act.telling].case
        assert case is not None
        # Whose conversation it is never changes: only the rest is read again.
        case.refresh_from_db(fields=MOVING)
        return case


def end_words(case: Case, *, by: Member) -> None:
    """Say of every word we gave in this asunto that it was kept."""
    for word in promising.open_words(case):
        promising.keep(word, by=by)
