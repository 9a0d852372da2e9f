"""Names a line of the plan, or a law, in words: "límites de «tienda»" for `authority.tienda`; "L08" is itself."""

from collections.abc import Mapping

from mostrador.kit.words import N_
from mostrador.plan import law
from mostrador.plan.authority import VIEWER
from mostrador.plan.voice import Voice

PARTS: Mapping[str, str] = {
    "authority": N_("limits of “%(name)s”"), "doors": N_("times of “%(name)s”"),
    "roles": N_("stand-ins of “%(name)s”"),
}  # fmt: skip
LEVEL = N_("crisis, level %(name)s")
SINGLE: Mapping[str, str] = {
    f"authority.{VIEWER}": N_("who only looks"), "gestures.budget": N_("the month's budget for gestures"),
    "gestures.big": N_("large gestures"), "gestures.never": N_("what no gesture is for"),
    "gestures.twice": N_("no second gesture so soon"), "gestures.ideas": N_("where the idea for a gesture comes from"),
    "gestures.holdout": N_("who gets no gesture"), "tone": N_("how we speak"), "tone.never": N_("what we never say"),
    "tone.max_public_turns": N_("how many answers in public"), "troll": N_("how we treat trolls"),
    "default": N_("what has no line"), "window": N_("the reply window"), "floor": N_("below how much a person decides"),
}  # fmt: skip


def cited(line: str, voice: Voice) -> str:
    """Return it for people; what people named themselves, a line or a rule, is already a name."""
    if line in SINGLE:
        return voice(SINGLE[line])
    if (rule := law.rule(line)) is not None:
        return rule.name(voice.language)
    part, _dot, name = line.partition(".")
    if name and part in PARTS:
        return voice(PARTS[part], name=name.replace("_", " "))
    return voice(LEVEL, name=line[6:]) if line.startswith("level_") else line
