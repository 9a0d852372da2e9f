"""What the page of a crisis shows: how many are angry and how that went, who leads, what is known, what was done."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.accounts.models import Member
from mostrador.desk import care
from mostrador.desk.surroundings import Surroundings
from mostrador.desk.wording import capital
from mostrador.inbox.models import Message
from mostrador.journeys.crisis import drilling, leading, wording
from mostrador.kit import saying
from mostrador.kit.addressing import address
from mostrador.kit.words import N_
from mostrador.listening import counting
from mostrador.listening.models import Anger, Crisis, Step
from mostrador.listening.reading import Angry
from mostrador.listening.weighing import WINDOW
from mostrador.plan import keeping

Shown = dict[str, Any]
HOUR = timedelta(hours=1)
LINE = "crisis.level_"
HOURS = 24  # of the curve
VOICES = 6
PAUSES = {
    "posts": N_("Posts scheduled at the networks themselves"),
    "adverts": N_("Adverts that are running"),
    "mailings": N_("Newsletters and automatic mails"),
    "list": N_("Everybody on the list of calls"),
    "page": N_("The page that waits for such a day is public"),
}
BY_HOUSE = {
    "pause_gestures": N_("Gestures: paused by Mostrador while it lasts"),
    "hourly_update": N_("Each hour Mostrador reminds whoever leads of the note"),
    "watch": N_("Mostrador counts anew every five minutes"),
}
SAID = {
    Step.What.CALLED: N_("%(words)s was called"),
    Step.What.REMINDED: N_("%(words)s was reminded of the note"),
    Step.What.UNREACHED: N_("No way to call %(words)s was open"),
    Step.What.STAND_IN: N_("%(words)s stands in for the lead"),
    Step.What.ACTED: N_("I lead it"),
    Step.What.NOTE: N_("Note: %(words)s"),
    Step.What.FACT: N_("We know: %(words)s"),
    Step.What.UNKNOWN: N_("We do not know: %(words)s"),
    Step.What.OWNER: N_("The problem is %(words)s's"),
    Step.What.DEBRIEF: N_("Looked back: %(words)s"),
}


def page(crisis: Crisis, around: Surroundings) -> Shown:
    """Return all of it, for who looks."""
    steps = list(crisis.steps.select_related("member").order_by("pk"))
    may_lead = leading.may_lead(crisis, around.member)
    return {
        "record": crisis, "title": wording.title(crisis), "line": wording.line(crisis),
        "leads": capital(wording.leads(crisis, around.now)), "began": saying.moment(crisis.began_at, around.now),
        "ended": saying.moment(crisis.ended_at, around.now) if crisis.ended_at else "",
        "is_on": crisis.level > 0, "may_write": around.member.may_write,
        "may_lead": may_lead and around.member.may_write, "acted": crisis.acted_at,
        "curve": curve(crisis, around.now), "silence": _silence(crisis, around), "voices": _voices(crisis, around),
        "known": _words(steps, Step.What.FACT), "unknown": _words(steps, Step.What.UNKNOWN),
        "notes": _notes(crisis), "given": _words(steps, Step.What.NOTE)[-1:],
        "next_note": saying.moment(crisis.note_at, around.now) if crisis.note_at else "",
        "pauses": _pauses(crisis, steps),
        "by_house": [] if crisis.drill else _by_house(crisis),
        "team": _team(crisis), "owner": crisis.owner.name if crisis.owner else "",
        "log": [_line(step, around.now) for step in reversed(steps)],
        "debrief_by": saying.before(crisis.debrief_by, around.now) if crisis.debrief_by else "",
    }  # fmt: skip


def nothing(around: Surroundings) -> Shown:
    """Return the page of a day like any other: what is usual now, what was, and when a drill is due."""
    reading = counting.now()
    least, most = int(reading.usual), int(reading.usual) + 2
    past = Crisis.objects.select_related("lead").order_by("-began_at")[:20]
    plan = keeping.current().crisis
    return {
        "usual": _("The usual at this hour: %(least)s–%(most)s angry people.") % {"least": least, "most": most},
        "now": ngettext("%(count)s angry person in 2 h", "%(count)s angry people in 2 h", reading.authors)
        % {"count": reading.authors},
        "past": [_row(one, around.now) for one in past], "planned": bool(plan.levels),
        "levels": [(level.number, (level.name or str(level.number))) for level in plan.levels
                   if leading.may_raise(level.number, around.member)],
        "drill_due": _drill_due(around.now), "may_write": around.member.may_write,
    }  # fmt: skip


def curve(crisis: Crisis, now: datetime) -> Shown:
    """Return bars, one an hour, for the drawing, and the same in words."""
    end = min(now, _end(crisis, now) + 2 * HOUR)
    rows = counting.between(end - HOURS * HOUR, end)
    people = [_people(rows, end - (back + 1) * HOUR, end - back * HOUR) for back in reversed(range(HOURS))]
    top = max([*people, 1])
    bars = [{"x": number * 10, "height": round(count / top * 60, 1), "y": round(64 - count / top * 60, 1)}
            for number, count in enumerate(people)]  # fmt: skip
    peak, at = _peak(crisis, rows)
    told = {"peak": peak, "when": saying.moment(at, now)}
    words = _("Angry people each hour, the last 24. Most in two hours: %(peak)s, %(when)s.") % told
    return {"bars": bars, "words": words, "from": saying.moment(end - HOURS * HOUR, now), "to": saying.moment(end, now)}


def _peak(crisis: Crisis, rows: list[Angry]) -> tuple[int, datetime]:
    """Return the most people in two hours and when that was: what was counted, or what the bars show from before."""
    shown = drilling.worst(rows)
    most = _people(rows, shown - WINDOW, shown) if shown else 0
    return (most, shown) if shown and most > crisis.peak else (crisis.peak, crisis.peak_at)


def _people(rows: list[Angry], begins: datetime, ends: datetime) -> int:
    return len({row.person for row in rows if begins < row.at <= ends})


def _end(crisis: Crisis, now: datetime) -> datetime:
    """Return up to when it is told: a drill up to the moment that it rehearses."""
    return crisis.peak_at if crisis.drill else crisis.ended_at or now


def _of(crisis: Crisis, around: Surroundings) -> Any:
    end = _end(crisis, around.now)
    begun = end if crisis.drill else crisis.began_at
    visible = Message.objects.visible_to(around.member).values("pk")
    span = Anger.objects.filter(at__gt=begun - WINDOW, at__lte=end, message__in=visible)
    return span.select_related("message", "person", "silence").order_by("-at", "-pk")


def _voices(crisis: Crisis, around: Surroundings) -> list[Shown]:
    """Return the last words of the last few people, one each."""
    seen: dict[int, Shown] = {}
    for one in _of(crisis, around)[: VOICES * 5]:
        seen.setdefault(one.person.head_id, {
            "name": str(one.person), "words": one.message.text[:160], "when": saying.ago(one.at, around.now),
            "url": address("desk:case", one.message.case_id) if one.message.case_id else "", "public": one.public,
        })  # fmt: skip
    return list(seen.values())[:VOICES]


def _silence(crisis: Crisis, around: Surroundings) -> Shown | None:
    """Return the silence before the anger, the oldest one: whom nobody had answered, and since when."""
    before = _of(crisis, around).exclude(silence=None).order_by("silence__shown_at").first()
    if before is None or before.silence is None:
        return None
    waited = saying.lasting(before.at - before.silence.shown_at)
    words = _("It began with %(name)s, unanswered for %(time)s: %(quote)s") % {
        "name": before.person, "time": waited, "quote": saying.quoted(before.silence.text[:120]),
    }  # fmt: skip
    return {"words": words, "url": address("desk:case", before.silence.case_id) if before.silence.case_id else ""}


def _notes(crisis: Crisis) -> list[Shown]:
    """Return the holding statements that the plan names for this level, else all of them."""
    holding = leading.holding()
    named = [str(act.value) for act in leading.doing(crisis) if act.word == "holding" and act.value in holding]
    return [_note(name, holding[name]) for name in named[-1:]]


def _note(name: str, text: str) -> Shown:
    """Return a statement to be filled in; until then its blanks stand in it by name: "A las [hora] contamos …"."""
    blanks = leading.blanks_of(text)
    return {"name": name, "text": leading.fill(text, {one: f"[{one}]" for one in blanks}),
            "blanks": [(one, capital(one.replace("_", " "))) for one in blanks]}  # fmt: skip


def _pauses(crisis: Crisis, steps: list[Step]) -> list[Shown]:
    asked = leading.by_people(crisis)
    ticked = [step for step in steps if step.what in (Step.What.PAUSED, Step.What.DONE)]
    done = {step.words: step.member.name if step.member else "" for step in ticked}
    return [
        {"key": key, "word": _by_hand(key), "done": key in done, "by": done.get(key, ""),
         "paused": leading.BY_PEOPLE.get(key) == leading.PAUSES}
        for key in dict.fromkeys([*asked, *done])
    ]  # fmt: skip


def _by_hand(item: str) -> str:
    """Say what people pause or do: an act of the plan in the words of its list."""
    if item in PAUSES:
        return _(PAUSES[item])
    words = care.words_of(item)
    return words[:1].upper() + words[1:]


def _by_house(crisis: Crisis) -> list[str]:
    """Say what Mostrador does by itself at this level."""
    words = {act.word for act in leading.doing(crisis)}
    return [_(said) for word, said in BY_HOUSE.items() if word in words]


def _team(crisis: Crisis) -> list[tuple[int, str]]:
    return list(Member.objects.filter(is_active=True).exclude(role="viewer").order_by("name").values_list("pk", "name"))


def _words(steps: list[Step], what: Step.What) -> list[str]:
    return [step.words for step in steps if step.what == what]


def _line(step: Step, now: datetime) -> Shown:
    return {"when": saying.moment(step.at, now), "who": step.member.name if step.member else _("Mostrador"),
            "words": _told(step, now), "by": _under(step.line)}  # fmt: skip


def _under(line: str) -> str:
    """Say which level of the plan somebody acted under; any other line by its name."""
    number = line.removeprefix(LINE)
    return _("level %(level)s") % {"level": number} if number != line else line


def _told(step: Step, now: datetime) -> str:
    match step.what:
        case Step.What.RAISED:
            why = _(wording.SIGNS[step.words]) if step.words in wording.SIGNS else _rehearsed(step.words, now)
            return _("Level %(level)s: %(why)s") % {"level": step.level, "why": why}
        case Step.What.NEXT_NOTE:
            return _("Next note %(when)s") % {"when": saying.moment(datetime.fromisoformat(step.words), now)}
        case Step.What.PAUSED | Step.What.DONE:
            ticked = _("Paused: %(what)s") if step.what == Step.What.PAUSED else _("Done: %(what)s")
            return ticked % {"what": _by_hand(step.words)}
        case Step.What.STOOD_DOWN:
            return _("It stands down. %(words)s") % {"words": step.words}
        case Step.What.SAID:
            return step.words
    return _(SAID[Step.What(step.what)]) % {"words": step.words or _("the lead")}


def _rehearsed(words: str, now: datetime) -> str:
    """Say the words, or for a drill the moment that is rehearsed."""
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return words
    return _("a drill on what happened %(when)s") % {"when": saying.moment(moment, now)}


def _row(one: Crisis, now: datetime) -> Shown:
    span = saying.lasting((one.ended_at or now) - one.began_at)
    told = {"span": span, "peak": one.peak, "name": one.lead.name if one.lead else _("nobody")}
    words = ngettext(
        "lasted %(span)s, at most %(peak)s person in 2 h, led by %(name)s",
        "lasted %(span)s, at most %(peak)s people in 2 h, led by %(name)s", one.peak,
    ) % told  # fmt: skip
    return {"title": wording.title(one), "when": saying.moment(one.began_at, now), "words": words,
            "state": one.get_state_display(), "url": address("desk:crisis", one.pk)}  # fmt: skip


def _drill_due(now: datetime) -> str:
    rule = keeping.current().crisis.stand_down
    if rule is None or rule.drill_every is None:
        return ""
    last = Crisis.objects.filter(drill=True).order_by("-began_at").values_list("began_at", flat=True).first()
    if last is None:
        return _("You have not rehearsed yet.")
    due = last + rule.drill_every
    said = {"when": saying.dated(due, now)}
    return (
        _("The next drill is due on %(when)s.") % said
        if due > now
        else _("A drill has been due since %(when)s.") % said
    )
