"""One act: a house in this process, full of answers to be sent, its real lines, and the platforms outside it.

`python -m tests.faults.outbox FOLDER SENDS SEED`: prints what it came to as one line of JSON.
"""

import argparse
import json
import os
import random
import sys
import threading
import time
from collections import defaultdict
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import time_machine

from tests.simulators.bad_days import ONLY_A_BOT, BadDays, by_idempotency_key, by_words
from tests.simulators.receiver import Receiver
from tests.simulators.serving import Call, Said
from tests.simulators.telegram import TOKEN, Telegram

SECRET = "told to nobody but the harness"
PROGRAMS = 7
BOT_SHARE = 0.08
IN_A_ROW = 10  # answers in one conversation
SHORT_SILENCE_SECONDS = 2.0
NEAR = timedelta(seconds=0.5)
TOGETHER = timedelta(seconds=9)  # pauses of our own that end within this time may end together; a named time may not


class Forgetful(Receiver):
    """Takes the same key for something new: what our promise would look like broken."""

    def answer(self, call: Call) -> Said:
        self.keys.clear()
        return super().answer(call)


class Act:
    def __init__(self, asked: argparse.Namespace, stack: ExitStack) -> None:
        self.sends, self.seed, self.in_one_line = asked.sends, str(asked.seed), asked.in_one_line
        kind = Forgetful if asked.forgetful else Receiver
        self.programs = [stack.enter_context(kind(SECRET)) for _one in range(PROGRAMS)]
        self.hanging = [stack.enter_context(Receiver(SECRET)) for _one in range(asked.hanging)]
        self.bot = stack.enter_context(Telegram())
        self.never = threading.Event()
        self.was_waited_for = False
        stack.callback(self.never.set)
        for one in self.hanging:
            one.hang_until = self.never
        for number, one in enumerate(self.programs):
            one.script = BadDays(one, seed=f"{self.seed} {number}", who=by_idempotency_key)
        self.bot.script = BadDays(self.bot, seed=f"{self.seed} bot", who=by_words, also=ONLY_A_BOT)

    @property
    def days(self) -> list[BadDays]:
        return [one.script for one in (*self.programs, self.bot) if isinstance(one.script, BadDays)]

    @property
    def hosts(self) -> str:
        return ",".join(one.host for one in (*self.programs, *self.hanging, self.bot))


def open_house(folder: str, hosts: str) -> None:
    os.environ |= {"MOSTRADOR_DATA": folder, "MOSTRADOR_KEY": "only-for-the-harness", "MOSTRADOR_ALLOW_HOSTS": hosts}
    from mostrador.site.cli import main, set_up_django

    sys.stdout, said = sys.stderr, sys.stdout  # the last line of ours is the answer
    assert main(["init"]) == 0
    sys.stdout = said
    set_up_django()


def fill(act: Act) -> dict[str, list[str]]:
    """Let people write at every door and be answered; return what each conversation should show, in its order."""
    from django.db import transaction

    from mostrador.accounts.models import Member
    from mostrador.doors import opening
    from mostrador.doors.contract import FoundDoor

    Member.objects.create_user("leo@vidriera.test", None, name="Leo", role="agent")
    doors = []
    for number, program in enumerate([*act.programs, *act.hanging]):
        values = {"secret": SECRET, "deliver_url": program.url}
        doors.append(opening.open_connection("webhook", name=f"Programa {number}", values=values).doors.get())
    told = {"token": TOKEN, "api": act.bot.address, "mode": "polling"}
    bot = opening.open_connection("telegram", name="Bot", values=told, doors=[FoundDoor(external_id="1", name="Bot")])
    by_bot = int(act.sends * BOT_SHARE)
    plain, silent = doors[:PROGRAMS], doors[PROGRAMS:]
    said: dict[str, list[str]] = {}
    with transaction.atomic():
        for number, door in enumerate(silent * 10):  # the first in the queue
            _converse(door, f"s{number}", 1)
        for number, start in enumerate(range(0, act.sends - by_bot, IN_A_ROW)):
            some = min(IN_A_ROW, act.sends - by_bot - start)
            said[f"p{number}"] = _converse(plain[number % PROGRAMS], f"p{number}", some)
        for number, start in enumerate(range(0, by_bot, IN_A_ROW)):
            act.bot.shown[7000 + number] = {}
            said[str(7000 + number)] = _converse(bot.doors.get(), str(7000 + number), min(IN_A_ROW, by_bot - start))
    return said


