"""The light model: a message in, an opinion out, by phrases that people wrote down for each need.

It is the seam for a trained model: whatever replaces it keeps `sort` and `Opinion`. Probabilities are those of the
phrases found, joined as if each could be wrong on its own; thresholds belong to the plan and to the screen.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mostrador.triage import language as languages
from mostrador.triage.matching import Hit, Index, Phrase, Token, phrases, tokens
from mostrador.triage.needs import KINDS
from mostrador.triage.words import en, es, pt

SPOKEN = 0.12  # a language less probable than this is not listened to
SHOWN = 0.3  # a need less probable than this is not named
BLAMED = 0.5  # to call somebody's words spam or an insult takes more
UNKNOWN = 0.3  # how sure we are that something else is meant when nothing is found

_LINK = re.compile(r"https?://\S+|www\.\S+|\b\S+\.(?:xyz|info|top|click|ru|shop|club)\b|\bt\.me/\S+|\bwa\.me/\S+", re.I)
_MENTION = re.compile(r"(?<!\w)@[\w.]+")
_NOT = frozenset({"no", "not", "nao", "sin", "sem", "never", "nunca", "t", "don", "ni", "nem", "tampoco"})
_CAN_BE_DENIED = frozenset({"praise", "recommendation", "buy", "order_status", "safety", "manager"})
_GLAD, _SAD = "❤😍🥰😊🙏👏🎉💕😘🤩👍🙌😋", "😡🤬😠👎😤😢😭💩🤮🤢"
_SHRUGS = frozenset("👍👌🙏❤😊🙂😉😂🤣👏🎉💕😘😍🥰☺✅🙌💪️❣💖💯🥂🍷🏻🏼🏽🏾🏿‍.!…,)(:;-")


class Need(Struct, frozen=True):
    """One thing that the message asks for or brings, and the words of it that show so."""

    kind: str
    words: str
    p: float


class Opinion(Struct, frozen=True, kw_only=True):
    """What a machine thinks of a message; people may think otherwise."""

    language: str
    language_p: float
    needs: tuple[Need, ...]  # the leading one first
    urgency: str  # low, normal, high, critical
    tone: str  # neg, neu, pos
    abuse: bool
    spam: bool
    asks_for_manager: bool
    needs_answer: bool
    why: str


class _Found(Struct, frozen=True):
    """Everything of one group of phrases."""

    p: float
    hits: tuple[Hit, ...]


def sort(text: str, *, public: bool = False, hint: str = "") -> Opinion:
    """Say what a text needs. `hint` is the language the person wrote in before; `public` that all can read it."""
    text = unicodedata.normalize("NFC", text)
    read = tokens(_LINK.sub(lambda link: " " * len(link.group()), text))
    spoken = languages.guess(text, read, vocabulary=_INDEX.vocabulary, hint=hint)
    found = _groups(_INDEX.find(read), read, spoken)
    needs = _ordered(text, read, found)
    best = max(spoken, key=lambda each: spoken[each])
    return Opinion(
        language=best,
        language_p=round(spoken[best], 3),
        needs=needs,
        urgency=_urgency(needs, found),
        tone=_tone(text, found, needs),
        abuse=_p(found, "abuse") >= 0.5 or _p(found, "abuse.threat") >= 0.5,
        spam=any(need.kind == "spam" for need in needs),
        asks_for_manager=_p(found, "manager") >= 0.5,
        needs_answer=_needs_answer(text, read, found, needs, public=public),
        why="; ".join(f"{need.kind}: «{need.words}»" for need in needs if need.words),
    )


def _groups(hits: Sequence[Hit], read: list[Token], spoken: dict[str, float]) -> dict[str, _Found]:
    """Gather what was found by group, leaving out what another language means and what is denied."""
    by_group: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        if spoken[hit.phrase.language] >= SPOKEN and not _denied(hit, read):
            by_group[hit.phrase.group].append(hit)
    return {group: _Found(p=_joined(group_hits), hits=tuple(group_hits)) for group, group_hits in by_group.items()}


def _denied(hit: Hit, read: list[Token]) -> bool:
    """Say whether a no stands just before words that a no turns around."""
    if hit.phrase.group.partition(".")[0] not in _CAN_BE_DENIED or hit.phrase.words[0] in _NOT:
        return False
    return any(token.word in _NOT for token in read[max(0, hit.first - 2) : hit.first])


def _joined(hits: Sequence[Hit]) -> float:
    """Return how probable it is that at least one of the phrases is right; a place in the text counts once."""
    strongest: dict[int, float] = {}
    for hit in hits:
        strongest[hit.last] = max(strongest.get(hit.last, 0.0), hit.phrase.strength)
    wrong = 1.0
    for strength in sorted(strongest.values(), reverse=True)[:4]:
        wrong *= 1 - strength
    return 1 - wrong


def _p(found: dict[str, _Found], group: str) -> float:
    return found[group].p if group in found else 0.0


# Needs


def _ordered(text: str, read: list[Token], found: dict[str, _Found]) -> tuple[Need, ...]:
    """Return the needs, the leading one first; none where nothing is written."""
    if not text.strip():
        return ()
    probable = {kind: told for kind in KINDS if (told := _of_kind(found, kind))[0] >= SHOWN}
    _weigh_together(text, probable)
    named = [
        Need(kind=kind, words=_quoted(text, read, hits), p=round(p, 3))
        for kind, (p, hits) in probable.items()
        if p >= (BLAMED if kind in ("spam", "abuse") else SHOWN)
    ]
    if not named and _only_a_nod(_MENTION.sub("", text), read, found):
        return (Need(kind="greeting", words="", p=0.7),)
    if _says_more(read, named, probable):
        named.append(Need(kind="question" if "?" in text else "other", words="", p=UNKNOWN))
    return tuple(sorted(named, key=lambda need: -_lead(need)))


def _says_more(read: list[Token], named: list[Need], probable: dict[str, tuple[float, tuple[Hit, ...]]]) -> bool:
    """Say whether there are words that nothing found explains: somebody who says more than hello wants something."""
    if any(need.kind != "greeting" for need in named):
        return False
    greeted = {at for _p, hits in probable.values() for hit in hits for at in range(hit.first, hit.last + 1)}
    rest = [token for at, token in enumerate(read) if at not in greeted and token.word not in _SHRUGS]
    return len(rest) > (2 if named else 0)


def _of_kind(found: dict[str, _Found], kind: str) -> tuple[float, tuple[Hit, ...]]:
    """Join a need's own list with its pressing ones."""
    wrong = 1.0
    hits: list[Hit] = []
    for group, told in found.items():
        if group.partition(".")[0] == kind:
            wrong *= 1 - told.p
            hits += told.hits
    return 1 - wrong, tuple(hits)


