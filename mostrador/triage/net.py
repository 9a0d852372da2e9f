"""The net of words under the model: what must not be missed, and what nobody waits for. Words alone accuse nobody."""

from __future__ import annotations

from collections.abc import Mapping

from mostrador.triage.reading import Read
from mostrador.triage.traits import MENTION

GRAVE = frozenset({"safety", "complaint.legal", "complaint.billing", "abuse.threat"})
TROUBLE = frozenset({"safety", "complaint", "complaint.legal", "complaint.billing", "manager"})
STRONG = 0.7  # a phrase less telling than this holds nothing alone
SPOKEN = 0.12  # a language less probable than this is not listened to
SHRUGS = frozenset("👍👌🙏❤😊🙂😉😂🤣👏🎉💕😘😍🥰☺✅🙌💪️❣💖💯🥂🍷🏻🏼🏽🏾🏿‍.!…,)(:;-")
MOST_IN_A_NOD = 12
NOT = frozenset({"no", "not", "nao", "sin", "sem", "never", "nunca", "don", "ni", "nem", "tampoco"})


def grave(message: Read, spoken: Mapping[str, float]) -> bool:
    """Say whether words of danger, law, money taken or threat stand in it."""
    return any(
        hit.phrase.group in GRAVE and hit.phrase.strength >= STRONG and spoken[hit.phrase.language] >= SPOKEN
        for hit in message.hits
    )


def troubled(message: Read) -> bool:
    """Say whether words of trouble stand in it, or praise with a no before it."""
    return denied(message) or any(hit.phrase.group in TROUBLE for hit in message.hits)


def telling(message: Read) -> set[str]:
    """Return the groups of which a phrase stands in it that tells something alone."""
    return {hit.phrase.group for hit in message.hits if hit.phrase.strength >= STRONG}


def only_spoiled(message: Read) -> bool:
    """Say whether all that sounds of danger in it is a word that may only mean bad goods: "podrido", "rotten"."""
    danger = [hit.phrase.strength for hit in message.hits if hit.phrase.group == "safety"]
    return bool(danger) and max(danger) < STRONG


def insulting(message: Read, spoken: Mapping[str, float]) -> bool:
    """Say whether an insult stands in it; whom or what it means, words alone do not tell."""
    return any(hit.phrase.group == "abuse" and spoken[hit.phrase.language] >= SPOKEN for hit in message.hits)


def denied(message: Read) -> bool:
    """Say whether a no stands just before every word of praise: "no me encanta", "nunca lo recomiendo"."""
    glad = [hit for hit in message.hits if hit.phrase.group in ("praise", "recommendation")]
    return bool(glad) and all(
        any(token.word in NOT for token in message.tokens[max(0, hit.first - 2) : hit.first]) for hit in glad
    )


def signs_alone(message: Read) -> bool:
    """Say whether there is nothing but signs that say something: a thumb, a heart, laughter."""
    return any(token.word in SHRUGS and not token.word.isascii() for token in message.tokens)


def only_a_nod(message: Read) -> bool:
    """Say whether every word only says that they heard us: "vale, gracias", "ok", a thumb."""
    if "?" in message.text or len(message.tokens) > MOST_IN_A_NOD or not message.tokens:
        return False
    nods = [hit for hit in message.hits if hit.phrase.group == "ack"]
    nodded = {at for hit in nods for at in range(hit.first, hit.last + 1)}
    return all(token.word in SHRUGS for at, token in enumerate(message.tokens) if at not in nodded)


def only_mentions(message: Read) -> bool:
    """Say whether it only names others: a friend called to look."""
    return not MENTION.sub("", message.text).strip()
