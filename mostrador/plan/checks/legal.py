"""Law over acts: every act that some law of the country and sector stands over needs a gate of the plan's own."""

from collections.abc import Iterator
from datetime import date

from mostrador.plan import doing, law, reaching
from mostrador.plan.checks.told import Told
from mostrador.plan.deciding import gates_over
from mostrador.plan.law import Rule
from mostrador.plan.shape import Act, Clock, Facts, Gate, Plan

HOUSE = "the house"
BY_THE_HOUSE = (Act("reply", "automatic"), Act("send", "marketing"))
"""What may be done under any plan: the house answers by night, and whoever writes may offer something. A plan without
these gates is warned of; it was good when it came into force, and stays so."""
STRENGTH = ("note", "warn", "ask", "block")


def check(plan: Plan, told: Told) -> None:
    here = law.country(plan.locale)
    if not here or not law.is_known(here):
        said = f"no law of {here} is known here" if here else "the plan does not say in which country it holds"
        told.warn(told.line_of("locale"), said, "Ask somebody who knows it, and write your own gates under `legal`.")
    told_already: set[tuple[str, str]] = set()
    everywhere = list(plan.doors.values())
    by_the_house = ((HOUSE, told.line_of("legal"), act, everywhere) for act in BY_THE_HOUSE)
    for holder, at, act, doors in (*_acts(plan, told), *by_the_house):
        for rule in law.in_force(plan.locale, told.today or date.max):
            if (str(act), rule.id) in told_already or not rule.covers(act):
                continue
            if open_at := [clock.key for clock in doors if not _is_kept(plan, rule, act, clock)]:
                told_already.add((str(act), rule.id))
                say = told.warn if holder == HOUSE else told.error
                say(at, _said(plan, holder, act, rule, open_at), _fix(plan, rule, act))


def _acts(plan: Plan, told: Told) -> Iterator[tuple[str, int, Act, list[Clock]]]:
    """Go through the acts of the plan with the doors where they may be done."""
    lines = {line.id: line for line in plan.lines}
    for holder, path, act in doing.acts(plan):
        named = reaching.doors_in(lines[holder].when.written) if holder in lines else []
        doors = [clock for clock in plan.doors.values() if not named or clock.key in named]
        yield holder, told.line_of(*path), act, doors
    for one in plan.calendar:
        found = plan.doors.get(one.door)
        yield f"the starter of {one.day}", one.at, Act("publish", "post"), [found] if found else []


def _is_kept(plan: Plan, rule: Rule, act: Act, clock: Clock) -> bool:
    """Whether a gate of the plan keeps this law there. A law of some doors needs a gate that names doors."""
    if not rule.is_about(clock):
        return True
    facts = Facts(door_name=clock.key, channel=clock.channel, public=bool(clock.for_public))
    strong = (gate for gate in gates_over(plan, facts, act) if _as_strong(gate, rule))
    return any("doors" in gate.when.words for gate in strong) if rule.doors else any(True for _ in strong)


def _as_strong(gate: Gate, rule: Rule) -> bool:
    return STRENGTH.index(gate.effect) >= STRENGTH.index(rule.effect)


def _said(plan: Plan, holder: str, act: Act, rule: Rule, open_at: list[str]) -> str:
    where = "" if len(open_at) == len(plan.doors) else f" at {', '.join(open_at)}"
    law = rule.text(plan.locale.language)
    return f"{holder} may do `{act}`{where} and no gate stands over it, but the law does: {law}"


def _fix(plan: Plan, rule: Rule, act: Act) -> str:
    doors = (
        f", doors: [{', '.join(clock.key for clock in plan.doors.values() if rule.is_about(clock))}]"
        if rule.doors
        else ""
    )
    gate = f'{{id: G…, rule: "{rule.text(plan.locale.language)}", when: {{{act}{doors}}}, effect: {rule.effect}}}'
    return f"Add to `legal`: {gate} ({rule.source})."
