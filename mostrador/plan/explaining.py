"""A plan as sentences: who answers where by when, which line does what, who may do how much, and everything beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from mostrador.kit.words import N_
from mostrador.plan import explaining_beside, phrases, weekly
from mostrador.plan.acting import MONEY
from mostrador.plan.conditions.acts import WORDS as OVER
from mostrador.plan.matching import EITHER
from mostrador.plan.metrics import METRICS
from mostrador.plan.parts import Level, Objective
from mostrador.plan.phrasing import act, conditions, each, phrase
from mostrador.plan.shape import Authority, Clock, Effect, Gate, Line, Plan, Role
from mostrador.plan.voice import Voice, speaking

Row = Mapping[str, str]
ANYTHING_ELSE = N_("Anything else")
IF = N_("If %(conditions)s")
LINE = N_("%(when)s: %(acts)s.")
LINE_WITHIN = N_("%(when)s: %(acts)s, within %(limit)s.")
ONE_TURN, TURNS = N_("One answer at most."), N_("%(count)s answers at most.")
NOTE = N_("Note: %(note)s")
NOTHING = N_("nothing")
ROLE = N_("%(role)s is %(people)s; %(backup)s stands in.")
NOBODY_YET = N_("nobody yet")
CLOCK = N_("%(door)s: first answer within %(first)s, later ones within %(next)s, counted %(hours)s.")
GATE = N_("%(rule)s. Whoever is to %(acts)s without that: it is %(effect)s.")
GATE_WHERE = N_("%(rule)s. Where %(where)s, whoever is to %(acts)s without that: it is %(effect)s.")
FOOT = N_("%(role)s has it from the start.")
RUNG = N_("If nobody answers in time, %(role)s is called, at the earliest %(time)s after they wrote.")
AIM = N_("%(text)s: %(metric)s, %(target)s by %(day)s.")
WANTED = {
    "<=": N_("at most %(amount)s"), "<": N_("less than %(amount)s"), ">=": N_("at least %(amount)s"),
    ">": N_("more than %(amount)s"), "=": N_("exactly %(amount)s"),
}  # fmt: skip
SEGMENT = N_("%(text)s (%(doors)s). How we know: %(evidence)s.")
LEVEL = N_("%(name)s: with %(signs)s. %(lead)s leads and acts within %(time)s: %(acts)s.")
SURGE = N_("%(ratio)s times the usual, from %(count)s people on")
STATEMENT = N_("The statement “%(name)s”: «%(words)s»")
BUDGET = N_("Gestures: %(amount)s a month for the whole house.")
BIG = N_("Up to %(count)s large ones a year beside that, of at most %(amount)s; the owner is asked.")
NEVER_FOR = N_("No gesture is for: %(things)s.")
TWICE = N_("Nobody has a second gesture within %(time)s.")
OFF = N_("Switched off: %(says)s")
FLOOR = N_("Below %(share)s certainty a person decides.")


def sentences(plan: Plan, voice: Voice | None = None) -> Iterator[Row]:
    """Return rows with `part`, `id` and `says`, in the order of the document, lines in the order they are tried.

    Without a voice the plan speaks its own language.
    """
    said = voice or speaking(plan.locale.language)
    said = said if said.plan is not None else said.of(plan)
    yield _row("house", "house", explaining_beside.house(plan, said))
    yield from (_row("aim", one.id, aim(one, plan, said)) for one in plan.objectives)
    yield from _segments(plan, said)
    if counts := explaining_beside.measure(plan, said):
        yield _row("measure", "measure", counts)
    yield from (_row("hours", name, f"{name}: {weekly.said(hours.text, said)}.") for name, hours in plan.hours.items())
    yield _row("hours", "holidays", explaining_beside.days_off(plan, said))
    yield from (_row("role", name, role(one, said)) for name, one in plan.roles.items())
    yield from (_row("door", key, clock(one, said)) for key, one in plan.doors.items())
    yield from (_row("line", one.id, line(one, said)) for one in plan.order)
    yield from (_row("line", one.id, said(OFF, says=line(one, said))) for one in plan.resting_lines)
    yield from (_row("authority", one.line, authority(one, plan, said)) for one in plan.authority.values())
    yield from (
        _row("escalation", one.to, said(RUNG if one.after else FOOT, time=said.span(one.after), role=said.role(one.to)))
        for one in plan.escalation
    )
    yield from _care(plan, said)
    yield from _crisis(plan, said)
    yield from (_row("law", one.id, gate(one, said)) for one in plan.gates)
    yield from (_row("law", one.id, said(OFF, says=gate(one, said))) for one in plan.resting_gates)
    yield from _talk(plan, said)


def line(one: Line, voice: Voice) -> str:
    when, doing = line_parts(one, voice)
    within = {"limit": voice.span(one.limit)} if one.limit is not None else {}
    said = [voice(LINE_WITHIN if within else LINE, when=when, acts=doing, **within)]
    if one.max_turns is not None:
        said.append(voice(ONE_TURN) if one.max_turns == 1 else voice(TURNS, count=one.max_turns))
    return " ".join([*said, *([voice(NOTE, note=one.note)] if one.note else [])])


def line_parts(one: Line, voice: Voice) -> tuple[str, str]:
    """Return when a line holds and what is done then."""
    written = one.when.written
    when = voice(IF, conditions=conditions(written, voice)) if written else voice(ANYTHING_ELSE)
    return when, voice.listed([act(done, voice) for done in one.do]) or voice(NOTHING)


def who(name: str, plan: Plan) -> tuple[str, ...]:
    """Return the people of a role, or the role itself where nobody is named."""
    found = plan.roles.get(name)
    return found.people if found is not None and found.people else (name,)


def limit(word: str, amount: int, role: str, plan: Plan, voice: Voice) -> str:
    """Say one limit: "Marta e Iker pueden devolver 30 €"."""
    shape = phrases.MONEY[word][len(who(role, plan)) > 1]
    return voice(shape, who=_people(role, plan, voice), now=voice.money(amount, plan))


def role(one: Role, voice: Voice) -> str:
    people = voice.listed(one.people)
    if not people:
        people = voice.role(one.name) if one.member_role else voice(NOBODY_YET)
    return voice(ROLE, role=one.name, people=people, backup=voice.role(one.backup))


def clock(one: Clock, voice: Voice) -> str:
    where = door(one.key, voice)
    first, after = voice.span(one.first), voice.span(one.next)
    return voice(CLOCK, door=where, first=first, next=after, hours=weekly.said(one.hours.text, voice))


def door(key: str, voice: Voice) -> str:
    return voice(phrases.ANY_OTHER_DOOR) if key == "default" else voice.door(key)


def gate(one: Gate, voice: Voice) -> str:
    return rule_of_law(one.rule, one.when.written, one.effect, voice)


def rule_of_law(rule: str, written: Mapping[str, Any], effect: Effect, voice: Voice) -> str:
    """Say what a gate stands over, where, and what happens without it."""
    over, where = _stands_over(written)
    said = voice.either([phrase(word, one, voice) for word, value in over.items() for one in each(value)])
    told = {"rule": rule.rstrip("."), "acts": said, "effect": voice(phrases.EFFECTS[effect])}
    return voice(GATE_WHERE, where=conditions(where, voice), **told) if where else voice(GATE, **told)


def _stands_over(written: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Part what is about to be done, any of it, from where that is."""
    some = written.get(EITHER)
    if isinstance(some, Mapping) and some.keys() <= OVER.keys() and not written.keys() & OVER.keys():
        return some, {word: value for word, value in written.items() if word != EITHER}
    over = {word: value for word, value in written.items() if word in OVER}
    return over, {word: value for word, value in written.items() if word not in OVER}


