"""Which of our three languages a message is in, from small words, endings and letters, in a few microseconds.

Spanish and Portuguese share most words: only those that one of them has alone count for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from mostrador.triage.matching import Token, fold

LANGUAGES = ("es", "en", "pt")

_SMALL_WORDS = {
    "es": """
        el la los las un una unos unas y o pero que de del al en con por para sin sobre es son era fue ser esta estan
        estoy hay he ha han habia muy mas menos ya no si me te se le les nos os mi mis tu tus su sus yo ella ellos
        vosotros ustedes usted lo este esta esto ese esa eso aqui ahi alli donde cuando cuanto cuantos cual quien como
        porque tambien todavia aun nunca siempre hoy ayer manana buenas buenos dias tardes noches hola gracias quiero
        queria quisiera puedo puede podeis pueden tengo tiene teneis tienen llego llegado mismo otra otro algo nada
        favor vale venga pues entonces hasta desde solo bien mal creo hacer hace dia semana despues antes cosa
    """,
    "en": """
        the a an and or but that of to in on at with by for from without about is are was were be been am it its this
        these those there here where when how much many which who what why also still never always today yesterday
        tomorrow hi hello hey thanks thank you i my me we our us your he she they them his her their not no yes do does
        did have has had can could would will should want need got get just very more less please good morning bad any
        some if then because so ok been being than as up out off again back after before day week thing
    """,
    "pt": """
        o a os as um uma uns umas e ou mas que de do da dos das no na nos nas em com por para sem sobre ser sao foi era
        esta estao estou ha tem tenho temos voce voces muito mais menos ja nao sim me te se lhe meu minha meus minhas
        seu sua seus suas eu ele ela eles elas nos isso isto esse essa este aqui ali onde quando quanto quantos qual
        quem como porque tambem ainda nunca sempre hoje ontem amanha bom boa dia tarde noite oi ola obrigado obrigada
        quero queria gostaria posso pode podem chegou mesmo outra outro algo nada favor pra pro pelo pela ate desde so
        bem mal acho fazer faz dia semana depois antes coisa gente voces cade
    """,
}
_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(fold(words).split()) for language, words in _SMALL_WORDS.items()
}
_LETTERS = {
    "es": re.compile(r"[ñ¿¡]|ción\b|ú\b"),
    "en": re.compile(r"'(s|t|re|ve|ll|m|d)\b|\bw[hi]|th|ing\b|ck\b"),
    "pt": re.compile(r"[ãõçâêô]|lh[ao]|nh[ao]|ç[ãõ]"),
}
_ENDINGS = {
    "es": ("cion", "ciones", "dad", "ais", "eis", "ndo", "illo", "ita", "ue"),
    "en": ("ing", "tion", "ed", "ly", "ght", "ck", "sh", "ve", "ry"),
    "pt": ("cao", "coes", "dade", "inho", "inha", "agem", "ndo", "am", "em", "ei", "ou", "oes"),
}


def guess(text: str, tokens: list[Token], *, vocabulary: Mapping[str, set[str]], hint: str = "") -> dict[str, float]:
    """Return the probability of each language; `hint` is what the person wrote in before."""
    scores = dict.fromkeys(LANGUAGES, 0.0)
    if hint in scores:
        scores[hint] += 1.5
    for token in tokens[:60]:
        _weigh(token.word, scores, vocabulary)
    lower = text[:600].lower()
    for language, letters in _LETTERS.items():
        scores[language] += min(3.0, 1.2 * len(letters.findall(lower)))
    return _softmax(scores)


def _weigh(word: str, scores: dict[str, float], vocabulary: Mapping[str, set[str]]) -> None:
    """Add what one word tells: all of its weight to a language that has it alone, less where several do."""
    small = [language for language in LANGUAGES if word in _WORDS[language]]
    for language in small:
        scores[language] += (2.0, 1.0, 0.0)[len(small) - 1]
    known = vocabulary.get(word)
    if known:
        for language in known:
            scores[language] += (1.2, 0.5, 0.0)[len(known) - 1]
    elif not small and len(word) > 3:
        for language in LANGUAGES:
            if word.endswith(_ENDINGS[language]):
                scores[language] += 0.4


def _softmax(scores: Mapping[str, float]) -> dict[str, float]:
    top = max(scores.values())
    powers = {language: math.exp(score - top) for language, score in scores.items()}
    whole = sum(powers.values())
    return {language: power / whole for language, power in powers.items()}