def _weigh_together(text: str, probable: dict[str, tuple[float, tuple[Hit, ...]]]) -> None:
    """Let needs that explain the same words, or that manners alone bring, give way to each other."""

    def lessen(kind: str, by: float) -> None:
        if kind in probable:
            p, hits = probable[kind]
            probable[kind] = (p * by, hits)

    trouble = max((probable[kind][0] for kind in ("safety", "complaint") if kind in probable), default=0.0)
    business = [kind for kind in probable if kind not in ("greeting", "praise", "spam", "abuse")]
    if business:
        lessen("greeting", 0.3)  # everybody says hello first
        lessen("praise", 0.35 if _politeness(probable) or trouble > 0.6 else 0.9)
    if trouble > 0.6:
        for kind in ("idea", "recommendation", "price_availability", "question", "buy"):
            lessen(kind, 0.5)
        lessen("abuse", 0.6)  # a complaint with an insult in it stays a complaint
    if "spam" in probable and _LINK.search(text):
        p, hits = probable["spam"]
        probable["spam"] = (1 - (1 - p) * 0.5, hits)
    elif trouble or "order_status" in probable:
        lessen("spam", 0.4)


def _politeness(probable: dict[str, tuple[float, tuple[Hit, ...]]]) -> bool:
    return "praise" in probable and probable["praise"][0] < 0.7


_LEADS = {
    "spam": 0.35, "safety": 0.3, "complaint": 0.25, "help_after_sale": 0.1, "order_status": 0.04, "wrong_fact": 0.05,
    "recommendation": 0.05, "idea": 0.15, "buy": 0.05, "greeting": -0.9, "question": -0.02,
}  # fmt: skip


def _lead(need: Need) -> float:
    return need.p + _LEADS.get(need.kind, 0.0)


def _quoted(text: str, read: list[Token], hits: tuple[Hit, ...]) -> str:
    """Return the words of the text, as they were written, that show the need best."""
    best = max(hits, key=lambda hit: (hit.phrase.strength, hit.last - hit.first))
    return text[read[best.first].start : read[best.last].end]


# What follows from the needs


def _urgency(needs: tuple[Need, ...], found: dict[str, _Found]) -> str:
    kinds = {need.kind for need in needs}
    grave = ("complaint.legal", "complaint.billing", "abuse.threat")
    if "spam" in kinds:
        return "low"
    if "safety" in kinds or any(_p(found, group) >= 0.7 for group in grave):
        return "critical"
    pressing = _p(found, "help_after_sale.urgent") >= 0.7 and "help_after_sale" in kinds
    if pressing or kinds & {"complaint"} or ("buy" in kinds and "buy.book" not in found):
        return "high"
    return "normal" if kinds & {"buy", "order_status", "help_after_sale", "price_availability", "question"} else "low"


def _tone(text: str, found: dict[str, _Found], needs: tuple[Need, ...]) -> str:
    kinds = {need.kind: need.p for need in needs}
    sad = max(kinds.get("complaint", 0), kinds.get("safety", 0), _p(found, "abuse"), any(sign in text for sign in _SAD))
    glad = max(kinds.get("praise", 0), kinds.get("recommendation", 0), 0.6 * any(sign in text for sign in _GLAD))
    if max(sad, glad) < 0.5 or (needs and needs[0].kind in ("spam", "idea", "greeting")):
        return "neu"
    return "neg" if sad >= glad else "pos"


def _needs_answer(
    text: str, read: list[Token], found: dict[str, _Found], needs: tuple[Need, ...], *, public: bool
) -> bool:
    """Say whether somebody waits for words. When in doubt, they do."""
    if not text.strip():
        return True
    leading = needs[0].kind if needs else ""
    if leading in ("spam", "abuse") or _only_a_nod(text, read, found):
        return False
    return not (public and not _MENTION.sub("", text).strip())


def _only_a_nod(text: str, read: list[Token], found: dict[str, _Found]) -> bool:
    """Say whether every word only says that they heard us: "vale, gracias", "ok", a thumb."""
    if "?" in text or len(read) > 12:
        return False
    nodded = {at for hit in found["ack"].hits for at in range(hit.first, hit.last + 1)} if "ack" in found else set()
    rest = [token.word for at, token in enumerate(read) if at not in nodded]
    return all(word in _SHRUGS for word in rest)


def _written() -> Iterator[Phrase]:
    for code, lists in (("es", es.LISTS), ("en", en.LISTS), ("pt", pt.LISTS)):
        for group, told in lists.items():
            yield from phrases(told, group=group, language=code)


_INDEX = Index(_written())
