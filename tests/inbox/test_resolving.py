"""The promise to be done with an errand: its time passes while they wait for us, and rests while we wait for them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mostrador.doors.contract import Item
from mostrador.doors.models import Door
from mostrador.inbox import clocks, delivering, echoing, ending, grouping, replying, snoozing, withdrawing
from mostrador.inbox.models import Case, CaseEnd, Message, Promise
from mostrador.inbox.owing import AlwaysOpen, Owed
from mostrador.kit import clock
from mostrador.kit.models import Event
from mostrador.plan import keeping
from mostrador.plan.hours import Hours
from tests.cast import a_door, a_member, hears, says, the_case

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = 24 * HOUR
START = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
SHIFTS = "daily 10:00-14:00,17:00-20:00"
OWED = Owed(first=HOUR, next=2 * HOUR, hours=AlwaysOpen(), line="L99", resolve=DAY)


def shop() -> Door:
    door = a_door()
    door.hours = "always"
    door.save(update_fields=["hours"])
    return door


def the_promise() -> Promise:
    return Promise.objects.get(about=Promise.About.RESOLVE)


def test_it_starts_with_the_first_words_and_is_never_shown_in_place_of_the_answer() -> None:
    a_member()
    with clock.held_at(START):
        hears(shop(), "¿Y mi pedido?", owed=OWED)
    promise, case = the_promise(), the_case()
    assert (promise.state, promise.due_at) == ("running", START + DAY)
    assert case.due_at == START + HOUR
    with clock.held_at(START + DAY + HOUR):
        says("Sale hoy.", by=case.owner or a_member())
    assert the_case().due_at is None


def test_it_rests_while_we_wait_for_them_and_runs_on_from_their_words() -> None:
    leo, door = a_member(), shop()
    with clock.held_at(START):
        hears(door, "¿Y mi pedido?", owed=OWED)
    with clock.held_at(START + 4 * HOUR):
        says("¿Qué número tiene?", by=leo)
    resting = the_promise()
    assert (resting.state, resting.left_seconds) == ("paused", 20 * 3600)
    with clock.held_at(START + 3 * DAY):
        clocks.tick()
        hears(door, "El 123.", owed=OWED)
    promise = the_promise()
    assert (promise.state, promise.due_at) == ("running", START + 3 * DAY + 20 * HOUR)
    assert promise.late_at is None and promise.warned_at is None and the_case().due_at == START + 3 * DAY + 2 * HOUR


def test_an_answer_from_elsewhere_lets_it_rest_since_it_was_written() -> None:
    a_member()
    door = shop()
    with clock.held_at(START):
        hears(door, "¿Y mi pedido?", owed=OWED)
    with clock.held_at(START + 5 * HOUR):
        echo = Item(kind="echo", external_id="e1", text="Sale hoy.", sent_at=START + HOUR)
        echoing.note_echo(echo, door=door, conversation=the_case().conversation, arrived_at=clock.now())
    assert (the_promise().state, the_promise().left_seconds) == ("paused", 23 * 3600)


def test_an_answer_that_did_not_arrive_never_let_it_rest() -> None:
    leo, door = a_member(), shop()
    with clock.held_at(START):
        hears(door, "¿Y mi pedido?", owed=OWED)
    with clock.held_at(START + HOUR):
        says("Sale hoy.", by=leo)
        ending.finish(the_case(), by=leo)
        part = delivering.claim()
    assert part is not None and the_promise().state == "kept"
    with clock.held_at(START + 9 * HOUR):
        delivering.note_failed(part, why="blocked", try_again=False)
    assert the_case().state == Case.State.WAITING_US
    assert (the_promise().state, the_promise().due_at) == ("running", START + DAY)


def test_it_is_warned_of_and_told_late_once_and_kept_late() -> None:
    leo = a_member()
    with clock.held_at(START):
        hears(shop(), "¿Y mi pedido?", owed=OWED)
        Promise.objects.exclude(about="resolve").delete()
    for hours in (15, 16, 17, 24, 25):
        with clock.held_at(START + hours * HOUR):
            clocks.tick()
    told = Event.objects.filter(name__in=["PromiseWarned", "PromiseLate"]).order_by("pk")
    assert list(told.values_list("name", flat=True)) == ["PromiseWarned", "PromiseLate"]
    assert (the_promise().warned_at, the_promise().late_at) == (START + 16 * HOUR, START + DAY)
    with clock.held_at(START + 26 * HOUR):
        says("Sale hoy.", by=leo)
        ending.finish(the_case(), by=leo)
    assert the_promise().state == "late"


def test_what_nobody_answered_was_not_kept_by_being_ended() -> None:
    leo = a_member()
    with clock.held_at(START):
        hears(shop(), "¿Y mi pedido?", owed=OWED)
        ending.finish(the_case(), by=leo, why=CaseEnd.Why.ELSEWHERE)
    assert the_promise().state == "dropped"


def test_it_is_owed_no_more_where_no_answer_is_needed_and_again_when_that_was_wrong() -> None:
    leo = a_member()
    with clock.held_at(START):
        hears(shop(), "gracias", owed=OWED)
        ending.no_answer_needed(the_case(), why=CaseEnd.Why.THANKS, by=leo)
        assert the_promise().state == "dropped"
    with clock.held_at(START + HOUR):
        ending.reopen(the_case(), by=leo)
    assert (the_promise().state, the_promise().due_at) == ("running", START + DAY)


def test_what_is_split_off_is_to_be_done_too_and_what_is_moved_leaves_it_behind() -> None:
    leo, door = a_member(), shop()
    with clock.held_at(START):
        first = hears(door, "¿Y mi pedido?", owed=OWED)
    with clock.held_at(START + HOUR):
        second = hears(door, "Otra cosa: ¿abrís mañana?", owed=OWED)
        assert first is not None and second is not None
        old = the_case()
        new = grouping.split(second, by=leo)
        owed = Promise.objects.filter(about="resolve", state="running").order_by("pk")
        assert list(owed.values_list("case", "due_at")) == [(old.pk, START + DAY), (new.pk, START + DAY)]
    with clock.held_at(START + 2 * HOUR):
        third = hears(door, "¿Hola?", owed=OWED)
        assert third is not None and third.case == new
        grouping.move(second, to=old, by=leo)
    assert list(owed.values_list("case", flat=True)) == [old.pk, new.pk]


def test_an_answer_taken_back_after_such_an_end_kept_nothing() -> None:
    leo = a_member()
    with clock.held_at(START):
        hears(shop(), "¿Y mi pedido?", owed=OWED)
        ending.finish(the_case(), by=leo, why=CaseEnd.Why.ELSEWHERE)
    with clock.held_at(START + HOUR):
        withdrawing.withdraw(says("Sale hoy.", by=leo), by=leo)
    assert (the_case().state, the_promise().state) == (Case.State.DONE, "dropped")


ACTS = ("they write", "we answer", "we take it back", "we put it off", "we are done", "we open it again", "tick")
STORIES = st.lists(
    st.tuples(st.integers(1, 900).map(lambda minutes: timedelta(minutes=minutes)), st.sampled_from(ACTS)), max_size=14
)


class Story:
    """One errand after another, lived through the verbs, and told again in one number: how long they waited for us."""

    def __init__(self) -> None:
        self.hours = Hours.parse(SHIFTS, keeping.current().locale.timezone)
        self.owed = Owed(first=HOUR, next=HOUR, hours=self.hours, line="L99", resolve=20 * HOUR)
        self.leo, self.door, self.errands, self.done_at = a_member(), a_door(), 0, START
        Door.objects.update(hours=SHIFTS)
        self.done = True
        self.they_write(START)

    @property
    def case(self) -> Case:
        return Case.objects.select_related("conversation__door__connection").latest("pk")

    def waited(self, now: datetime) -> timedelta:
        return self.before + (self.hours.between(self.since, now) if self.ours else timedelta(0))

    def turn(self, now: datetime, *, ours: bool) -> None:
        self.before, self.since, self.ours, self.done = self.waited(now), now, ours, False

    def they_write(self, now: datetime) -> None:
        hears(self.door, "¿Y mi pedido?", owed=self.owed)
        if self.done:  # a new errand
            self.before, self.since, self.ours, self.done = timedelta(0), now, True, False
            self.errands += 1
        elif not self.ours:
            self.turn(now, ours=True)

    def we_answer(self, now: datetime) -> Message:
        words = replying.Words(text="Voy.", key=f"k{Message.objects.count()}", by=self.leo, parts=[("Voy.", 0)])
        message = replying.reply(self.case, words)
        # Nobody waited for us while it was over.
        self.turn(self.done_at if self.done else now, ours=False)
        return message

    def we_take_it_back(self, now: datetime) -> None:
        as_it_was = dict(vars(self))
        withdrawing.withdraw(self.we_answer(now), by=self.leo)
        vars(self).update(as_it_was)

    def we_put_it_off(self, now: datetime) -> None:
        if not self.done:
            snoozing.snooze(self.case, until=now + 3 * HOUR, by=self.leo)

    def we_are_done(self, now: datetime) -> None:
        if not self.done:
            ending.finish(self.case, by=self.leo, why=CaseEnd.Why.ELSEWHERE)
            self.dropped = self.ours
            self.done, self.done_at = True, now

    def we_open_it_again(self, now: datetime) -> None:
        if self.done:
            ending.reopen(self.case, by=self.leo)
            self.done = False

    def tick(self, now: datetime) -> None:
        clocks.tick()

    def holds(self, now: datetime) -> None:
        *earlier, promise = Promise.objects.filter(about=Promise.About.RESOLVE).order_by("pk")
        assert len(earlier) == self.errands - 1 and all(one.state in ("kept", "late", "dropped") for one in earlier)
        left = 20 * HOUR - self.waited(self.done_at if self.done else now)
        if self.done and self.dropped:
            assert promise.state == "dropped"
        elif self.done:
            assert promise.state == ("kept" if left >= timedelta(0) else "late")
        elif self.ours:
            assert promise.state == "running" and self.hours.between(now, promise.due_at) == left
        else:
            assert promise.state == "paused" and promise.left_seconds == max(left, timedelta(0)).total_seconds()


@settings(max_examples=25, deadline=None)
@given(STORIES)
# It comes to rest in the very minute it is due.
@example([(timedelta(minutes=3420), "we answer"), (timedelta(minutes=1), "they write")])
@example([(timedelta(minutes=3420), "we answer"), (timedelta(minutes=1), "we are done")])
def test_time_passes_exactly_while_they_wait_for_us_and_no_promise_is_lost(acts: list[tuple[timedelta, str]]) -> None:
    with transaction.atomic():
        now = START
        with clock.held_at(now):
            story = Story()
        for gap, act in acts:
            now += gap
            with clock.held_at(now):
                getattr(story, act.replace(" ", "_"))(now)
                story.holds(now)
        transaction.set_rollback(True)
