"""Reads a plan from YAML. Whatever is wrong is found in one go, each with its line, its reason and its fix."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from mostrador.plan import checking, values
from mostrador.plan.acting import authorities
from mostrador.plan.findings import PlanWrong
from mostrador.plan.hours import Hours
from mostrador.plan.parts import Crisis, Gestures, Measure, Tone, Triage
from mostrador.plan.readers import aims, alarm, care, place, rules, team, voice
from mostrador.plan.shape import Locale, Plan, Rung
from mostrador.plan.written import Findings, Spot, spots

SCHEMA = 1
NO_RUNGS: tuple[Rung, ...] = ()
KEYS = (
    "plan", "id", "name", "version", "effective_from", "review_by", "owner", "locale", "hours", "roles", "objectives",
    "segments", "doors", "tone", "replies", "lines", "authority", "gestures", "escalation", "crisis", "troll", "legal",
    "questions", "calendar", "measure", "triage",
)  # fmt: skip


def read_file(path: Path, *, shown: str = "", today: date | None = None, checked: bool = True) -> Plan:
    """Read the plan in a file, called `shown` where something is wrong. Raise `PlanWrong`, or `OSError`."""
    file = shown or path.name
    findings = Findings(file)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        findings.error(1, f"this is not UTF-8 (at byte {error.start})", "Save the file as UTF-8.")
        raise PlanWrong(findings.found) from None
    return read(text, file=file, today=today, checked=checked)


def read(text: str, *, file: str = "plan.yaml", today: date | None = None, checked: bool = True) -> Plan:
    """Read a plan. Raise `PlanWrong` with everything that is wrong with it. Without `today`, no date is overdue.

    One that was good once and is only read again need not be `checked` against itself and the law.
    """
    top = spots(text, file=file)
    findings, whole = top.findings, top.plain()
    _schema(top)
    locale = place.locale(top.need("locale", "Write `locale: {language: es, currency: EUR, timezone: Europe/Madrid}`."))
    parts = _head(top) | _working(top, locale, findings) | _beside(top, locale)
    top.done(KEYS)
    findings.refuse_errors()
    resting = _resting(parts)
    plan = Plan(hash=_hash(whole), locale=locale, order=rules.in_order(parts["lines"]), **parts, **resting)
    return checking.checked(plan, top, today=today) if checked else plan


def _schema(top: Spot) -> None:
    spot = top.need("plan", f"Write `plan: {SCHEMA}` in the first line.")
    if spot is not None and (spot.value != SCHEMA or isinstance(spot.value, bool)):
        spot.error(f"this version reads plans of schema {SCHEMA}, not {spot.value}", f"Write `plan: {SCHEMA}`.")


def _head(top: Spot) -> dict[str, Any]:
    return {
        "id": top.read("id", values.word, ""),
        "name": top.read("name", values.text, ""),
        "version": top.read("version", values.text, ""),
        "owner": top.read("owner", values.word, ""),
        "effective_from": top.read("effective_from", values.day, None),
        "review_by": top.read("review_by", values.day, None),
    }


def _working(top: Spot, locale: Locale, findings: Findings) -> dict[str, Any]:
    """Read what decides: without these no plan runs."""
    off = place.off(locale, findings)
    hours: dict[str, Hours] = place.hours(
        top.need("hours", 'Write `hours: {shop: "mon-fri 09:00-20:00"}`.'), locale, off
    )
    authority = top.need("authority", "Write `authority: {team: {may: [reply]}}`.")
    return {
        "hours": hours,
        "lines": rules.lines(top.need("lines", "Write at least `- {id: L99, when: any, do: [reply: human]}`.")),
        "roles": team.roles(top.need("roles", "Write `roles: {owner: {people: [Ana], backup: team}, …}`.")),
        "doors": place.doors(top.need("doors", "Write `doors: {default: {first: 1h, hours: shop}}`."), hours),
        "authority": authorities(authority, decimals=locale.decimals),
        "escalation": top.read("escalation", team.ladder, NO_RUNGS),
        "gates": top.read("legal", rules.gates, ()),
    }


def _resting(parts: dict[str, Any]) -> dict[str, Any]:
    """Take out of the parts what is switched off, and return it."""
    found = {f"resting_{name}": tuple(one for one in parts[name] if one.rest) for name in ("lines", "gates")}
    parts |= {name: tuple(one for one in parts[name] if not one.rest) for name in ("lines", "gates")}
    return found


def _beside(top: Spot, locale: Locale) -> dict[str, Any]:
    """Read what a plan may leave out."""
    coins, language = locale.decimals, locale.language
    return {
        "objectives": top.read("objectives", partial(aims.objectives, decimals=coins), ()),
        "segments": top.read("segments", aims.segments, ()),
        "tone": top.read("tone", voice.tone, Tone()),
        "replies": top.read("replies", partial(voice.replies, language=language), {}),
        "gestures": top.read("gestures", partial(care.gestures, decimals=coins), Gestures()),
        "crisis": top.read("crisis", partial(alarm.crisis, language=language), Crisis()),
        "troll": top.read("troll", care.troll, None),
        "questions": top.read("questions", aims.questions, ()),
        "calendar": top.read("calendar", aims.calendar, ()),
        "measure": top.read("measure", partial(aims.measure, decimals=coins), Measure()),
        "triage": top.read("triage", voice.triage, Triage()),
    }


def _hash(whole: Any) -> str:
    """Digest what the plan says. Receipts and repeated thinking hang on it, so a comment must not change it."""
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
