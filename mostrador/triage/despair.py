"""Somebody says that they will hurt or kill themselves. The models take such words for talk or thanks: nobody may.

Few and plain words, those of people who mean it; what everybody says in jest ("me muero de risa", "I'd die for it") is
left out, so that somebody can be called each time.
"""

from __future__ import annotations

from mostrador.triage.plain_words import Words
from mostrador.triage.reading import Read

_BEGIN = (
    "viv", "vid", "suicid", "mat", "kill", "life", "live", "alive", "hurt", "harm", "dan", "medio", "here", "aqui",
    "besteira", "locura", "machuc",
)  # fmt: skip
"""How one word of each of them begins: most messages have none and are not looked at further."""

_DO_NOT = r"(?:don (?:\S )?t|dont|do not)"
_SAID = Words(
    r"\bno (?:quiero|aguanto|puedo) (?:mas )?(?:seguir )?(?:viviendo|vivir)\b(?! (?:sin|lejos|en|con)\b)",
    r"\b(?:quitarme|me quito|me quitare|me voy a quitar) (?:la vida|de en medio|del medio)\b",
    r"\b(?:sin ganas|sem vontade) de (?:vivir|viver)\b|\b(?:acabar|terminar) con mi vida\b",
    r"\b(?:suicidarme|me suicido|me voy a suicidar|me suicidar|suicidal)\b",
    r"\b(?:pens|idea)\w* (?:en|de) (?:el )?suicid|\bthinking (?:about|of) suicide\b",
    r"\bme voy a matar\b(?! (?:a|de|con|trabajando)\b)|\b(?:quiero|voy a) matarme\b(?! (?:a|de)\b)",
    r"\b(?:quiero|voy a) hacerme dano\b|\bme voy a hacer dano\b|\b(?:hago|hacer|cometo) una locura conmigo\b",
    r"\b(?:ya no quiero|nao quero mais) estar (?:aqui|en este mundo|neste mundo)\b",
    r"\b(?:going to|gonna|want to|wanna|will|ll|about to) (?:kill|hurt|harm) myself\b",
    r"\b(?:end|ending|take|taking) my (?:own )?life\b|\bno reason to live\b",
    rf"\b{_DO_NOT} (?:want to|wanna) (?:live|be alive|be here)(?: any ?more\b| like this\b|(?= [.,!;]|$))",
    r"\bnao (?:quero|aguento|consigo) (?:mais )?(?:viver|continuar a viver)\b(?! (?:sem|longe|em|com)\b)",
    r"\b(?:tirar|tiro|por fim a) (?:a )?(?:minha )?(?:propria )?vida\b|\bacabar com a minha vida\b",
    r"\b(?:vou|quero)(?: -)? (?:me (?:matar|machucar))\b(?! (?:a|de)\b)|\b(?:faco|fazer) uma besteira comigo\b",
    beginning=_BEGIN,
)


def said(message: Read) -> bool:
    """Say whether such words stand in it."""
    return _SAID.stand_in(message)
