"""A message in, an opinion out: the model's probabilities, the safety net of words, and what was said before.

Probabilities are those of the model, as sure as it was found to be right on rows it had not seen; thresholds for acting
belong to the plan and to the screen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from msgspec import structs

from mostrador.triage import accusing, clauses, in_charge, matters, net, rights, showing
from mostrador.triage import before as conversation
from mostrador.triage import language as languages
from mostrador.triage.before import NOTHING, Before
from mostrador.triage.clauses import Shown
from mostrador.triage.heads import EXTRAS, PLACES, SUBS, Told, by_kind, likeliest_sub
from mostrador.triage.layer import Layer, moved
from mostrador.triage.needs import kind_of, leading_need
from mostrador.triage.opinion import Deeper, Need, Opinion
from mostrador.triage.reading import Read, read
from mostrador.triage.tempering import probabilities
from mostrador.triage.weights import Light, shipped

UNKNOWN = 0.3  # how sure we are that something else is meant when there is nothing to go by
ALSO = 0.7  # a further need less probable than this is not named
BLAMED = 0.5  # to call words spam takes as much
SAID_OTHERWISE, SAID_IN_WORDS = 0.4, 0.15  # wrong facts and recommendations hide in feedback and praise
GRAVE, GRAVE_BORNE_OUT = 0.25, 0.1  # critical from here; from there where words, or a head of trouble, bear it out
PLAIN, HEARD = 0.6, 0.2  # a complaint less plain than this must be heard so much by the heads of trouble too
LOUD = 0.7  # trouble or abuse as probable as this leads over thanks
MANAGER = 0.6
DOUBTED = 0.3  # a complaint surer than the danger in it by so much is named beside it
DENIED = 0.01  # what is left of praise with a no before it
SILENT, SILENT_WHEN_BLAMED = 0.6, 0.3
OVERHEARD = 0.85  # said in public, and so surely no question, order or complaint: nobody waits for words
_LEVELS = ("low", "normal", "high", "critical")
_TROUBLE = ("safety", "complaint")
_ACCUSING = ("abuse", "spam")
_THANKFUL = ("praise", "chitchat")  # nobody is thanked for a threat, an insult or a danger
_HEEDED = frozenset({"complaint.safety", "complaint.legal", "complaint.privacy"})  # heard however softly they are said
_TONES = ("neg", "neu", "pos")
_ALONE = frozenset({"abuse", "spam", "chitchat"})  # kinds beside which no clause is listened to
_QUIET = frozenset({"abuse", "spam", "chitchat", "praise"})
_GRAVE_SUBS = [SUBS.index(f"complaint.{sub}") for sub in ("safety", "legal", "privacy", "billing")] + [
    SUBS.index("abuse.threat")
]
_SURE = 0.001  # nothing is certain, and nothing is impossible


def sort(
    text: str, *, public: bool = False, hint: str = "", before: Before = NOTHING, deeper: Deeper | None = None,
    layer: Layer | None = None,
) -> Opinion:  # fmt: skip
    """Say what a text needs. `hint` is the language the person wrote in before; `public` that all can read it.

    `layer` is what the shop taught. It is not asked where danger, law, privacy or a threat is seen without it, and who
    is owed an answer or somebody in charge without it is owed them with it.
    """
    message, light = read(text, public=public), shipped()
    told = probabilities(light, message, deeper)
    opinion = _opinion(message, light, told, public=public, hint=hint, before=before)
    gained = layer.gained(message) if layer is not None and layer.base == light.version else None
    if gained is None or _sees_danger(message, opinion):
        return opinion
    taught = _opinion(message, light, moved(told, gained), public=public, hint=hint, before=before)
    return structs.replace(
        taught, asks_for_manager=opinion.asks_for_manager, needs_answer=opinion.needs_answer or taught.needs_answer,
        raises=opinion.raises,
    )  # fmt: skip


def _sees_danger(message: Read, opinion: Opinion) -> bool:
    grave = opinion.urgency == "critical" or net.grave(message, dict.fromkeys(languages.LANGUAGES, 1.0))
    return grave or any(need.kind == "safety" for need in opinion.needs)


def _opinion(message: Read, light: Light, told: Told, *, public: bool, hint: str, before: Before) -> Opinion:
    spoken = languages.settle(told["language"], words=message.word_count, hint=hint)
    best = max(spoken, key=lambda each: spoken[each])
    kinds = conversation.weighed(by_kind(told["sub"]), before, words=message.word_count, asks="?" in message.text)
    if net.denied(message):
        kinds["praise"] *= DENIED
    insulting = net.insulting(message, spoken)
    borne_out = net.grave(message, spoken) or max(_trouble(told)) >= HEARD or _worst(told) == "complaint.safety"
    never = _never(told, borne_out=borne_out, insulting=insulting)
    abusive = partial(accusing.heard, told["abuse"][0], message, language=best, insulting=insulting)
    troubled = net.troubled(message) or abusive(kind="complaint")
    kind = _kind(kinds, told, troubled=troubled, never=never, insulted=abusive(kind="abuse"))
    abuse = abusive(kind=kind)
    threat = _danger(told) >= _critical_from(borne_out)  # it stays one, whatever it wants
    if abuse and not threat and kind in ("abuse", *_THANKFUL):
        kind = accusing.claimed(message, kinds, language=best) or kind
    needs = _needs(message, light, told, kind, kinds, answers=conversation.asked(before))
    leading = needs[0].kind if needs else "other"
    urgency, urgency_p = _urgency(told, kind, borne_out=borne_out)
    tone = "neu" if kind == "spam" else _likeliest(_TONES, told["tone"])
    raises = () if kind == "spam" else matters.raised(told["sub"], kind=kind, claimed=rights.claimed(message))
    passing = _in_passing(message, public=public) or (public and _overheard(message, kinds, kind, needs))
    passing = passing and not raises
    return Opinion(
        language=best,
        language_p=round(spoken[best], 3),
        needs=needs,
        kind=kind_of(leading),
        sub=likeliest_sub(kind, told["sub"]).partition(".")[2],
        urgency=urgency,
        tone=tone,
        abuse=abuse,
        spam=told["spam"][0] >= BLAMED or kind == "spam",
        asks_for_manager=told["manager"][0] >= MANAGER or in_charge.asked_for(message),
        needs_answer=not passing
        and (bool(raises) or kinds["complaint"] >= kinds[kind] or _needs_answer(message, told, kind, needs)),
        in_passing=passing,
        why="; ".join(f"{need.kind}: «{need.words}»" for need in needs if need.words),
        urgency_p=_rounded(urgency_p),
        tone_p=_rounded(told["tone"][_TONES.index(tone)]),
        abuse_p=_rounded(max(told["abuse"][0], kinds["abuse"] if abuse else 0.0)),
        text=message.text,
        raises=raises,
    )


def _kind(kinds: Mapping[str, float], told: Told, *, troubled: bool, never: Sequence[str], insulted: bool) -> str:
    """Return the likeliest kind that is borne out.

    An insult in somebody's trouble does not make them a troll, nor does a word of trouble in everyday talk a complaint;
    what is not quite a complaint accuses nobody instead. `never` are the kinds that it cannot be.
    """
    best = max(kinds, key=lambda kind: kinds[kind])
    borne_out = insulted if best == "abuse" else _borne_out(best, kinds[best], told)
    if best not in never and ((best == "complaint" and troubled) or borne_out):
        return best
    left_out = {best, *_ACCUSING, *never}
    return max((kind for kind in kinds if kind not in left_out), key=lambda kind: kinds[kind])


def _borne_out(kind: str, p: float, told: Told) -> bool:
    """Say whether the heads that ask for complaints and danger alone hear a complaint too."""
    return kind != "complaint" or p >= PLAIN or sum(_trouble(told)) >= HEARD or _worst(told) in _HEEDED


def _worst(told: Told) -> str:
    """Return what the trouble would be, if it is some; a danger that no word bears out is no longer among it."""
    return likeliest_sub("complaint", told["sub"])


def _trouble(told: Told) -> list[float]:
    return [told[f"need.{need}"][0] for need in _TROUBLE]


def _needs(
    message: Read, light: Light, told: Told, kind: str, kinds: Mapping[str, float], *, answers: bool
) -> tuple[Need, ...]:
    """Return the needs, the leading one first; none where nothing is written."""
    if not message.text.strip():
        return ()
    if not answers and not any(token.word.isalpha() for token in message.tokens) and not net.signs_alone(message):
        return (Need(kind="other", words="", p=UNKNOWN),)
    sub = likeliest_sub(kind, told["sub"])
    also = _also(message, told)
    leading = _leading(sub, also, net.telling(message))
    named = {leading: _surely(leading, told, sub, kinds[kind])}
    named |= {need: p for need, p in also.items() if p >= ALSO and need != leading}
    shown = {} if kind in _ALONE else _of_clauses(message, light, named)
    named |= {need: part.p for need, part in shown.items()}
    if leading == "safety" and kinds["complaint"] - named[leading] >= DOUBTED:
        named.setdefault("complaint", kinds["complaint"])
    return tuple(
        Need(
            kind=need,
            words=_shown(shown[need].clause, light, need, shown[need].sub)
            if need in shown
            else _shown(message, light, need, sub if need == leading else ""),
            p=_rounded(named[need]),
        )
        for need in _ordered(leading, named)
    )


def _also(message: Read, told: Told) -> dict[str, float]:
    """Return how probable each need is that can stand beside another."""
    also = {need: told[f"need.{need}"][0] for need in EXTRAS}
    if net.denied(message):
        also |= {"praise": 0.0, "recommendation": 0.0}
    return also


def _surely(leading: str, told: Told, sub: str, p: float) -> float:
    """Return how sure the leading need is. Danger, and what hides in a sub of another name, is no surer than itself."""
    if leading == "safety":
        return min(p, (told["need.safety"][0] + told["sub"][SUBS.index("complaint.safety")]) / 2)
    return p if leading == leading_need(sub) else min(p, told[f"need.{leading}"][0])


def _of_clauses(message: Read, light: Light, named: Mapping[str, float]) -> dict[str, Shown]:
    """Return what single clauses need of other kinds than what is named."""
    kinds = {kind_of(need) for need in named}
    return {need: part for need, part in clauses.needs(message, light).items() if kind_of(need) not in kinds}


def _ordered(leading: str, named: Mapping[str, float]) -> list[str]:
    first = _first(leading, named)
    ordered = sorted(named, key=lambda need: (need != first, need not in _TROUBLE, -named[need]))
    if len(ordered) > 1 and "greeting" in ordered:
        ordered.remove("greeting")  # everybody says hello first
    return ordered


def _leading(sub: str, also: Mapping[str, float], phrases: Collection[str]) -> str:
    """Return what the likeliest sub needs; three needs hide in subs of another name."""
    leading = leading_need(sub)
    hidden = {"idea": "wrong_fact", "praise": "recommendation", "complaint": "safety"}.get(leading)
    if hidden and also[hidden] >= (SAID_IN_WORDS if hidden in phrases else SAID_OTHERWISE):
        return hidden
    return leading


def _first(leading: str, named: Mapping[str, float]) -> str:
    """Return what leads: what went wrong comes before thanks and greetings, where it is told loudly enough."""
    trouble = [need for need in _TROUBLE if named.get(need, 0.0) >= LOUD]
    return trouble[0] if trouble and leading in ("praise", "recommendation", "greeting") else leading


def _shown(message: Read, light: Light, need: str, sub: str) -> str:
    columns = [PLACES[f"need.{need}"].start] if need in EXTRAS else []
    if sub:
        columns.append(PLACES["sub"].start + SUBS.index(sub))
    return showing.quoted(message, need, light.shares(message.spoken, columns))


def _urgency(told: Told, kind: str, *, borne_out: bool) -> tuple[str, float]:
    """Return how urgent it is, and how sure that is."""
    if kind == "spam":
        return "low", told["spam"][0]
    if (danger := _danger(told)) >= _critical_from(borne_out):
        return "critical", max(danger, told["urgency"][3])
    level = _likeliest(_LEVELS[:3], told["urgency"][:3])
    return level, told["urgency"][_LEVELS.index(level)]


def _never(told: Told, *, borne_out: bool, insulting: bool) -> tuple[str, ...]:
    """Return the kinds, each thanked by a plan, that it cannot be: it is critical, or a head hears abuse or danger.

    The head of abuse alone hears some in small talk ("who made you?"): an insult must stand there too.
    """
    if _danger(told) >= _critical_from(borne_out):
        return (*_THANKFUL, "feedback")
    heard = told["need.safety"][0] >= LOUD or (insulting and told["abuse"][0] >= LOUD)
    return _THANKFUL if heard else ()


def _danger(told: Told) -> float:
    return sum(told["sub"][at] for at in _GRAVE_SUBS)


def _critical_from(borne_out: bool) -> float:
    return GRAVE_BORNE_OUT if borne_out else GRAVE


def _in_passing(message: Read, *, public: bool) -> bool:
    """Say whether it is no more than a nod, or the names of friends: nobody who says that waits for words."""
    return bool(message.text.strip()) and (net.only_a_nod(message) or (public and net.only_mentions(message)))


def _needs_answer(message: Read, told: Told, kind: str, needs: Sequence[Need]) -> bool:
    """Say whether somebody waits for words. When in doubt, they do."""
    if not message.text.strip():
        return True
    if "?" in message.text and kind not in ("spam", "abuse"):
        return True
    wants = any(kind_of(need.kind) not in _QUIET for need in needs)
    return (
        wants or kind not in _QUIET or told["silent"][0] < (SILENT_WHEN_BLAMED if kind in ("spam", "abuse") else SILENT)
    )


def _overheard(message: Read, kinds: Mapping[str, float], kind: str, needs: Sequence[Need]) -> bool:
    """Say whether it is talk among friends, heard in passing: it asks nobody for anything, and surely so.

    Of 300 questions, orders and complaints that nobody trained on three are taken for it.
    """
    if not message.text.strip() or "?" in message.text or kind not in _QUIET:
        return False
    asks = any(kind_of(need.kind) not in _QUIET for need in needs if need.kind != "other")
    return not asks and sum(kinds.get(each, 0.0) for each in _QUIET) >= OVERHEARD


def _likeliest(names: Sequence[str], told: Sequence[float]) -> str:
    return max(zip(told, names, strict=True))[1]


def _rounded(p: float) -> float:
    return round(min(1 - _SURE, max(_SURE, p)), 3)
