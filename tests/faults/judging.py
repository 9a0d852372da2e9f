"""What must be true when all is quiet again: the harness's ledger against what the house and the platforms show.

Names of the invariants: I1 accepted = shown once or in quarantine; I2 in order; I3 at most one visible effect, and
who cannot know asks a person; I7 a row in the house's ledger for each change. Pure: the tests hand in broken views.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.faults.record import Answered, Record, Told

Row = dict[str, Any]
IN_SIGHT = ("unsure", "failed")
LEFT = ("sent", "delivered", "read")


@dataclass
class View:
    """What is seen from outside once nothing moves any more."""

    messages: list[Row] = field(default_factory=list)  # in order of arrival, as the API gives them
    threads: dict[int, list[Row]] = field(default_factory=dict)  # by conversation, in the order shown
    set_apart: Counter[str] = field(default_factory=Counter)  # the platform's names of what is in quarantine
    events: list[tuple[str, Row]] = field(default_factory=list)  # the house's ledger: (name, refs)
    pictures: dict[str, str] = field(default_factory=dict)  # what is wrong with each that was brought, "" if nothing
    effects: dict[str, list[str]] = field(default_factory=dict)  # by thread at a platform, what its people see of us
    posts: Counter[str] = field(default_factory=Counter)  # every call that brought an answer, shown or not


def judge(record: Record, view: View) -> list[str]:
    """Return every violation, in words; none means that the promise held."""
    return [
        *record.troubles, *_lost_or_twice(record, view), *_order_in(record, view), *_effects(record, view),
        *_order_out(record, view), *_ledger(view),
    ]  # fmt: skip


def left_to_a_person(record: Record, view: View) -> int:
    return sum(row["state"] in IN_SIGHT for row in view.messages if row["text"] in record.answered)


def _lost_or_twice(record: Record, view: View) -> Iterator[str]:
    shown = Counter(row["text"] for row in view.messages if row["direction"] == "in")
    for told in record.told.values():
        yield from _one(told, shown[told.text], view)
    known = {told.text for told in record.told.values()}
    for text, times in shown.items():
        if text in record.never:
            yield f"I1 replaced: “{text}” took the place of words already accepted"
        elif text not in known | record.perhaps:
            yield f"I1 invented: “{text}” was never said"
        elif times > 1 and text not in known:
            yield f"I1 twice: “{text}” is shown {times} times"


def _one(told: Told, shown: int, view: View) -> Iterator[str]:
    apart = view.set_apart[told.key]
    if shown > 1:
        yield f"I1 twice: “{told.text}” is shown {shown} times"
    if shown + apart == 0:
        yield f"I1 lost: “{told.text}” was accepted and is nowhere"
    if told.bad and apart != 1:
        yield f"I1 quarantine: “{told.text}” makes no sense and is {apart} times in quarantine"
    if not told.bad and apart:
        yield f"I1 quarantine: “{told.text}” makes sense and lies in quarantine"
    if told.picture and view.pictures.get(told.picture, "it is nowhere"):
        yield f"I1 picture: {told.picture}: {view.pictures.get(told.picture, 'it is nowhere')}"


def _order_in(record: Record, view: View) -> Iterator[str]:
    expected: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for told in record.told.values():
        if not told.bad:
            expected[told.door, told.thread].append(told)
    at = {row["text"]: row["conversation"] for row in view.messages if row["direction"] == "in"}
    for (door, thread), all_told in expected.items():
        here = {at[told.text] for told in all_told if told.text in at}
        if len(here) > 1:
            yield f"I2 split: {door} {thread} is in {len(here)} conversations"
            continue
        rows = view.threads.get(next(iter(here), 0), [])
        texts = {told.text for told in all_told}
        seen = [row["text"] for row in rows if row["direction"] == "in" and row["text"] in texts]
        if seen != [told.text for told in sorted(all_told, key=lambda told: told.order) if told.text in seen]:
            yield f"I2 order: {door} {thread} is shown as {seen[:6]}…"


def _effects(record: Record, view: View) -> Iterator[str]:
    ours = {row["text"]: row for row in view.messages if row["direction"] == "out" and not row["automatic"]}
    stored = Counter(row["text"] for row in view.messages if row["direction"] == "out")
    seen = Counter(text for texts in view.effects.values() for text in texts)
    for answered in record.answered.values():
        if stored[answered.text] != 1:
            yield f"I3 stored: “{answered.text}” is here {stored[answered.text]} times"
            continue
        yield from _effect(answered, ours[answered.text]["state"], seen[answered.text], view)
    for text in seen.keys() - stored.keys():
        yield f"I3 invented: the customer sees “{text}”, which nobody wrote"


def _effect(answered: Answered, state: str, seen: int, view: View) -> Iterator[str]:
    if seen > 1:
        yield f"I3 twice: the customer sees “{answered.text}” {seen} times"
    if state not in (*LEFT, *IN_SIGHT):
        yield f"I3 stuck: “{answered.text}” is {state} although all is quiet"
    if state in LEFT and not seen and answered.door != "chat":
        yield f"I3 lost: “{answered.text}” is {state} and the customer never saw it"
    if answered.door == "bot" and view.posts[answered.text] > 1:
        yield f"I3 blindly: “{answered.text}” left {view.posts[answered.text]} times for a platform without keys"


def _order_out(record: Record, view: View) -> Iterator[str]:
    for thread, texts in view.effects.items():
        numbers = [record.answered[text].order for text in texts if text in record.answered]
        if numbers != sorted(numbers):
            yield f"I2 order: {thread} sees our answers as {numbers[:8]}…"


def _ledger(view: View) -> Iterator[str]:
    told: dict[int, Counter[str]] = defaultdict(Counter)
    last: dict[int, str] = {}
    for name, refs in view.events:
        if "message" in refs:
            told[refs["message"]][name] += 1
            if name == "MessageStateChanged":
                last[refs["message"]] = refs["state"]
    here = {row["id"] for row in view.messages}
    for row in view.messages:
        fact = "MessageReceived" if row["direction"] == "in" else "MessageQueued"
        if told[row["id"]][fact] != 1:
            yield f"I7 ledger: {fact} of message {row['id']} stands there {told[row['id']][fact]} times"
        if row["direction"] == "out" and last.get(row["id"], "queued") != row["state"]:
            yield f"I7 ledger: message {row['id']} is {row['state']}, the ledger ends at {last.get(row['id'])}"
    yield from [f"I7 ledger: message {number} has facts and is not there" for number in told.keys() - here]
    apart = sum(name == "ParcelQuarantined" for name, _ in view.events)
    if apart != view.set_apart.total():
        yield f"I7 ledger: {view.set_apart.total()} parcels are set apart, the ledger tells of {apart}"
