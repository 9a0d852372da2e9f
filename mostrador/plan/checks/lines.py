"""Lines of action and gates: is there a default, is each line reached, does each word of it lead somewhere?"""

from typing import Any

from mostrador.plan import doing, reaching, texts
from mostrador.plan.checks.told import Told, listed
from mostrador.plan.shape import Act, Facts, Line, Plan

COMPLAINT = Facts(needs=("complaint",))


def check(plan: Plan, told: Told) -> None:
    _defaults(plan, told)
    _complaints(plan, told)
    _ids(plan, told)
    _reached(plan, told)
    _named_doors(plan, told)
    for holder, path, act in doing.acts(plan):
        _word(holder, told.line_of(*path), act, plan, told)
    _hurries(plan, told)


def _defaults(plan: Plan, told: Told) -> None:
    defaults = [line for line in plan.lines if line.default]
    if not defaults:
        fix = "Add `- {id: L99, when: any, do: [reply: human]}`."
        told.error(told.line_of("lines"), "there is no default line", fix)
    for line in defaults[1:]:
        said = f"{line.id} is never reached: {defaults[0].id} takes everything"
        told.error(line.at, said, "Give it a `when`, or remove it.")


def _complaints(plan: Plan, told: Told) -> None:
    """Whoever complains is never left to the line for anything else."""
    found = next((line for line in plan.order if line.when.holds(COMPLAINT)), None)
    if found is not None and found.default:
        fix = "Add `- {id: L09, when: {need: complaint}, do: [acknowledge, open: case, reply: human]}`."
        told.error(told.line_of("lines"), "no line is about complaints: `need: complaint`", fix)


def _ids(plan: Plan, told: Told) -> None:
    seen: set[str] = set()
    for name, at in [(one.id, one.at) for one in plan.lines] + [(one.id, one.at) for one in plan.gates]:
        if name in seen:
            told.error(at, f"`{name}` is used twice", "Give each line and each gate its own id.")
        seen.add(name)


def _reached(plan: Plan, told: Told) -> None:
    for line in plan.lines:
        by = None if line.default else reaching.takers(plan, line)
        if by is None:
            continue
        fix = "Change its `when`, move it up, or join the two."
        if not by:
            told.error(
                line.at, f"{line.id} is never reached: its own conditions never hold together", "Mend its `when`."
            )
        elif len(by) == 1:
            told.error(line.at, f"{line.id} is never reached: {by[0].id} {_how(by[0], line)} before it", fix)
        else:
            told.error(line.at, f"{line.id} is never reached: the lines before it take everything it asks for", fix)


def _how(taker: Line, line: Line) -> str:
    return "asks the same" if taker.when.written == line.when.written else "takes all of that"


def _named_doors(plan: Plan, told: Told) -> None:
    held = [(one.id, one.at, one.when) for one in plan.lines] + [(one.id, one.at, one.when) for one in plan.gates]
    for holder, at, when in held:
        for name in reaching.doors_in(when.written):
            if not is_door(plan, name):
                told.error(at, f"`{name}` in {holder} is no door of this plan", f"One of {listed(plan.doors)}.")


def is_door(plan: Plan, name: str) -> bool:
    """Whether a name is one of the plan's doors, or a channel that one of them is said to be."""
    known = {key.casefold() for key in plan.doors} | {clock.channel.casefold() for clock in plan.doors.values()}
    return name.casefold() in known - {"", "default"}


def _word(holder: str, at: int, act: Act, plan: Plan, told: Told) -> None:
    values = doing.VOCABULARY.get(act.word)
    if values is None:
        told.error(at, f"`{act.word}` in {holder} is no act", f"One of {listed(sorted(doing.VOCABULARY))}.")
        return
    if act.value is None and (values == doing.ALONE or act.word in doing.BARE):
        return
    if said := _value(act, values, plan):
        told.error(at, f"`{act}` in {holder}: {said[0]}", said[1])


def _value(act: Act, values: doing.Values, plan: Plan) -> tuple[str, str] | None:
    """Return what is wrong with the value of an act, and the fix."""
    if values == doing.ROLE:
        return _unless(act.value in plan.roles, "that is no role", plan.roles)
    if values == doing.REPLY:
        names = texts.known(plan)
        fix = f'Write its words under `replies: {{{act.value}: "…"}}`, or use one of {listed(sorted(names))}.'
        return None if act.value in names else ("there are no words of that name", fix)
    if values == doing.HOLDING:
        return _unless(act.value in plan.crisis.holding, "there is no statement of that name", plan.crisis.holding)
    if values == doing.ALONE:
        return f"`{act.word}` takes no value", f"Write `{act.word}` alone."
    if values == doing.WORDS:
        fine = isinstance(act.value, str) and act.value.strip()
        return None if fine else ("it needs words", f'Write `{act.word}: "…"`.')
    return _unless(_among(act.value, values), "that is not known", [_plain(value) for value in values])


def _unless(fine: bool, what: str, names: Any) -> tuple[str, str] | None:
    return None if fine else (what, f"One of {listed(names)}.")


def _among(value: Any, values: doing.Values) -> bool:
    return any(value is one or (isinstance(one, str) and value == one) for one in values)


def _plain(value: Any) -> str:
    return "true" if value is True else str(value)


def _hurries(plan: Plan, told: Told) -> None:
    slowest = max((clock.first for clock in plan.doors.values()), default=None)
    for line in plan.lines:
        if line.limit and slowest and line.limit >= slowest:
            told.warn(
                line.at, f"the limit of {line.id} hurries nobody: every door is as quick", "Lower it, or leave it out."
            )
