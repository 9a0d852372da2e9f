"""What a plan says beside its lines, as sentences: the house, voice, trolls, how a crisis ends, questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import holidays as almanac
from babel import Locale as Place
from babel.dates import get_timezone_location
from babel.numbers import get_currency_name

from mostrador.kit.words import N_
from mostrador.plan import law, phrases_beside, weekly
from mostrador.plan.parts import Gestures, Holdout, Measure, Pace, Question, StandDown, Starter, Troll
from mostrador.plan.shape import Plan
from mostrador.plan.voice import Voice

Said = tuple[str, str]
"""What a sentence is called among those of its part, and the sentence."""
ADDRESS = N_("We address people as %(address)s.")
TURN, TURNS = (
    N_("After one answer in public we go on in private."),
    N_("After %(count)s answers in public we go on in private."),
)
ALWAYS, NEVER = N_("We always: %(things)s."), N_("We never say: %(words)s.")
TROLL = N_(
    "People are presumed to criticise. %(count)s pieces of evidence are needed; %(role)s looks again after %(time)s."
)
SIGNS = N_("Signs of a troll: %(signs)s.")
STEPS = N_("With a troll, in this order: %(steps)s.")
NOT_EVEN = N_("Not even with a troll: %(things)s.")
QUIET = N_("A crisis ends after %(time)s below its signs.")
DEBRIEF, DRILL = N_("We talk about it within %(time)s."), N_("We rehearse it every %(time)s.")
QUESTION = N_("%(text)s We ask %(whom)s, %(when)s, %(often)s. It decides: %(decides)s.")
AT_ONCE, LATER = N_("at once"), N_("%(time)s later")
ONCE, EVERY = N_("only once"), N_("at most once every %(time)s")
SOME, SOME_IN_ALL = N_("at most %(count)s times every %(time)s"), N_("at most %(count)s times")
STARTER = N_("%(day)s, %(door)s, %(about)s: «%(line)s»")
REST, NO_REST = N_("Public holidays: those of %(place)s."), N_("Public holidays: none.")
CLOSED = N_("Also closed: %(days)s.")
HOUSE = N_(
    "%(owner)s decides. The house speaks %(language)s, counts in %(currency)s and goes by the time of %(place)s."
)
NAMED, SELLS = N_("This is the plan of %(name)s."), N_("The law on what it sells holds: %(trade)s.")
SINCE, REVIEW = N_("The plan begins on %(day)s."), N_("It is looked at again by %(day)s.")
MARGIN, HOUR = N_("Of what is sold, %(share)s is margin."), N_("An hour of work costs %(amount)s.")
REFERRAL, REPORT = N_("A recommendation counts for %(time)s."), N_("There is a report every %(time)s.")
SURE = N_("Figures are: %(grades)s.")
IDEAS = N_("The idea for a gesture comes from: %(things)s.")
HELD_OUT = N_("%(share)s of people get none, so that one sees what gestures do.")
HELD_OUT_OF = N_("%(share)s of people do not get %(things)s, so that one sees what that does.")


def house(plan: Plan, voice: Voice) -> str:
    """Say whose plan it is, who decides, and where that is."""
    place = plan.locale
    said = [voice(NAMED, name=plan.name)] if plan.name else []
    named = get_currency_name(place.currency, count=2, locale=voice.language)
    currency = named if voice.language == "en" else _within(named)  # "US dollars" keeps its capitals
    where = get_timezone_location(place.timezone, locale=voice.language, return_city=True)
    spoken = language(place.language, voice)
    said += [voice(HOUSE, owner=voice.role(plan.owner), language=spoken, currency=currency, place=where)]
    said += [voice(SELLS, trade=voice(phrases_beside.SECTORS.get(place.sector, place.sector)))] if place.sector else []
    said += [voice(SINCE, day=voice.day(plan.effective_from))] if plan.effective_from else []
    said += [voice(REVIEW, day=voice.day(plan.review_by))] if plan.review_by else []
    said[0] = said[0][:1].upper() + said[0][1:]
    return " ".join(said)


def language(code: str, voice: Voice) -> str:
    return str(Place.parse(voice.language).languages.get(code, code))


def measure(plan: Plan, voice: Voice) -> str:
    """Say what counting in money goes by; nothing where the plan says nothing of it."""
    held: Measure = plan.measure
    said = [voice(MARGIN, share=voice.share(held.gross_margin))] if held.gross_margin is not None else []
    said += [voice(HOUR, amount=voice.money(held.hour_cost, plan))] if held.hour_cost is not None else []
    said += [voice(REFERRAL, time=voice.span(held.referral_window))] if held.referral_window else []
    said += [voice(REPORT, time=voice.span(held.report_every))] if held.report_every else []
    said += [voice(SURE, grades=_named(held.grades, phrases_beside.GRADES, voice))] if held.grades else []
    return " ".join(said)


def gestures(held: Gestures, voice: Voice) -> Iterator[Said]:
    """Say of gestures what nothing acts on yet."""
    if held.idea_from:
        yield "gestures.ideas", voice(IDEAS, things=_named(held.idea_from, phrases_beside.SOURCES, voice))
    if held.holdout:
        yield "gestures.holdout", _held_out(held.holdout, voice)


def _held_out(held: Holdout, voice: Voice) -> str:
    share, things = voice.share(held.share), [voice(phrases_beside.THANKS[one]) for one in held.applies_to]
    return voice(HELD_OUT_OF, share=share, things=voice.either(things)) if things else voice(HELD_OUT, share=share)


def _named(words: Sequence[str], known: Mapping[str, str], voice: Voice) -> str:
    return ", ".join(voice(known[one]) for one in words)


def tone(plan: Plan, voice: Voice) -> Iterator[Said]:
    held = plan.tone
    if held.address:
        yield "address", voice(ADDRESS, address=f"«{held.address}»")
    if held.sign_with:
        yield "sign_with", voice(phrases_beside.SIGNED[held.sign_with])
    if held.max_public_turns is not None:
        one = held.max_public_turns == 1
        yield "max_public_turns", voice(TURN) if one else voice(TURNS, count=held.max_public_turns)
    if held.do:
        yield "do", voice(ALWAYS, things=voice.listed(held.do))
    if held.never:
        yield "never", voice(NEVER, words=", ".join(f"«{one}»" for one in held.never))


def troll(held: Troll, voice: Voice) -> Iterator[Said]:
    if held.review_after:
        role, time = voice.role(held.review_by), voice.span(held.review_after)
        yield "troll", voice(TROLL, count=held.evidence_needed, role=role, time=time)
    signs = [_within(voice(phrases_beside.TROLL_SIGNS[one])) for one in held.signs]
    steps = [voice(phrases_beside.TROLL_STEPS.get(one, one)) for one in held.steps]
    never = [voice(phrases_beside.TROLL_NEVER[one]) for one in held.never]
    if signs:
        yield "signs", voice(SIGNS, signs="; ".join(signs))
    if steps:
        yield "steps", voice(STEPS, steps=" → ".join(steps))
    if never:
        yield "never", voice(NOT_EVEN, things=voice.either(never))


def stand_down(held: StandDown, voice: Voice) -> str:
    said = [voice(QUIET, time=voice.span(held.below_for))]
    said += [voice(DEBRIEF, time=voice.span(held.debrief_within))] if held.debrief_within else []
    said += [voice(DRILL, time=voice.span(held.drill_every))] if held.drill_every else []
    return " ".join(said)


def question(one: Question, voice: Voice) -> str:
    told = {"text": one.text, "whom": voice(phrases_beside.AUDIENCES[one.to]), "decides": one.decides or "–"}
    when = voice(LATER, time=voice.span(one.after)) if one.after else voice(AT_ONCE)
    return voice(QUESTION, **told, when=when, often=pace(one.per_person, voice))


def pace(held: Pace, voice: Voice) -> str:
    """Say how often one person may be asked."""
    if held.within is None:
        return voice(ONCE) if held.times == 1 else voice(SOME_IN_ALL, count=held.times)
    time = voice.span(held.within)
    return voice(EVERY, time=time) if held.times == 1 else voice(SOME, count=held.times, time=time)


def starter(one: Starter, voice: Voice) -> str:
    about = voice(phrases_beside.ABOUT[one.about])
    return voice(STARTER, day=weekly.day(one.day, voice), door=voice.door(one.door), about=about, line=one.line)


def days_off(plan: Plan, voice: Voice) -> str:
    """Say on which days those hours rest that name days of the week."""
    country, days = law.country(plan.locale), sorted(plan.locale.holidays)
    where = place(country, plan.locale.subdivision, voice)
    said = [voice(REST, place=where) if country else voice(NO_REST)]
    return " ".join([*said, *([voice(CLOSED, days=voice.listed([voice.day(one) for one in days]))] if days else [])])


def place(country: str, region: str, voice: Voice) -> str:
    """Name a country, and its region where there is one: "España (Galicia)"."""
    named = str(Place.parse(voice.language).territories.get(country, country))
    return f"{named} ({regions(country).get(region, region)})" if region else named


def regions(country: str) -> dict[str, str]:
    """Return the regions of a country whose holidays are known, by their codes."""
    known = almanac.list_supported_countries().get(country, [])
    if not known:
        return {}
    names = {code: name for name, code in getattr(almanac, country).subdivisions_aliases.items()}
    return {code: names.get(code, code) for code in known}


def _within(words: str) -> str:
    """Begin small what stands inside of a sentence."""
    return words[:1].lower() + words[1:]