def authority(one: Authority, plan: Plan, voice: Voice) -> str:
    """Say everything a role may do without asking."""
    amounts = [
        voice(phrases.UP_TO[word], now=voice.money(one.limits[word], plan)) for word in MONEY if word in one.limits
    ]
    says = may(one.role, sorted(one.may), plan, voice, amounts=amounts)
    if one.month is None:
        return f"{says}."
    together = phrases.IN_A_MONTH[len(who(one.role, plan)) > 1]
    return f"{says}. {voice(together, now=voice.money(one.month, plan))}."


def may(role_name: str, words: list[str], plan: Plan, voice: Voice, *, amounts: Sequence[str] = ()) -> str:
    doing = [voice(phrases.MAY[word]) if word in phrases.MAY else word for word in words]
    shape = phrases.MAY_ALSO[len(who(role_name, plan)) > 1]
    return voice(shape, who=_people(role_name, plan, voice), now=voice.listed([*doing, *amounts]) or voice(NOTHING))


def _people(role_name: str, plan: Plan, voice: Voice) -> str:
    people = who(role_name, plan)
    return voice.listed(people) if people != (role_name,) else voice.of(plan).role(role_name)


def aim(one: Objective, plan: Plan, voice: Voice) -> str:
    wanted = voice(WANTED[one.target.sign], amount=_counted(one, plan, voice))
    metric = voice(METRICS[one.metric].words)
    return voice(AIM, text=one.text, metric=metric, target=wanted, day=voice.day(one.by))