def _converse(door: Any, who: str, turns: int) -> list[str]:
    from mostrador.inbox import replying
    from mostrador.inbox.models import Case
    from tests.cast import hears

    heard = hears(door, "¿Tenéis godello?", author=who, thread=who)
    assert heard is not None and heard.case_id is not None
    case, texts = Case.objects.select_related("conversation").get(pk=heard.case_id), []
    for turn in range(turns):
        text = f"{who}: {turn}"
        replying.reply(case, replying.Words(text=text, key=text, by=None, parts=[(text, 0)]))
        texts.append(text)
    return texts


def send_all(act: Act) -> float:
    """Let the real lines work until nothing is left that could leave; return the seconds told on the house's clock."""
    from mostrador.journeys.sending import Senders
    from mostrador.kit import clock

    stopping, begun = threading.Event(), clock.now()
    thread = threading.Thread(target=Senders(stopping).keep_until_stopped, daemon=True)
    with time_machine.travel(begun, tick=True) as traveller:
        if act.in_one_line:
            _send_in_one_line(act)
        thread.start()
        act.was_waited_for = _hanging_came_first(act)
        quiet = False
        while (pause := _until_next(act)) is not None:
            if pause > NEAR and quiet:  # seen twice: nobody stands between looking and taking
                traveller.shift(pause - NEAR / 2)
            quiet = pause > NEAR and not quiet
            time.sleep(0.1)
        lasted = (clock.now() - begun).total_seconds()
        stopping.set()
        thread.join(30)
    return lasted


def _send_in_one_line(act: Act) -> None:
    """Begin as our house must not: one after the other, whatever the door. The silent stand first in the queue."""
    from mostrador.journeys.delivering import deliver_next

    threading.Timer(SHORT_SILENCE_SECONDS, act.never.set).start()
    while not any(program.calls for program in act.programs):
        deliver_next()


def _hanging_came_first(act: Act) -> bool:
    """Wait until every sound program was called; return whether a silent one had been waited for to its end by then.

    Called, not shown: on a bad day a program may refuse its first calls for longer than the silent are waited for.
    """
    from mostrador.inbox.models import Part

    silent = Part.objects.exclude(door__connection__name__in=_names(act)).filter(tries__gt=0)
    while act.hanging and not all(program.calls for program in act.programs):
        if silent.exclude(state="sending").exists():
            return True
        time.sleep(0.02)
    return False


def _until_next(act: Act) -> timedelta | None:
    """Return how long nothing can happen; zero while anybody is at work, None when all is settled."""
    from django.db.models import Min

    from mostrador.doors.models import WayOut
    from mostrador.inbox.models import Part
    from mostrador.kit import clock

    now, mine = clock.now(), Part.objects.filter(door__connection__name__in=_names(act))
    if mine.filter(state="sending", unsure_since=None).exists():
        return timedelta(0)
    open_ones = mine.filter(state__in=["queued", "sending"]).order_by()
    heads = open_ones.values("message__conversation").annotate(first=Min("id")).values_list("first")
    rows = list(Part.objects.filter(pk__in=heads).select_related("door"))
    if not rows:
        return None if not _a_person_looks(act) else timedelta(0)
    held = {way.pk: way.held_until for way in WayOut.objects.filter(held_until__gt=now)}
    own, named = [], []
    for row in rows:
        at = (row.next_try_at if row.state == "queued" else row.leased_until) or now
        until = held.get(row.door.connection_id) if row.door else None
        (named if until else own).append(max(at, until or at))
    if own and min(own) <= now:
        return timedelta(0)
    soonest = min([*[at + TOGETHER for at in own], *named])
    return max(soonest - now, timedelta(0))


def _names(act: Act) -> list[str]:
    return [*[f"Programa {number}" for number in range(PROGRAMS)], "Bot"]


LEFT: list[int] = []  # messages that a person had to look at


