"""A notebook of what happens around now: each line is a moment and something to do then, by the real verbs."""

from collections.abc import Callable
from datetime import datetime, timedelta

from mostrador.accounts.models import Member
from mostrador.demo.casting import HERE
from mostrador.demo.stage import Stage
from mostrador.demo.wire import Who
from mostrador.doors.contract import Item
from mostrador.inbox import (
    assigning,
    correcting,
    drafting,
    ending,
    naming,
    noting,
    promising,
    snoozing,
    tagging,
    viewing,
    visiting,
)
from mostrador.inbox.models import Case, CaseEnd, Message
from mostrador.journeys import allowing, facts, giving
from mostrador.journeys.refusing import HasToAsk
from mostrador.kit import clock
from mostrador.people import linking, remembering
from mostrador.plan import deciding, keeping
from mostrador.plan.giving import Gift
from mostrador.plan.models import Asking
from mostrador.triage import sorting

QUARTER = timedelta(minutes=15)
SUNDAY = 6
WEEK = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
Step = tuple[datetime, Callable[[], None]]


class Day:
    """Collects steps. Moments are minutes from now, negative before it; `who` names whose latest asunto is meant."""

    def __init__(self, stage: Stage, now: datetime) -> None:
        self.stage, self.now, self.steps = stage, now, list[Step]()
        self._heard: dict[Who, Message] = {}
        self._said: dict[Who, Message] = {}
        self._asked: dict[Who, Asking] = {}

    def says(self, who: Who, text: str, minutes: float, **more: object) -> None:
        """They say it then. `subject` and `pictures` as the stage takes them."""
        moment = self._at(minutes)

        def step() -> None:
            self._heard[who] = self.stage.hears(who, text, moment, **more)  # type: ignore[arg-type]  # the script's own fields

        self.steps.append((moment, step))

    def waits(self, who: Who, text: str, *, left: float, **more: object) -> float:
        """They wrote just so long ago that `left` minutes are left to answer; return when, in minutes from now."""
        minutes = left - self._first_answer(who, text) / timedelta(minutes=1)
        self.says(who, text, minutes, **more)
        return minutes

    def answers(
        self, who: Who, text: str, minutes: float, *, by: str = "", word: tuple[str, datetime] | None = None,
        outcome: str = "sent", seen: bool = False,
    ) -> None:  # fmt: skip
        moment = self._at(minutes)

        def step() -> None:
            said = self.stage.answers(self._case(who), text, moment, by=by, word=word, outcome=outcome)
            self._said[who] = said
            if seen:
                self.stage.sees([said], who, moment + timedelta(seconds=40))

        self.steps.append((moment, step))

    def notes(self, who: Who, text: str, minutes: float, *, by: str) -> None:
        self._does(minutes, lambda: noting.write(self._case(who), text=text, by=self._member(by)))

    def hands(self, who: Who, minutes: float, *, to: str, by: str, note: str = "") -> None:
        self._does(
            minutes, lambda: assigning.assign(self._case(who), to=self._member(to), by=self._member(by), note=note)
        )

    def calls_it(self, who: Who, title: str, minutes: float, *, by: str = "Leo", tag: str = "") -> None:
        def step() -> None:
            naming.rename(self._case(who), title=title, by=self._member(by))
            if tag:
                tagging.tag(self._case(who), name=tag, by=self._member(by))

        self._does(minutes, step)

    def keeps_word(self, who: Who, minutes: float, *, by: str) -> None:
        def step() -> None:
            for word in promising.open_words(self._case(who)):
                promising.keep(word, by=self._member(by))

        self._does(minutes, step)

    def ends(self, who: Who, minutes: float, *, by: str) -> None:
        def step() -> None:
            case, member = self._case(who), self._member(by)
            if ending.owes_an_answer(case):
                ending.no_answer_needed(case, why=CaseEnd.Why.THANKS, by=member)
            else:
                ending.finish(case, by=member, settle="kept")

        self._does(minutes, step)

    def puts_off(self, who: Who, minutes: float, *, until: datetime, by: str) -> None:
        self._does(minutes, lambda: snoozing.snooze(self._case(who), until=until, by=self._member(by)))

    def looks(self, who: Who, minutes: float, *, by: str) -> None:
        self._does(minutes, lambda: viewing.look(self._case(who), by=self._member(by)))

    def remembers(self, who: Who, quote: str, minutes: float, *, by: str) -> None:
        def step() -> None:
            message = self._heard[who]
            remembering.remember(
                message.conversation.person, quote=quote, source=message.door.name, said_on=clock.now().date(),
                by=self._member(by), message_id=message.pk,
            )  # fmt: skip

        self._does(minutes, step)

    def drafts(self, who: Who, text: str, minutes: float, *, by: str) -> None:
        self._does(
            minutes,
            lambda: drafting.save(self._case(who).conversation, by=self._member(by), surface="private", text=text),
        )

    def gives(
        self, who: Who, kind: str, coins: int, minutes: float, *, why: str, by: str, thing: str = ""
    ) -> None:  # fmt: skip
        """Somebody of ours gives it, within their limit."""
        self._does(minutes, lambda: self._give(who, kind, coins, why=why, by=by, thing=thing))

    def asks_to_give(
        self, who: Who, kind: str, coins: int, minutes: float, *, why: str, by: str, thing: str = ""
    ) -> None:  # fmt: skip
        """It is above their limit: whoever may is asked."""

        def step() -> None:
            try:
                self._give(who, kind, coins, why=why, by=by, thing=thing)
            except HasToAsk as has:
                self._asked[who] = has.asking

        self._does(minutes, step)

    def is_allowed(self, who: Who, minutes: float, *, yes: bool, words: str, thing: str = "") -> None:
        """Whoever was asked says yes, and what a gesture is where it is not told, or no."""

        def step() -> None:
            asked = self._asked[who]
            assert asked.of is not None
            if yes:
                allowing.yes(asked, by=asked.of, words=words, thing=thing)
            else:
                allowing.no(asked, by=asked.of, words=words)

        self._does(minutes, step)

    def leaves(self, who: Who, minutes: float, *, address: str = "") -> None:
        """They close the page of the chat, having said where to tell them, or not."""

        def step() -> None:
            conversation = self._heard[who].conversation
            visiting.note_here(conversation, language=who.language)
            if address:
                visiting.give_way_back(conversation, address=address)

        self._does(minutes, step)

    def they_edit(self, who: Who, text: str, minutes: float) -> None:
        self._does(minutes, lambda: self.stage.edits(self._heard[who], who, text, clock.now()))

    def they_react(self, who: Who, emoji: str, minutes: float) -> None:
        self._does(minutes, lambda: self.stage.reacts(self._said[who], who, emoji, clock.now()))

    def we_change(self, who: Who, text: str, minutes: float, *, by: str) -> None:
        """Say what we said last otherwise; without words, take it back."""

        def step() -> None:
            if text:
                correcting.change(self._said[who], text=text, by=self._member(by))
            else:
                correcting.take_back(self._said[who], by=self._member(by))
            self.stage.changes_reach_them()

        self._does(minutes, step)

    def are_the_same(self, one: Who, other: Who, minutes: float, *, by: str) -> None:
        self._does(
            minutes,
            lambda: linking.link(
                self._heard[one].conversation.person, to=self._heard[other].conversation.person, by=self._member(by)
            ),
        )

    # Times of the day

    def earlier_today(self, hours: tuple[float, ...]) -> list[datetime]:
        """Return moments of today so many hours ago, on the quarter; early in the day, what room there is."""
        midnight = self.now.astimezone(HERE).replace(hour=0, minute=0, second=0, microsecond=0)
        wished = [_on_the_quarter(self.now - timedelta(hours=one)) for one in hours]
        if wished[0] >= midnight:
            return wished
        room = (self.now - midnight) * 0.9
        return [midnight + room * (place + 1) / (len(hours) + 1) for place in range(len(hours))]

    def later_today(self, hours: tuple[float, ...]) -> list[datetime]:
        """Return moments to come, on the quarter, while there is some of the day left."""
        end = self.now.astimezone(HERE).replace(hour=23, minute=55, second=0, microsecond=0)
        wished = [_on_the_quarter(self.now + timedelta(hours=one)) + QUARTER for one in hours]
        room = end - self.now
        if wished[-1] <= end or room < QUARTER:
            return wished
        return [_on_the(5, self.now + room * (place + 1) / len(hours)) for place in range(len(hours))]

    def courier(self) -> tuple[str, str, str]:
        """Return when a box can leave now, the day it arrives, and the day after that, as one says them."""
        here = self.now.astimezone(HERE)
        late = here.hour >= 18 or here.weekday() == SUNDAY
        leaves = here + timedelta(days=1 if late else 0)
        leaves += timedelta(days=1 if leaves.weekday() == SUNDAY else 0)
        arrives = leaves + timedelta(days=2 if leaves.weekday() == SUNDAY - 1 else 1)
        when = {0: "hoy antes de las 19:00", 1: "mañana a primera hora"}.get(
            (leaves - here).days, "el lunes a primera hora"
        )
        return when, WEEK[arrives.weekday()], WEEK[(arrives + timedelta(days=1)).weekday()]

    def ago(self, moment: datetime) -> float:
        return (moment - self.now) / timedelta(minutes=1)

    def _first_answer(self, who: Who, text: str) -> timedelta:
        """Return how long the plan gives us for these words at this door."""
        door = self.stage.doors[who.door]
        public = door.name == self.stage.doors["comments"].name
        item = Item(kind="message", text=text, public=public)
        advice = deciding.decide(
            keeping.current(), facts.gather(item, door, sorting.sort(text, public=public, hint=who.language))
        )
        assert advice.owes is not None, text
        return advice.owes.first

    def does(self, minutes: float, act: Callable[[], object]) -> None:
        """Do something by hand at that moment."""
        self._does(minutes, act)

    def _give(self, who: Who, kind: str, coins: int, *, why: str, by: str, thing: str) -> None:
        case = self._case(who)
        gift = Gift(kind=kind, amount=coins, why=why, thing=thing, key=f"story {case.pk}")
        giving.give(case, gift, by=self._member(by))

    def _does(self, minutes: float, act: Callable[[], object]) -> None:
        moment = self._at(minutes)

        def step() -> None:
            with clock.held_at(moment):
                act()

        self.steps.append((moment, step))

    def _case(self, who: Who) -> Case:
        found = Case.objects.select_related("conversation__door__connection", "conversation__person", "person", "owner")
        return found.get(pk=self._heard[who].case_id or 0)

    def _member(self, name: str) -> Member:
        return self.stage.team[name]

    def _at(self, minutes: float) -> datetime:
        return self.now + timedelta(minutes=minutes)


def _on_the_quarter(moment: datetime) -> datetime:
    return _on_the(15, moment)


def _on_the(minutes: int, moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // minutes * minutes, second=0, microsecond=0)


def hour_of(moment: datetime) -> str:
    return f"{moment.astimezone(HERE):%H:%M}"
