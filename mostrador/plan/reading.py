"""Reads a plan from YAML. Whatever is wrong is found in one go, each with its line, its reason and its fix."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from mostrador.plan import checking, matching, values
from mostrador.plan.acting import authorities
from mostrador.plan.findings import PlanWrong
from mostrador.plan.hours import DaysOff, Hours
from mostrador.plan.resting import UnknownPlace, days_off
from mostrador.plan.shape import Clock, Gate, Line, Locale, Plan, Role, Rung
from mostrador.plan.timetable import HoursWrong
from mostrador.plan.written import Findings, Spot, spots

SCHEMA = 1
NO_DAYS: frozenset[date] = frozenset()
NO_NAMES: tuple[str, ...] = ()
NO_RUNGS: tuple[Rung, ...] = ()
NO_GATES: tuple[Gate, ...] = ()
KINDS = ("private", "public", "review", "counter", "any")
EFFECTS = ("block", "ask", "warn", "note")
MEMBER_ROLES = ("owner", "manager", "agent")
KEPT = (
    "objectives", "segments", "tone", "gestures", "crisis", "troll", "questions", "calendar", "measure", "replies",
    "triage", "name",
)  # fmt: skip
"""Parts of the document that are kept as they are written: the rooms that will obey them come later."""
KEYS = (
    "plan", "id", "version", "effective_from", "review_by", "owner", "locale", "hours", "roles", "doors", "lines",
    "authority", "escalation", "legal", *KEPT,
)  # fmt: skip
DOOR_KEPT = ("window", "risk", "fallback", "private_reply")
TIERS = (("need", "safety"), ("raises", None), ("crisis", None))
"""What lifts a line above the others, in this order."""


def read_file(path: Path, *, shown: str = "") -> Plan:
    """Read the plan in a file, called `shown` where something is wrong. Raise `PlanWrong`, or `OSError`."""
    file = shown or path.name
    findings = Findings(file)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        findings.error(1, f"this is not UTF-8 (at byte {error.start})", "Save the file as UTF-8.")
        raise PlanWrong(findings.found) from None
    return read(text, file=file)


def read(text: str, *, file: str = "plan.yaml") -> Plan:
    """Read a plan. Raise `PlanWrong` with everything that is wrong with it."""
    top = spots(text, file=file)
    findings, whole = top.findings, top.plain()
    _schema(top)
    locale = _locale(top.need("locale", "Write `locale: {language: es, currency: EUR, timezone: Europe/Madrid}`."))
    off = _off(locale, findings)
    hours = _hours(top.need("hours", 'Write `hours: {shop: "mon-fri 09:00-20:00"}`.'), locale, off)
    lines = _lines(top.need("lines", "Write at least `- {id: L99, when: any, do: [reply: human]}`."))
    parts: dict[str, Any] = {
        "id": top.read("id", values.word, ""), "version": top.read("version", values.text, ""),
        "owner": top.read("owner", values.word, ""),
        "effective_from": top.read("effective_from", values.day, None),
        "review_by": top.read("review_by", values.day, None),
        "roles": _roles(top.need("roles", "Write `roles: {owner: {people: [Ana], backup: team}, …}`.")),
        "doors": _doors(top.need("doors", "Write `doors: {default: {first: 1h, hours: shop}}`."), hours),
        "authority": authorities(
            top.need("authority", "Write `authority: {team: {may: [reply]}}`."), decimals=locale.decimals
        ),
        "escalation": top.read("escalation", _ladder, NO_RUNGS), "gates": top.read("legal", _gates, NO_GATES),
        "rest": {key: spot.plain() for key in KEPT if (spot := top.take(key)) is not None},
    }  # fmt: skip
    top.done(KEYS)
    findings.refuse_errors()
    plan = Plan(hash=_hash(whole), locale=locale, hours=hours, lines=lines, order=_in_order(lines), **parts)
    return checking.checked(plan, top)


def _schema(top: Spot) -> None:
    spot = top.need("plan", f"Write `plan: {SCHEMA}` in the first line.")
    if spot is not None and (spot.value != SCHEMA or isinstance(spot.value, bool)):
        spot.error(f"this version reads plans of schema {SCHEMA}, not {spot.value}", f"Write `plan: {SCHEMA}`.")


def _locale(spot: Spot | None) -> Locale:
    if spot is None:
        return Locale(timezone="UTC")
    zone = spot.need("timezone", "Write `timezone: Europe/Madrid`.")
    currency = spot.read("currency", values.currency, "EUR")
    found = Locale(
        timezone=(values.timezone(zone) if zone else None) or "UTC",
        language=spot.read("language", values.language, "es"),
        currency=currency,
        decimals=values.decimals(currency),
        country=spot.read("country", values.word, "").upper(),
        subdivision=spot.read("subdivision", values.word, "").upper(),
        holidays=spot.read("holidays", values.days, NO_DAYS),
        sector=spot.read("sector", values.word, ""),
    )
    spot.done(("timezone", "language", "currency", "country", "subdivision", "holidays", "sector"))
    return found


def _off(locale: Locale, findings: Findings) -> DaysOff:
    try:
        return days_off(locale.country, locale.subdivision, locale.holidays)
    except UnknownPlace as unknown:
        what, _, fix = str(unknown).partition(". ")
        findings.error(1, f"`locale`: {what}", fix)
        return days_off("")


def _hours(spot: Spot | None, locale: Locale, off: DaysOff) -> dict[str, Hours]:
    found = {}
    for name, one in spot.entries() if spot else ():
        try:
            found[name] = Hours.parse(str(one.value), locale.timezone, holidays=off)
        except HoursWrong as wrong:
            what, _, fix = str(wrong).partition(". ")
            one.error(what, fix or "Write it like mon-fri 09:00-20:00.")
    return found


def _roles(spot: Spot | None) -> dict[str, Role]:
    return {name: _role(name, one) for name, one in (spot.entries() if spot else ())}


def _role(name: str, spot: Spot) -> Role:
    if not spot.is_mapping:
        spot.error(f"{spot.name} says nothing", "Write `{people: [Ana], backup: team}`.")
        return Role(name=name)
    found = Role(
        name=name,
        people=spot.read("people", values.words, NO_NAMES),
        backup=spot.read("backup", values.word, ""),
        member_role=spot.read("member_role", partial(values.choice, known=MEMBER_ROLES), ""),
    )
    spot.done(("people", "backup", "member_role"))
    return found


def _doors(spot: Spot | None, hours: Mapping[str, Hours]) -> dict[str, Clock]:
    found = {key: _clock(key, one, hours) for key, one in (spot.entries() if spot else ())}
    if spot is not None and not found:
        spot.error("`doors` is empty", "Write `default: {first: 1h, hours: shop}` under it.")
    return {key: clock for key, clock in found.items() if clock is not None}


def _clock(key: str, spot: Spot, hours: Mapping[str, Hours]) -> Clock | None:
    first = spot.need("first", "Write by when somebody answers: `first: 30m`.")
    named = spot.need("hours", f"Write `hours:` with one of {', '.join(hours)}.")
    length = values.target(first) if first else None
    if named is not None and named.value not in hours:
        named.error(f"`{named.value}` is none of the plan's hours", f"One of {', '.join(hours) or '(none)'}.")
    kind = spot.read("kind", partial(values.choice, known=KINDS), "any")
    channel = spot.read("channel", values.word, "")
    after, resolve = spot.read("next", values.target, None), spot.read("resolve", values.target, None)
    priority = spot.read("priority", values.whole, 0)
    rest = {word: one.plain() for word in DOOR_KEPT if (one := spot.take(word)) is not None}
    spot.done(("first", "next", "resolve", "hours", "kind", "channel", "priority", *DOOR_KEPT))
    if length is None or named is None or named.value not in hours:
        return None
    return Clock(
        key=key, first=length, next=after or length, hours=hours[named.value], kind=kind, channel=channel,
        resolve=resolve, priority=priority, rest=rest,
    )  # fmt: skip


def _lines(spot: Spot | None) -> tuple[Line, ...]:
    return tuple(line for one in (spot.items() if spot else ()) if (line := _line(one)) is not None)


def _line(spot: Spot) -> Line | None:
    name = spot.need("id", "Write `id: L01`.")
    when = spot.need("when", "Write `when: {need: complaint}`, or `when: any` for the default.")
    line_id = (values.line_id(name) if name else None) or ""
    found = Line(
        id=line_id,
        when=matching.when(when) if when else matching.nothing(),
        do=spot.read("do", values.acts, ()),
        limit=spot.read("limit", values.target, None),
        default=when is not None and when.value == matching.ANY,
        max_turns=spot.read("max_turns", values.whole, None),
        note=spot.read("note", values.text, ""),
        at=spot.line,
    )
    spot.done(("id", "when", "do", "limit", "max_turns", "note"))
    return found


def _ladder(spot: Spot) -> tuple[Rung, ...]:
    return tuple(rung for one in spot.items() if (rung := _rung(one)) is not None)


def _rung(spot: Spot) -> Rung | None:
    to, after = spot.need("to", "Write `{to: team, after: 30m}`."), spot.need("after", "Write `after: 30m`.")
    role, length = (values.word(to) if to else None), (values.length(after) if after else None)
    spot.done(("to", "after"))
    return Rung(role, length) if role and length is not None else None


def _gates(spot: Spot) -> tuple[Gate, ...]:
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
    )
    spot.done(("id", "rule", "when", "effect"))
    return found


def _in_order(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (line.default, _tier(line))))


def _tier(line: Line) -> int:
    for tier, (word, value) in enumerate(TIERS):
        written = line.when.written.get(word)
        if written is not None and (
            value is None or value == written or (isinstance(written, list) and value in written)
        ):
            return tier
    return len(TIERS)


def _hash(whole: Any) -> str:
    """Digest what the plan says. Receipts and repeated thinking hang on it, so a comment must not change it."""
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
