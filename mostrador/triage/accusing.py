"""How surely abuse must be heard before somebody is accused of it.

Less surely where an insult stands in it, or words that call people names in English: they bear out what the models hear
only a trace of. Such a word alone accuses nobody ("the witch costume sold out"), and who speaks of what we sold may be
rough.
"""

from __future__ import annotations

from mostrador.triage.plain_words import Words
from mostrador.triage.reading import Read

ABUSIVE = {"es": 0.6, "en": 0.8, "pt": 0.5}  # by language; chosen on posts of OLID and OffendES
INSULTED, CALLED_NAMES = 0.3, 0.1  # with an insult in them; with a name in English, where nothing we sold is meant
_OF_GOODS = ("complaint", "order", "purchase", "feedback")
_FOOLS = (
    r"idiot\w*|moron\w*|imbecil\w*|cretin\w*|dimwit\w*|halfwit\w*|dumb\w*|stupid\w*|fools?|clowns?|losers?|ignoran\w*"
    r"|retard\w*|brainwashed|puppets?|sheep|crybab\w*|brats?|whiny|snowflakes?|libtard\w*"
)
_LIARS = (
    r"liars?|lying|frauds?|phon(?:y|ies)|hypocrit\w*|hypocrisy|crooks?|corrupt\w*|criminals?|thie(?:f|ves)|cowards?"
    r"|cowardly|traitor\w*|treason\w*|full of (?:shit|crap|it)|bullshit"
)
_VILE = (
    r"disgrac\w*|disgust\w*|pathetic|shameless|no shame|shame on|ashamed|vile|evil|demon\w*|satan\w*|sick|scum\w*|trash"
    r"|garbage|filth\w*|vermin|pigs?|weasels?|thugs?|trolls?|ugly|hags?|witch|freaks?|weirdos?|creeps?|creepy|perverts?"
    r"|predators?|rapists?|pedo\w*|racists?|bigot\w*|nazis?|fascists?|commies?"
)
_MAD = r"psycho\w*|lunatics?|nuts|nutjobs?|nutcase|deranged|unhinged|delusional"
_COARSE = (
    r"bitch\w*|whores?|sluts?|hoes?|cunts?|dicks?|dickhead|pricks?|asshole\w*|jackass\w*|jerks?|bastards?|pos|stfu|gtfo"
    r"|(?:screw|fuck) (?:you|him|her|them)|fuck (?:off|this|that|the)|shut (?:up|the)|go to hell|kill yourself"
)
_CALLED = Words(rf"\b(?:{_FOOLS}|{_LIARS}|{_VILE}|{_MAD}|{_COARSE})\b")


def least(message: Read, *, kind: str, language: str, insulting: bool) -> float:
    """Return how probable the head of abuse must take it to be."""
    if language == "en" and kind not in _OF_GOODS and (insulting or _CALLED.stand_in(message)):
        return CALLED_NAMES
    return INSULTED if insulting else ABUSIVE[language]
