"""What all heads say of a message, tempered by the rules of plain words that know better than they.

Danger, threats and despair that the models miss; a trace of danger without a word that bears it out; a buyer taken for
an advertisement; a joke, a fair request for somebody in charge or a kind word of them taken for abuse.
"""

from __future__ import annotations

from collections.abc import Iterable

from mostrador.triage import despair, faint, in_charge, net, shopping, threats
from mostrador.triage.heads import HEADS, PLACES, SUBS, Told, by_kind, likeliest_sub, opinions
from mostrador.triage.opinion import Deeper
from mostrador.triage.reading import Read, read
from mostrador.triage.weights import Light, shipped

GRAVELY = 0.9  # how sure words of somebody who would hurt themselves, or us, make us
TEMPTING = 0.1  # spam less probable than this needs no second look
SPOILED = 0.05  # how the odds of danger fall where only something rotten is named: corks rot, and shelves
LEAST = 0.001
SMALL_TROUBLE = (
    "complaint.defect",
    "complaint.delivery",
    "complaint.service",
)  # danger, law and money stay what they are
WEAK = 0.6  # danger first seen less surely than this may be gone on second thoughts
GONE = 0.1  # of danger, by both models: below this the second thought sees none


def taken_back(text: str, *, first: float, deeper: Deeper | None, public: bool = False) -> bool:
    """Say whether a danger is gone on second thoughts that was first seen as surely as `first`.

    Only a weak one that no strong word told, and that both models together see no more.
    """
    message = read(text, public=public)
    if deeper is None or first >= WEAK or "safety" in net.telling(message) or despair.said(message):
        return False
    return not threats.said(message) and _danger(probabilities(shipped(), message, deeper)) < GONE


def probabilities(light: Light, message: Read, deeper: Deeper | None = None) -> Told:
    """Return what all heads say, of the light model alone or of both; only of danger words know more than they."""
    told = _told(light, message, deeper)
    if threats.said(message):
        _raise(told, "abuse.threat")
    elif despair.said(message):
        _raise(told, "complaint.safety")
    elif net.only_spoiled(message):
        _calm(told)
    elif _unfounded(message, told):
        _forget(told)
    if max(told["spam"][0], by_kind(told["sub"])["spam"]) >= TEMPTING and shopping.plainly(message):
        _welcome(told)
    if not threats.said(message):
        _excuse(told, message)
    return told


def _told(light: Light, message: Read, deeper: Deeper | None) -> Told:
    scores = light.scores(message.spoken, message.signs)
    if deeper is None:
        return opinions(scores, light.told["temperature"])
    together = list(deeper.scores)
    for head in HEADS:
        share = deeper.light_share[head.name]
        for at in range(PLACES[head.name].start, PLACES[head.name].stop):
            together[at] += share * scores[at]
    return opinions(together, deeper.temperature)


def _raise(told: Told, sub: str) -> None:
    """Take them for in danger, themselves or by them, whatever the model takes them for; a threat is abuse besides."""
    told["sub"] = [p * (1 - GRAVELY) for p in told["sub"]]
    told["sub"][SUBS.index(sub)] += GRAVELY
    told["need.safety"][0] = GRAVELY
    for head in ("abuse", "spam", "silent"):
        told[head][0] *= 1 - GRAVELY
    if sub == "abuse.threat":
        told["abuse"][0] = GRAVELY


def _unfounded(message: Read, told: Told) -> bool:
    """Say whether there is no more than a trace of danger in it, and no word that bears it out."""
    if "safety" in net.telling(message):
        return False
    return (_danger(told) < faint.SURE and not faint.signed(message)) or faint.only_ill(message)


def _danger(told: Told) -> float:
    return (told["need.safety"][0] + told["sub"][SUBS.index("complaint.safety")]) / 2


def _forget(told: Told) -> None:
    """Take the trace of danger away. Beside a likelier complaint it only makes that one more urgent, and may."""
    told["need.safety"][0] = 0.0
    at, sub = SUBS.index("complaint.safety"), told["sub"]
    if likeliest_sub("complaint", sub) == SUBS[at]:
        left = max(LEAST, 1 - sub[at])
        told["sub"] = [0.0 if each == at else p / left for each, p in enumerate(sub)]


def _calm(told: Told) -> None:
    """Take something rotten for bad goods unless all the rest speaks of danger."""
    at, sub = SUBS.index("complaint.safety"), told["sub"]
    calm = _less(sub[at])
    sub[SUBS.index("complaint.defect")] += sub[at] - calm
    sub[at] = calm
    told["need.safety"][0] = _less(told["need.safety"][0])


def _excuse(told: Told, message: Read) -> None:
    """Take nobody for abusive or angry who asks for somebody in charge, speaks kindly of them, or loves us loudly."""
    kinds = by_kind(told["sub"])
    abused = max(told["abuse"][0], kinds["abuse"]) >= TEMPTING
    troubled = told["need.complaint"][0] + kinds["complaint"] >= TEMPTING
    if (abused or troubled) and in_charge.all_they_praise(message):
        _is_no_abuse(told, "praise.praise")
        _is_no_complaint(told, "praise.praise")
    if abused and in_charge.asked_calmly(message):
        _is_no_abuse(told, "question.human")
    elif abused and threats.in_jest(message):
        _is_no_abuse(told, "praise.praise")
    if troubled and in_charge.all_they_ask(message):
        _is_no_complaint(told, "question.human")


def _is_no_abuse(told: Told, instead: str) -> None:
    _retell(told, [name for name in SUBS if name.startswith("abuse.")], instead)
    told["abuse"][0] = 0.0


def _is_no_complaint(told: Told, instead: str) -> None:
    _retell(told, SMALL_TROUBLE, instead)
    told["need.complaint"][0] = 0.0


def _retell(told: Told, subs: Iterable[str], instead: str) -> None:
    sub = told["sub"]
    for at in map(SUBS.index, subs):
        sub[SUBS.index(instead)] += sub[at]
        sub[at] = 0.0


def _welcome(told: Told) -> None:
    """Take somebody who means to buy for just that, where the model would have them offer something."""
    _retell(told, [name for name in SUBS if name.startswith("spam.")], "purchase.buy")
    told["spam"][0] = 0.0


def _less(p: float) -> float:
    return p * SPOILED / (1 - p + p * SPOILED)
