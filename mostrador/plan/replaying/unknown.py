"""What a replay cannot know, the same in the app and on the terminal: words to be translated, with what fills them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from mostrador.kit.words import N_
from mostrador.plan.replaying.report import Report

Said = tuple[str, Mapping[str, object]]
"""A msgid, and its values."""
SIMULATES = N_("This replays how we share out, our clocks and our limits, not what customers would have answered.")
ALWAYS = (
    SIMULATES,
    N_("Needs are those on record, with your corrections; nothing is sorted anew."),
    N_("Answers keep their real times: a shorter clock makes nobody faster here."),
    N_("Whether a crisis was on is not replayed: what a line says for one decides nothing here."),
    N_("What an answer carried is not on record: of the law's questions, only those over gestures are tried."),
    N_("Whose fault a complaint was, who has which role and when a door is open are as today; labels and law as then."),
)
GUESSED = N_("Older messages of which it is a guess whether they needed an answer, or touched the law: %(count)s.")
NOT_FOR = N_("What a gesture was for (a review, silence) is not on record: only its budget and its time are tried.")
NO_MONEY = N_("Nobody noted money given in these days: limits could not be tried.")
NO_SHIFTS = N_("Who was on shift is not on record: clocks run in the plan's hours, with one person there.")
SHIFTS_LATER = N_("Who was on shift is on record from %(day)s on; the days before are not counted with it.")
SHIFTS = N_("Who has no week counts as here whenever the clocks run; breaks and lunches are not on record.")


def said(report: Report) -> Iterator[Said]:
    """Return it in order."""
    yield from ((words, {}) for words in ALWAYS)
    if report.guessed:
        yield GUESSED, {"count": report.guessed}
    yield (NOT_FOR, {}) if report.given else (NO_MONEY, {})
    if report.shifts_from is None:
        yield NO_SHIFTS, {}
        return
    if report.shifts_from > report.since:
        yield SHIFTS_LATER, {"day": report.shifts_from.astimezone(ZoneInfo(report.timezone)).date()}
    yield SHIFTS, {}
