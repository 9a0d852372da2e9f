"""What a message calls for besides its answer: the acts of its line that are written down, and of its other needs."""

import re
from collections.abc import Iterator

import msgspec

from mostrador.inbox.models import Case, Message
from mostrador.inbox.receiving import Heard
from mostrador.journeys import advising, doing
from mostrador.journeys.doing import Way
from mostrador.plan import deciding, keeping, noting
from mostrador.plan.noting import Wanted
from mostrador.plan.shape import Act, Facts, Plan

RETRIAGE = Act("retriage", value=True)
THANKS = "thanks"
BY_NEED = (THANKS, "ideas", "orders")
"""Lists of what somebody brings. Where the machine is less sure of it than the plan's floor, a person says so first."""
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


def wanted(heard: Heard, plan: Plan) -> tuple[Wanted, ...]:
    """Return what is to be written down for a message. Pure.

    Thanks for one thing wait while another of the same message is a complaint: its line leads, theirs comes after.
    """
    noted = doing.written_down(plan, heard.line)
    retriaged = _is_retriaged(heard, plan)
    if not noted and not retriaged and len(heard.needs) < 2:
        return ()
    facts = of_heard(heard)
    sure = {need.kind for need in heard.needs if need.certainty >= plan.triage.floor}
    found = {
        str(what[0]): _one(heard, plan, facts, what)
        for what in noted
        if heard.kind in sure or not _hangs_on_need(plan, heard.line, what[1])
    }
    for kind in _others(heard, retriaged=retriaged):
        line = deciding.decide(plan, msgspec.structs.replace(facts, needs=(kind,), off_topic_under_post=False)).line
        for what in doing.written_down(plan, line) if line != heard.line else ():
            if kind not in sure and _hangs_on_need(plan, line, what[1]):
                continue
            found.setdefault(str(what[0]), _one(heard, plan, facts, what, line=line, kind=kind))
    return tuple(found.values())


def _hangs_on_need(plan: Plan, line_id: str, way: Way) -> bool:
    """Whether this is written down only because of what the machine takes them to bring."""
    line = plan.line(line_id)
    return way.listed in BY_NEED and line is not None and "need" in line.when.words


def by_person(case: Case) -> None:
    """Write down what the plan asks for in an asunto as it stands, once a person has said what it is about."""
    plan, facts, message = keeping.current(), advising.known(case), _last_said(case)
    if message is None:
        return
    line = deciding.decide(plan, facts).line
    noting.note_all([
        (message, Wanted(
            kind=way.listed, act=str(act), line=line, plan_hash=plan.hash, quote=message.text[:200],
            gates=tuple(gate.id for gate in deciding.gates_over(plan, facts, act)),
        ))
        for act, way in doing.written_down(plan, line)
    ])  # fmt: skip


def _last_said(case: Case) -> Message | None:
    theirs = Message.objects.filter(case=case, direction=Message.Direction.IN, deleted_at=None)
    return theirs.select_related("conversation__door", "case__conversation").order_by("-pk").first()


def of_heard(heard: Heard) -> Facts:
    """Return the facts of a message that was weighed."""
    door = heard.door
    return Facts(
        needs=tuple(need.kind for need in heard.needs), asks_for_manager=False, public=heard.item.public,
        channel=door.connection.channel, door_name=door.name, door_hours=door.hours,
        label=heard.person.label,
    )  # fmt: skip


def _is_retriaged(heard: Heard, plan: Plan) -> bool:
    line = plan.line(heard.line)
    return line is not None and RETRIAGE in line.do


def _others(heard: Heard, *, retriaged: bool) -> Iterator[str]:
    """Go through the needs that did not choose the line; all of them where the line asks to look again."""
    for number, need in enumerate(heard.needs):
        if number or retriaged:
            yield need.kind


def sentence_around(words: str, text: str) -> str:
    """Return the sentence of theirs in which these words stand, else all they said: "gracias por" alone says little."""
    sentences = [one.strip() for one in SENTENCE.split(text)]
    return next((one for one in sentences if words and words in one), text)


def _one(heard: Heard, plan: Plan, facts: Facts, what: tuple[Act, Way], *, line: str = "", kind: str = "") -> Wanted:
    act, way = what
    words = next((need.words for need in heard.needs if need.kind == (kind or heard.kind)), "")
    quote = sentence_around(words, heard.item.text)
    return Wanted(
        kind=way.listed, act=str(act), line=line or heard.line, plan_hash=plan.hash, quote=quote,
        gates=tuple(gate.id for gate in deciding.gates_over(plan, facts, act)),
        after_case=bool(kind) and way.listed == THANKS,
    )  # fmt: skip
