"""Reads `lines` and `legal`: what is done about what, and the law that stands over it."""

from mostrador.plan import matching, values
from mostrador.plan.shape import Gate, Line
from mostrador.plan.written import Spot

EFFECTS = ("block", "ask", "warn", "note")
TIERS = (("need", "safety"), ("raises", None), ("crisis", None))
"""What lifts a line above the others, in this order."""


def lines(spot: Spot | None) -> tuple[Line, ...]:
    """Return all of them in their order, those that are switched off too."""
    return tuple(_line(one, place) for place, one in enumerate(spot.items() if spot else ()))


def _line(spot: Spot, place: int) -> Line:
    name = spot.need("id", "Write `id: L01`.")
    when = spot.need("when", "Write `when: {need: complaint}`, or `when: any` for the default.")
    line_id = (values.line_id(name) if name else None) or ""
    found = Line(
        id=line_id,
        when=matching.when(when) if when else matching.nothing(),
        do=spot.read("do", values.acts, ()),
        limit=spot.read("limit", values.target, None),
        default=when is not None and when.value == matching.ANY,
        max_turns=spot.read("max_turns", values.some, None),
        note=spot.read("note", values.text, ""),
        rest=spot.read("rest", values.yes, default=False),
        place=place,
        at=spot.line,
    )
    spot.done(("id", "when", "do", "limit", "max_turns", "note", "rest"))
    return found


def gates(spot: Spot) -> tuple[Gate, ...]:
    return tuple(_gate(one) for one in spot.items())


def _gate(spot: Spot) -> Gate:
    name, rule = spot.need("id", "Write `id: G1`."), spot.need("rule", "Write the rule in a sentence: `rule: …`.")
    when = spot.need("when", "Write what it stands over: `when: {send: marketing}`.")
    effect = spot.need("effect", f"Write one of {', '.join(EFFECTS)}.")
    found = Gate(
        id=(values.line_id(name) if name else None) or "",
        rule=(values.text(rule) if rule else None) or "",
        when=matching.when(when) if when else matching.nothing(),
        effect=(values.choice(effect, known=EFFECTS) if effect else None) or "block",  # type: ignore[arg-type]  # one of EFFECTS by now
        rest=spot.read("rest", values.yes, default=False),
        at=spot.line,
    )
    spot.done(("id", "rule", "when", "effect", "rest"))
    return found


def in_order(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (line.default, _tier(line))))


def _tier(line: Line) -> int:
    for tier, (word, value) in enumerate(TIERS):
        written = line.when.written.get(word)
        if written is not None and (
            value is None or value == written or (isinstance(written, list) and value in written)
        ):
            return tier
    return len(TIERS)
