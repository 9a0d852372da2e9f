"""Reads `roles` and `escalation`: who acts, who stands in, and who is told when nobody answers."""

from functools import partial

from mostrador.plan import values
from mostrador.plan.shape import Role, Rung
from mostrador.plan.written import Spot

NO_NAMES: tuple[str, ...] = ()
MEMBER_ROLES = ("owner", "manager", "agent")


def roles(spot: Spot | None) -> dict[str, Role]:
    return {name: _role(name, one) for name, one in (spot.entries() if spot else ())}


def _role(name: str, spot: Spot) -> Role:
    if not spot.is_mapping:
        spot.error(f"{spot.name} says nothing", "Write `{people: [Ana], backup: team}`.")
        return Role(name=name, at=spot.line)
    found = Role(
        name=name,
        people=spot.read("people", values.words, NO_NAMES),
        backup=spot.read("backup", values.word, ""),
        member_role=spot.read("member_role", partial(values.choice, known=MEMBER_ROLES), ""),
        at=spot.line,
    )
    spot.done(("people", "backup", "member_role"))
    return found


def ladder(spot: Spot) -> tuple[Rung, ...]:
    return tuple(rung for one in spot.items() if (rung := _rung(one)) is not None)


def _rung(spot: Spot) -> Rung | None:
    to, after = spot.need("to", "Write `{to: team, after: 30m}`."), spot.need("after", "Write `after: 30m`.")
    role, length = (values.word(to) if to else None), (values.length(after) if after else None)
    spot.done(("to", "after"))
    return Rung(role, length, spot.line) if role and length is not None else None
