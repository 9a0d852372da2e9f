"""The judge must be able to say no: what a house did well is spoiled in every way, and each is noticed."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from copy import deepcopy
from pathlib import Path

import pytest

from tests.faults import cycling
from tests.faults.acting import Act
from tests.faults.databases import OURS, Files
from tests.faults.judging import View, judge
from tests.faults.places import a_quick_folder
from tests.faults.record import Record, Told
from tests.simulators.receiver import Receiver
from tests.simulators.serving import Call, Said


class Forgetful(Receiver):
    """A program that breaks the terms of its door: it shows whatever comes, as often as it comes."""

    def answer(self, call: Call) -> Said:
        with self.lock:
            self.keys.clear()
        return super().answer(call)


@pytest.fixture(scope="module")
def act(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Act]:
    """Play a small act whose program forgets, and leave the house alive and quiet."""
    folder = tmp_path_factory.mktemp("judged")
    with a_quick_folder(folder) as quick, cycling.an_act(quick) as playing:
        playing.on.outside.receiver.__class__ = Forgetful
        for place in ("sender.sent", "anywhere", "sender.sent", "sender.sent", "files.renamed"):
            playing.die(place)
        yield playing


@pytest.fixture(scope="module")
def seen(act: Act) -> View:
    view = act.come_to_rest()
    act.judge(view)
    return view


@pytest.fixture
def honest(act: Act, seen: View) -> tuple[Record, View]:
    """Return what was seen, as it is with a program that keeps its word."""
    view = deepcopy(seen)
    view.effects = {thread: list(dict.fromkeys(texts)) for thread, texts in seen.effects.items()}
    record = Record(told=dict(act.record.told), answered=dict(act.record.answered), perhaps=set(act.record.perhaps))
    record.never = set(act.record.never)
    return record, view


def test_a_receiver_that_forgets_shows_twice_what_left_twice(act: Act, seen: View) -> None:
    assert any(words.startswith("I3 twice") for words in act.told.violations)
    assert {words[:8] for words in act.told.violations} <= {"I3 twice", "I2 order"}


def test_without_that_there_is_nothing_to_say(honest: tuple[Record, View]) -> None:
    record, view = honest
    assert len(record.told) > 30 and len(record.answered) > 5 and view.set_apart and view.pictures
    assert judge(record, view) == []


Spoiling = Callable[[Record, View], object]


def _never_sent(record: Record, view: View) -> None:
    record.thanked(Told(door="tienda", thread="x", key="x", text="words that nobody sent"))


def _first_in(view: View) -> int:
    return next(at for at, row in enumerate(view.messages) if row["direction"] == "in" and row["state"] == "received")


def _lose(record: Record, view: View) -> None:
    del view.messages[_first_in(view)]


def _double(record: Record, view: View) -> None:
    view.messages.append(dict(view.messages[_first_in(view)]))


def _other_words(record: Record, view: View) -> None:
    text = view.messages[_first_in(view)]["text"]
    record.never.add(text)
    del record.told[text]


def _turn_round(record: Record, view: View) -> None:
    longest = max(view.threads.values(), key=lambda rows: sum(row["direction"] == "in" for row in rows))
    longest.reverse()


def _split(record: Record, view: View) -> None:
    view.messages[_first_in(view)]["conversation"] += 100_000


def _empty_quarantine(record: Record, view: View) -> None:
    view.set_apart.clear()


def _another_in_quarantine(record: Record, view: View) -> None:
    view.set_apart[next(told.key for told in record.told.values() if not told.bad)] += 1


def _spoil_picture(record: Record, view: View) -> None:
    view.pictures.clear()


def _unsee(record: Record, view: View) -> None:
    view.effects.clear()


def _see_twice(record: Record, view: View) -> None:
    texts = next(texts for texts in view.effects.values() if texts)
    texts.append(texts[0])


def _answers_turned_round(record: Record, view: View) -> None:
    max(view.effects.values(), key=len).reverse()


def _still_sending(record: Record, view: View) -> None:
    next(row for row in view.messages if row["text"] in record.answered)["state"] = "sending"


def _posted_twice(record: Record, view: View) -> None:
    view.posts[next(each.text for each in record.answered.values() if each.door == "bot")] += 1


def _answer_gone(record: Record, view: View) -> None:
    view.messages = [row for row in view.messages if row["text"] not in record.answered]


def _fact_gone(record: Record, view: View) -> None:
    view.events = [event for event in view.events if event[0] != "MessageReceived"]


def _fact_twice(record: Record, view: View) -> None:
    view.events.append(next(event for event in view.events if event[0] == "MessageQueued"))


def _fact_of_nothing(record: Record, view: View) -> None:
    view.events.append(("MessageReceived", {"message": 10**9}))


SPOILED: list[tuple[Spoiling, str]] = [
    (_never_sent, "I1 lost"), (_lose, "I1 lost"), (_double, "I1 twice"), (_other_words, "I1 replaced"),
    (_turn_round, "I2 order"), (_split, "I2 split"), (_empty_quarantine, "I1 quarantine"),
    (_another_in_quarantine, "I1 quarantine"), (_spoil_picture, "I1 picture"), (_unsee, "I3 lost"),
    (_see_twice, "I3 twice"), (_answers_turned_round, "I2 order"), (_still_sending, "I3 stuck"),
    (_posted_twice, "I3 blindly"), (_answer_gone, "I3 stored"), (_fact_gone, "I7 ledger"),
    (_fact_twice, "I7 ledger"), (_fact_of_nothing, "I7 ledger"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "shout"), SPOILED, ids=lambda told: getattr(told, "__name__", ""))
def test_it_shouts(honest: tuple[Record, View], spoil: Spoiling, shout: str) -> None:
    record, view = honest
    spoil(record, view)
    assert [words for words in judge(record, view) if words.startswith(shout)]


def test_a_row_taken_from_the_database_is_missed(act: Act, seen: View) -> None:
    victim = seen.messages[_first_in(seen)]
    with closing(sqlite3.connect(act.on.house.folder / "mostrador.sqlite3", timeout=10)) as db:
        db.execute("UPDATE inbox_message SET text = text || ' changed' WHERE id = ?", (victim["id"],))
        db.commit()
        changed = judge(act.record, act.look.view(act.record))
        db.execute("UPDATE inbox_message SET text = ? WHERE id = ?", (victim["text"], victim["id"]))
        db.commit()
    assert {words for words in changed if "I1" in words} == {
        f"I1 lost: “{victim['text']}” was accepted and is nowhere",
        f"I1 invented: “{victim['text']} changed” was never said",
    }


def test_a_damaged_file_is_noticed(act: Act, seen: View, tmp_path: Path) -> None:
    folder = tmp_path / "house"
    folder.mkdir()
    _copy_soundly(act.on.house.folder, folder)
    assert Files().copied(folder, tmp_path / "first")() == []
    with (folder / "mostrador.sqlite3").open("r+b") as file:
        file.seek(40 * 4096)
        file.write(b"\xff" * 4096 * 4)
    assert Files().copied(folder, tmp_path / "second")() != []


@pytest.mark.parametrize("gone", OURS)
def test_a_file_that_is_not_there_is_noticed(act: Act, seen: View, tmp_path: Path, gone: str) -> None:
    folder = tmp_path / "house"
    folder.mkdir()
    _copy_soundly(act.on.house.folder, folder)
    (folder / gone).unlink()
    assert Files().copied(folder, tmp_path / "copy")() == [f"integrity: {gone}: it is not there"]


def _copy_soundly(house: Path, to: Path) -> None:
    for name in OURS:
        with closing(sqlite3.connect(house / name, timeout=10)) as db:
            db.execute("VACUUM INTO ?", (str(to / name),))
