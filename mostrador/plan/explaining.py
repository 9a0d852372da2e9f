"""A plan as sentences, for the terminal: who answers where by when, which line does what, who may do how much."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from mostrador.plan.durations import written
from mostrador.plan.shape import Authority, Clock, Gate, Line, Plan, Role


def sentences(plan: Plan) -> Iterator[Mapping[str, str]]:
    """Return rows with `part`, `id` and `says`, in the order of the document, lines in the order they are tried."""
    yield from (_row("role", name, _role(role)) for name, role in plan.roles.items())
    yield from (_row("door", key, _clock(clock)) for key, clock in plan.doors.items())
    yield from (_row("law", gate.id, _gate(gate)) for gate in plan.gates)
    yield from (_row("line", line.id, _line(line)) for line in plan.order)
    yield from (_row("authority", found.line, _authority(found, plan)) for found in plan.authority.values())
    for rung in plan.escalation:
        yield _row("escalation", rung.to, f"After {written(rung.after)} without an answer, {rung.to} is told.")


def _row(part: str, name: str, says: str) -> Mapping[str, str]:
    return {"part": part, "id": name, "says": says}


def _role(role: Role) -> str:
    people = ", ".join(role.people) or (f"every {role.member_role} of the team" if role.member_role else "nobody yet")
    return f"{role.name} is {people}; {role.backup} stands in."


def _clock(clock: Clock) -> str:
    where = "Any other door" if clock.key == "default" else clock.key
    first, after = written(clock.first), written(clock.next)
    return f"{where}: first answer within {first}, later ones within {after}, counted {clock.hours.text}."


def _gate(gate: Gate) -> str:
    return f"{gate.id} ({gate.effect}) when {gate.when}: {gate.rule}."


def _line(line: Line) -> str:
    when = "Anything else" if line.default else f"When {line.when}"
    hurry = f" within {written(line.limit)}" if line.limit else ""
    return f"{line.id}. {when}: {', '.join(map(str, line.do)) or 'nothing'}{hurry}."


def _authority(found: Authority, plan: Plan) -> str:
    may = ", ".join(sorted(found.may)) or "nothing"
    limits = [f"{word} up to {_money(amount, plan)}" for word, amount in found.limits.items()]
    month = [f"all together {_money(found.month, plan)} a month"] if found.month is not None else []
    return f"{found.role} may without asking: {'; '.join([may, *limits, *month])}."


def _money(coins: int, plan: Plan) -> str:
    return f"{Decimal(coins).scaleb(-plan.locale.decimals):f} {plan.locale.currency}"