def _a_person_looks(act: Act) -> bool:
    """Somebody looks at the platform itself and says what they saw; return whether there was anything to look at."""
    from mostrador.accounts.models import Member
    from mostrador.inbox import retrying
    from mostrador.inbox.models import Message

    leo = Member.objects.get()
    unsure = list(Message.objects.filter(state="unsure").select_related("conversation", "door__connection"))
    for message in unsure:
        LEFT.append(message.pk)
        bot_shows = act.bot.texts(int(message.conversation.thread)) if message.conversation.thread.isdigit() else []
        if message.text in bot_shows:
            retrying.it_arrived(message, by=leo)
        else:
            retrying.send_again(message, by=leo)
    return bool(unsure)


def judged(act: Act, said: dict[str, list[str]], lasted: float, seconds: float) -> dict[str, Any]:
    """Compare the platforms' own books with what was to be said."""
    from mostrador.inbox.models import Message

    shown: dict[str, list[str]] = defaultdict(list)
    for program in act.programs:
        for one in program.shown:
            shown[one["to"]["id"]].append(one["text"])
    shown |= {str(chat): act.bot.texts(chat) for chat in act.bot.shown}
    states = dict(Message.objects.filter(direction="out").values_list("text", "state"))
    left = set(Message.objects.filter(pk__in=LEFT).values_list("text", flat=True))
    told: dict[str, Any] = {"seed": act.seed, "sends": act.sends, "seconds_told": lasted, "seconds": seconds}
    for side, mine in (("programs", False), ("bot", True)):
        threads = {who: texts for who, texts in said.items() if who.isdigit() is mine}
        days = [one for one in act.days if (one is act.bot.script) is mine]
        told[side] = _counted(threads, shown, states, left) | {
            "calls": sum(one.calls for one in days), "spoilt": sum(one.spoilt.total() for one in days),
            "asked for patience": sum(one.spoilt["too many"] + one.spoilt["unavailable until"] for one in days),
            "before the time named": sum(len(one.too_early) for one in days),
        }  # fmt: skip
    told["lateness"] = [round(late, 2) for one in act.days for late in one.lateness]
    told["kinds"] = dict(sum((one.spoilt for one in act.days), act.days[0].spoilt.__class__()))
    told["violations"] = _violations(act, told)
    return told


def _counted(
    threads: dict[str, list[str]], shown: dict[str, list[str]], states: dict[str, str], left: set[str]
) -> dict[str, int]:
    counts = {"sends": 0, "effects": 0, "twice": 0, "lost": 0, "out of order": 0, "left to a person": 0, "failed": 0}
    for who, texts in threads.items():
        seen = shown.get(who, [])
        counts["sends"] += len(texts)
        counts["effects"] += len(seen)
        counts["twice"] += len(seen) - len(set(seen))
        counts["lost"] += sum(text not in set(seen) and states[text] != "failed" for text in texts)
        counts["failed"] += sum(states[text] == "failed" for text in texts)
        by_itself = [text for text in texts if text in set(seen) and text not in left]
        counts["out of order"] += [text for text in dict.fromkeys(seen) if text not in left] != by_itself
        counts["left to a person"] += sum(text in left for text in texts)
    return counts


def _violations(act: Act, told: dict[str, Any]) -> list[str]:
    found = []
    for side in ("programs", "bot"):
        for what in ("twice", "lost", "out of order", "before the time named"):
            if told[side][what]:
                early = [each for one in act.days for each in one.too_early] if what.startswith("before") else ""
                found.append(f"{act.seed}: {side}: {what}: {told[side][what]} {early}".rstrip())
    if told["programs"]["left to a person"] > told["programs"]["sends"] / 10_000:
        found.append(f"{act.seed}: {told['programs']['left to a person']} left to a person")
    if act.was_waited_for:
        found.append(f"{act.seed}: a program that says nothing kept the others waiting")
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("sends", type=int)
    parser.add_argument("seed")
    parser.add_argument("--forgetful", action="store_true")
    parser.add_argument("--hanging", type=int, default=0)
    parser.add_argument("--in-one-line", action="store_true")
    asked = parser.parse_args()
    random.seed(asked.seed)
    with ExitStack() as stack:
        act = Act(asked, stack)
        open_house(str(Path(asked.folder)), act.hosts)
        said, begun = fill(act), time.monotonic()
        print(json.dumps(judged(act, said, send_all(act), time.monotonic() - begun)), flush=True)


if __name__ == "__main__":
    main()
    os._exit(0)  # threads that still hang in a silent program are not waited for