def _counted(one: Objective, plan: Plan, voice: Voice) -> str:
    amount, unit = one.target.amount, METRICS[one.metric].unit
    if unit == "share":
        return voice.share(amount)
    if unit == "span":
        return voice.span(timedelta(seconds=amount))
    return voice.money(int(amount), plan) if unit == "money" else voice.number(amount)


def level(one: Level, voice: Voice) -> str:
    signs = [_sign(word, count, voice) for word, count in one.counts.items()]
    if one.surge:
        signs.append(voice(SURGE, ratio=voice.number(one.surge.ratio), count=one.surge.min_authors))
    doing = voice.listed([act(done, voice) for done in one.do]) or voice(NOTHING)
    told = {"name": one.name[:1].upper() + one.name[1:] or one.number, "signs": " · ".join(signs)}
    return voice(LEVEL, **told, lead=voice.role(one.lead), time=voice.span(one.act_within), acts=doing)


def _sign(word: str, count: int, voice: Voice) -> str:
    return voice(phrases.ONE_SIGN[word]) if count == 1 and word in phrases.ONE_SIGN else voice(
        phrases.SIGNS[word], count=count
    )  # fmt: skip


def _segments(plan: Plan, voice: Voice) -> Iterator[Row]:
    for one in plan.segments:
        doors = voice.listed([voice.door(key) for key in one.doors])
        yield _row(
            "segment", one.id, voice(SEGMENT, text=one.text or one.id, doors=doors, evidence=one.evidence or "–")
        )


def _care(plan: Plan, voice: Voice) -> Iterator[Row]:
    yield from _gestures(plan, voice)
    yield from (_row("tone", *one) for one in explaining_beside.tone(plan, voice))
    for reply in plan.replies.values():
        called = reply.name.replace("_", " ")
        yield _row("reply", reply.name, f"«{called}»: «{reply.text(voice.language, plan.locale.language)}»")
    yield _row("triage", "floor", voice(FLOOR, share=voice.share(plan.triage.floor)))


def never_for(plan: Plan, voice: Voice) -> str:
    """Say what no gesture is for; nothing where the plan names nothing."""
    things = ", ".join(voice(phrases.NEVER_FOR[one]) for one in plan.gestures.never_for)
    return voice(NEVER_FOR, things=things) if things else ""


def _gestures(plan: Plan, voice: Voice) -> Iterator[Row]:
    given = plan.gestures
    if given.budget_month is not None:
        yield _row("gestures", "gestures.budget", voice(BUDGET, amount=voice.money(given.budget_month, plan)))
    if big := given.big:
        says = voice(BIG, count=big.per_year, amount=voice.money(big.max, plan))
        yield _row("gestures", "gestures.big", f"{says} ({big.why})" if big.why else says)
    if given.never_for:
        yield _row("gestures", "gestures.never", never_for(plan, voice))
    if given.not_twice_within:
        yield _row("gestures", "gestures.twice", voice(TWICE, time=voice.span(given.not_twice_within)))
    yield from (_row("gestures", *one) for one in explaining_beside.gestures(given, voice))


def _crisis(plan: Plan, voice: Voice) -> Iterator[Row]:
    yield from (_row("crisis", f"level_{one.number}", level(one, voice)) for one in plan.crisis.levels)
    for reply in plan.crisis.holding.values():
        words = reply.text(voice.language, plan.locale.language)
        yield _row("crisis", reply.name, voice(STATEMENT, name=reply.name.replace("_", " "), words=words))
    if plan.crisis.stand_down:
        yield _row("crisis", "stand_down", explaining_beside.stand_down(plan.crisis.stand_down, voice))
    if plan.troll:
        yield from (_row("troll", *one) for one in explaining_beside.troll(plan.troll, voice))


def _talk(plan: Plan, voice: Voice) -> Iterator[Row]:
    yield from (_row("question", one.id, explaining_beside.question(one, voice)) for one in plan.questions)
    taken: Counter[str] = Counter()
    for starter in plan.calendar:
        name = f"{starter.day} {starter.door}"
        taken[name] += 1
        again = f" {taken[name]}" if taken[name] > 1 else ""
        yield _row("calendar", f"{name}{again}", explaining_beside.starter(starter, voice))


def _row(part: str, name: str, says: str) -> Row:
    return {"part": part, "id": name, "says": says}
