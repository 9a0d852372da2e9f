"""Tells the whole story into an empty house: the doors, the team, sixty days, and the desk as it stands now."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from mostrador.accounts.models import Member
from mostrador.demo import casting, counter, today
from mostrador.demo.casting import Act, Telling
from mostrador.demo.day import Step
from mostrador.demo.stage import Stage
from mostrador.doors.parcels import ParcelStore
from mostrador.inbox import clocks, ending, naming, noting, promising, tagging, viewing
from mostrador.inbox.models import Case, CaseEnd, Message
from mostrador.kit import clock
from mostrador.people import remembering

WHYS = {"thanks": CaseEnd.Why.THANKS, "advert": CaseEnd.Why.ADVERT, "elsewhere": CaseEnd.Why.ELSEWHERE}
SEEN_AFTER = timedelta(minutes=3)
Progress = Callable[[str], None]


def tell(now: datetime, store: ParcelStore, progress: Progress = lambda _words: None) -> None:
    """Tell it so that it ends at `now`. The house must have no doors and no members yet."""
    begun = now - timedelta(days=casting.DAYS + 1)
    with clock.held_at(begun):
        team = counter.hire(begun)
        counter.save_replies()
        doors = counter.open_doors(now, by=team["Ana"])
    stage = Stage(store, doors, team)
    _perform(_steps(stage, now), now, progress)
    with clock.held_at(now):
        counter.close_the_mailbox(doors, by=team["Ana"])
        clocks.tick()


def _steps(stage: Stage, now: datetime) -> list[Step]:
    """Return the past and today as one line of moments, so that ids grow with time."""
    storyteller = Storyteller(stage)
    past = [(act.at, partial(storyteller.perform, act)) for act in casting.acts(now)]
    return sorted([*past, *today.steps(stage, now)], key=lambda step: step[0])


def _perform(steps: list[Step], now: datetime, progress: Progress) -> None:
    fortnights = set[int]()
    for moment, step in steps:
        left = (now - moment).days
        if left // 15 not in fortnights:
            fortnights.add(left // 15)
            progress(f"  … hace {left} días" if left > 1 else "  … hoy")
        step()


class Storyteller:
    """Performs acts in their order, and knows in which asunto each telling stands."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._heard: dict[Telling, Message] = {}

    def perform(self, act: Act) -> None:
        {
            ">": self._they_say, "<": self._we_answer, "~": self._we_note, "@": self._we_remember, "=": self._it_ends,
        }[act.kind](act)  # fmt: skip

    def _they_say(self, act: Act) -> None:
        telling = act.telling
        subject = telling.title if telling.who.door == "email" else ""
        self._heard[telling] = self._stage.hears(telling.who, act.text, act.at, subject=subject)

    def _we_answer(self, act: Act) -> None:
        case, telling = self._case(act), act.telling
        with clock.held_at(act.at - timedelta(seconds=20)):
            viewing.look(case, by=self._by(act))
            if telling.title and not case.title:
                naming.rename(case, title=telling.title, by=self._by(act))
            if telling.scene.tag and not case.tags.exists():
                tagging.tag(case, name=telling.scene.tag, by=self._by(act))
        word = act.word if act.word and act.word[1] > act.at else None
        message = self._stage.answers(self._case(act), act.text, act.at, by=act.by, word=word)
        if telling.who.door == "website":
            self._stage.sees(message, telling.who, act.at + SEEN_AFTER / 3)

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
        case, why = self._case(act), WHYS.get(act.text)
        with clock.held_at(act.at):
            if case.state == Case.State.DONE:
                return
            if case.state == Case.State.WAITING_US:
                # Our own word first: who says thanks may still be owed something.
                end_words(case, by=self._by(act))
                ending.no_answer_needed(case, why=why or CaseEnd.Why.THANKS, by=self._by(act))
            else:
                ending.finish(case, by=self._by(act), settle="kept")

    def _by(self, act: Act) -> Member:
        return self._stage.team[act.by]

    def _case(self, act: Act) -> Case:
        heard = self._heard[act.telling]
        found = Case.objects.select_related("conversation__door__connection", "conversation__person", "person", "owner")
        return found.get(pk=heard.case_id)


def end_words(case: Case, *, by: Member) -> None:
    """Say of every word we gave in this asunto that it was kept."""
    for word in promising.open_words(case):
        promising.keep(word, by=by)
