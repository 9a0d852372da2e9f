"""What the check of a plan finds, in the reader's language: each finding is matched with the sentence it was made of.

The check itself speaks English, as its file and its command do. A sentence that is not here stays English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from mostrador.kit.words import N_
from mostrador.plan import phrases

SENTENCES = (
    N_("%(a)s says nothing"),
    N_("`%(a)s` is no act"),
    N_("`%(a)s` in %(b)s is no act"),
    N_("`%(a)s` in %(b)s: %(c)s"),
    N_("One of %(a)s."),
    N_("Write `%(a)s`."),
    N_("that is no role"),
    N_("there are no words of that name"),
    N_("there is no statement of that name"),
    N_("that is not known"),
    N_("it needs words"),
    N_("`%(a)s` takes no value"),
    N_("Write `%(a)s` alone."),
    N_("Write its words under `%(a)s`, or use one of %(b)s."),
    N_("the plan is to be reviewed before it begins"),
    N_("Write a later day."),
    N_("the plan should have been reviewed by %(a)s"),
    N_("Review it and write the next day."),
    N_("the plan begins on %(a)s"),
    N_("It holds as soon as it is in force; mend the day."),
    N_("Start more about your customers than about yourselves."),
    N_("nobody knows how %(a)s stands now"),
    N_("Measure it first, and write it under `now`."),
    N_("the day of %(a)s is past (%(b)s)"),
    N_("Say what came of it, and write the next day."),
    N_("%(a)s asks for more than any door promises: %(b)s gives %(c)s"),
    N_("Lower the `first` of your doors, or raise the target."),
    N_("nothing shows that %(a)s matter"),
    N_("Write how you know: `%(a)s`."),
    N_("%(a)s decides nothing"),
    N_("Write what the answer decides, or do not ask."),
    N_("`%(a)s` is no door of this plan"),
    N_("`%(a)s` in %(b)s is no door of this plan"),
    N_("`%(a)s` is used twice"),
    N_("Give each its own id."),
    N_("Give each line and each gate its own id."),
    N_("a level of crisis is left out"),
    N_("Start with level_1 and leave none out."),
    N_("nothing says when a crisis ends"),
    N_("`%(a)s` is no role"),
    N_("the ratio of %(a)s has no smallest number of authors"),
    N_("Write `min_authors:` with %(a)s or more: a quiet shop would drown in alarms."),
    N_("one piece of evidence makes nobody a troll"),
    N_("criticism could be hidden"),
    N_("Write `%(a)s` under `never`, and not under `steps`."),
    N_("people are presumed `%(a)s`"),
    N_("level %(a)s does not rise: `%(b)s` is no more than in level %(c)s"),
    N_("Raise it."),
    N_("Raise it to at least as much."),
    N_("no law of %(a)s is known here"),
    N_("the plan does not say in which country it holds"),
    N_("Ask somebody who knows it, and write your own gates under `legal`."),
    N_("%(a)s may do `%(b)s` and no gate stands over it, but the law does: %(c)s"),
    N_("%(a)s may do `%(b)s` at %(d)s and no gate stands over it, but the law does: %(c)s"),
    N_("Add to `legal`: %(a)s."),
    N_("Add `%(a)s`."),
    N_("there is no default line"),
    N_("Give it a `when`, or remove it."),
    N_("no line is about complaints: `need: complaint`"),
    N_("%(a)s is never reached: its own conditions never hold together"),
    N_("%(a)s is never reached: %(b)s asks the same before it"),
    N_("%(a)s is never reached: %(b)s takes all of that before it"),
    N_("%(a)s is never reached: %(b)s takes everything"),
    N_("%(a)s is never reached: the lines before it take everything it asks for"),
    N_("Mend its `when`."),
    N_("Change its `when`, move it up, or join the two."),
    N_("the limit of %(a)s hurries nobody: every door is as quick"),
    N_("Lower it, or leave it out."),
    N_("the owner `%(a)s` is no role"),
    N_("%(a)s has no stand-in"),
    N_("`%(a)s` cannot stand in for %(b)s"),
    N_("Write `backup:` with another of %(a)s."),
    N_("%(a)s has no authority and must ask for everything"),
    N_("Write what it `may`."),
    N_("Add it to `may`, or write `all`."),
    N_("%(a)s is nobody"),
    N_("Write names under `people`, or whose role it is: `member_role`."),
    N_("%(a)s may less than %(b)s below: `%(c)s`"),
    N_("%(a)s may not %(b)s, which %(c)s below may"),
    N_("Leave it at one."),
    N_("this step comes no later than the one before"),
    N_("Write the steps in order of `after`."),
    N_("%(a)s may %(b)s more at once than in a month"),
    N_("Raise `month`, or lower the other."),
    N_("a door that is not named here gets your most patient clock"),
    N_("%(a)s would be done before it is answered"),
    N_("Raise `resolve`, or lower `first`."),
    N_("Lower `first`."),
    N_("the fallback `%(a)s` is no door"),
    N_("%(a)s falls back on itself"),
    N_("Name another door."),
    N_("`%(a)s` of %(b)s is %(c)s: nobody on shift can answer so fast"),
    N_("Write a minute or more: 5m."),
    N_("%(a)s comes first, and nothing shows why"),
    N_("Name it in a segment with `evidence`, or lower its `priority`."),
    N_("%(a)s says the same as %(b)s"),
    N_("Say it otherwise, or keep one of them."),
    N_("Say it otherwise."),
    N_("%(a)s says “%(b)s”, which the tone never does"),
    N_("`%(a)s` is no condition"),
    N_("`%(a)s` holds conditions"),
    N_("`%(a)s` is no metric"),
    N_("`%(a)s` is no target"),
    N_("`%(a)s` does not count %(b)s in its unit (%(c)s)"),
    N_("`%(a)s` would reward the wrong way: %(b)s of %(c)s is better"),
    N_("Write it like %(a)s."),
    N_("Write one of %(a)s."),
    N_("Write a number of 1 or more."),
    N_("`%(a)s` is missing in %(b)s"),
    N_("`%(a)s` is no word of %(b)s"),
    N_("Mend its spelling or take it out; known are %(a)s."),
    N_("%(a)s must be words"),
    N_("%(a)s must be a name"),
    N_("%(a)s must be a list"),
    N_("%(a)s must be a date"),
    N_("%(a)s must be a whole number"),
    N_("%(a)s cannot be `%(b)s`"),
    N_("%(a)s is neither true nor false"),
    N_("Write `true` or `false`."),
    N_("%(a)s is no amount of money"),
    N_("Write a number with at most %(a)s decimals: 30."),
    N_("`%(a)s` does not say how often one person may be asked"),
    N_("`%(a)s` is none of the plan's hours"),
    N_("this is not YAML: %(a)s"),
    N_("Mend the brackets, quotes or indentation there."),
    N_("`%(a)s` stands here twice"),
    N_("Keep one of them."),
    N_("Put it between quotes."),
    N_("Put them between quotes."),
    N_("A ratio needs a smallest number of authors: `%(a)s`."),
    N_("Write `%(a)s` or more."),
    N_("Write `%(a)s` with one of %(b)s."),
    N_("nothing shows why %(a)s comes first"),
    N_("%(a)s may be answered after its window of %(b)s has closed"),
    N_("Write by which day: `%(a)s`."),
    N_("Write what it is measured by: `%(a)s`."),
    N_("Write what to reach: `%(a)s`."),
    N_("Write how many different pieces: `%(a)s`."),
)
SPOKEN = frozenset({
    "%(a)s may do `%(b)s` and no gate stands over it, but the law does: %(c)s",
    "%(a)s may do `%(b)s` at %(d)s and no gate stands over it, but the law does: %(c)s",
    "%(a)s may less than %(b)s below: `%(c)s`",
    "%(a)s may not %(b)s, which %(c)s below may",
    "%(a)s may %(b)s more at once than in a month",
})  # fmt: skip
"""Sentences that say what one may: as people say it, where the translation does not quote the plan's own word."""
SAID: Mapping[str, str] = {
    **phrases.ACTS, **phrases.MAY, "refund": N_("refund"), "discount": N_("give a discount"),
    "gesture": N_("give something"), "month": N_("give so much in a month"),
}  # fmt: skip
HOLE = re.compile(r"%\\\(([a-d])\\\)s")


def told(text: str, say: Callable[[str], str]) -> str:
    """Return a finding's reason or fix as `say` has it; so is what stands in its holes where it is a sentence."""
    for msgid, shape in _shapes():
        if found := shape.fullmatch(text):
            return say(msgid) % {name: _part(msgid, name, part, say) for name, part in found.groupdict().items()}
    return text


def _part(msgid: str, name: str, part: str, say: Callable[[str], str]) -> str:
    if msgid not in SPOKEN or f"`%({name})s`" in say(msgid):
        return told(part, say)
    return ", ".join(say(SAID[one]) if one in SAID else told(one, say) for one in part.split(", "))


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the sentences as patterns, those with most words of their own first."""
    return tuple((one, _shape(one)) for one in sorted(SENTENCES, key=lambda one: -len(HOLE.sub("", re.escape(one)))))


def _shape(msgid: str) -> re.Pattern[str]:
    return re.compile(HOLE.sub(lambda hole: f"(?P<{hole[1]}>.+?)", re.escape(msgid)), re.DOTALL)
