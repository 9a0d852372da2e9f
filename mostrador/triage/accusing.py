"""How surely abuse must be heard before somebody is accused of it.

Less surely where words that call people names stand in it, in Spanish and English, or an insult in Portuguese: they
bear out what the models hear only a trace of. Such a word alone accuses nobody ("the witch costume sold out", "soy
tonta"), and who speaks of what we sold may be rough. Who insults and also claims something has a complaint first.
"""

from __future__ import annotations

from collections.abc import Mapping

from mostrador.triage import claims
from mostrador.triage.plain_words import Words
from mostrador.triage.reading import Read

TRACE = 0.1  # where such a word bears it out
INSULTED = {"es": 0.5, "en": 0.3, "pt": 0.5}  # where it may mean what we sold
LED = 0.25  # where the head of kinds hears nothing likelier
SURE = {"es": 0.9, "en": 0.8, "pt": 0.5}  # where nothing bears it out
CLAIMED = 0.25  # beside an insult, what somebody wants is heard from here
_WANTING = ("complaint", "order", "purchase", "question", "feedback")
_OF_SERVICE = claims.OF_ORDER | {"silence"}  # what insults alone do not speak of, as they do of price and manners
_DEALT = {  # whoever bought, paid or sends back speaks of business with us, whatever they call us
    "es": Words(
        r"\b(?:(?:yo|os|les|te) (?:pedi|compre|pague|encargue)|(?:pedi|compre|pague|encargue)(?= )"
        r"|mi (?:pedido|compra|dinero|plata)"
        r"|pedimos|compramos|pagamos|reembols\w+|devol(?:ver|uci|ve|ved)\w*|devuelv\w+|me (?:cobr|mand|envi)\w+)\b"
    ),
    "en": Words(
        r"\b(?:i|we|i.ve|we.ve) (?:ordered|paid|bought|asked for)\b"
        r"|\b(?:my|our) (?:order|money|parcel|package)\b|\brefund\w*"
    ),
    "pt": Words(
        r"\b(?:(?:pedi|comprei|paguei|encomendei)(?= )|(?:meu|o meu|minha) (?:pedido|compra|dinheiro|encomenda)"
        r"|pedimos|compramos|pagamos|reembols\w+|devolv\w+|estorn\w+|me (?:cobr|mand|envi)\w+)\b"
    ),
}
_OF_GOODS = ("complaint", "order", "purchase", "feedback")
_EN_FOOLS = (
    r"idiot\w*|moron\w*|imbecil\w*|cretin\w*|dimwit\w*|halfwit\w*|dumb\w*|stupid\w*|fools?|clowns?|losers?|ignoran\w*"
    r"|retard\w*|brainwashed|puppets?|sheep|crybab\w*|brats?|whiny|snowflakes?|libtard\w*"
)
_EN_LIARS = (
    r"liars?|lying|frauds?|phon(?:y|ies)|hypocrit\w*|hypocrisy|crooks?|corrupt\w*|criminals?|thie(?:f|ves)|cowards?"
    r"|cowardly|traitor\w*|treason\w*|full of (?:shit|crap|it)|bullshit"
)
_EN_VILE = (
    r"disgrac\w*|disgust\w*|pathetic|shameless|no shame|shame on|ashamed|vile|evil|demon\w*|satan\w*|sick|scum\w*|trash"
    r"|garbage|filth\w*|vermin|pigs?|weasels?|thugs?|trolls?|ugly|hags?|witch|freaks?|weirdos?|creeps?|creepy|perverts?"
    r"|predators?|rapists?|pedo\w*|racists?|bigot\w*|nazis?|fascists?|commies?"
)
_EN_MAD = r"psycho\w*|lunatics?|nuts|nutjobs?|nutcase|deranged|unhinged|delusional"
_EN_COARSE = (
    r"bitch\w*|whores?|sluts?|hoes?|cunts?|dicks?|dickhead|pricks?|asshole\w*|jackass\w*|jerks?|bastards?|pos|stfu|gtfo"
    r"|(?:screw|fuck) (?:you|him|her|them)|fuck (?:off|this|that|the)|shut (?:up|the)|go to hell|kill yourself"
)
_ES_FOOLS = (
    r"gilipollas|gilipuertas|imbecil\w*|idiotas?|estupid[oa]s?|subnormal\w*|retrasad[oa]s?|mongol[oa]s?|anormal(?:es)?"
    r"|payas[oa]s?|bufon\w*|tont[oa]s?|lerd[oa]s?|burr[oa]s?|palet[oa]s?|catet[oa]s?|bob[oa]s?|zopenc[oa]s?|cretin[oa]s?"
    r"|tarad[oa]s?|inutil(?:es)?|inept[oa]s?|mediocres?|fracasad[oa]s?|ignorantes?|analfabet[oa]s?|descerebrad[oa]s?"
    r"|borreg[oa]s?|ovejas|peleles?|ninat[oa]s?"
)
_ES_LIARS = (
    r"hipocritas?|mentiros[oa]s?|embuster[oa]s?|fals[oa]s?|cobardes?|traidor(?:a|es)?|vendid[oa]s?|ladron(?:a|es)?"
    r"|estafador(?:a|es)?|chorros?|rater[oa]s?|delincuentes?|sinverguenzas?|caraduras?|vividor(?:a|es)?"
    r"|mantenid[oa]s?|trepas?|arrastrad[oa]s?|rastrer[oa]s?|ruin(?:es)?|mezquin[oa]s?|manipulador(?:a|es)?"
    r"|aprovechad[oa]s?|oportunistas?"
)
_ES_VILE = (
    r"asqueros[oa]s?|repugnantes?|asco|gentuza|escoria|chusma|basuras?|cerd[oa]s?|guarr[oa]s?|puerc[oa]s?|cochin[oa]s?"
    r"|ratas?|viboras?|parasit[oa]s?|sanguijuelas?|focas?|ballenas?|orcos?|monstruos?|engendros?|caca"
    r"|esperpent[oa]s?|ridicul[oa]s?|patetic[oa]s?|penos[oa]s?|lamentables?|amargad[oa]s?|resentid[oa]s?|envidios[oa]s?"
    r"|lloron(?:a|es)?|baboso?s?|babosas?|viej[oa]|gord[oa]s?|fe[oa]s?|lameculos|pagafantas|cornud[oa]s?"
    r"|fach[oa]s?|nazis?|feminazis?|pederastas?|pedofil[oa]s?|violador(?:es)?"
    r"|acosador(?:es)?|maltratador(?:es)?|pervertid[oa]s?"
)
_ES_MAD = r"psicopatas?|enferm[oa]s?|trastornad[oa]s?|desquiciad[oa]s?|lunatic[oa]s?|mal de la cabeza|psiquiatra?"
_ES_COARSE = (
    r"hij[oa]s? de (?:la gran |tu |su |la )?(?:puta|perra|madre)|hijo ?puta|hdp"
    r"|putas?(?= [.,!?;]| (?:que|y|de|barata|asquerosa)\b|$)|puton|furcias?|zorr\w+|perras?|capull[oa]s?"
    r"|cabron(?:a|es)?|mamon(?:a|es)?|pendej[oa]s?|culer[oa]s?|pelotud[oa]s?|forr[oa]s?|soretes?|malparid[oa]s?|gonorrea"
    r"|marica\w*|maricon\w*|bollera|travelo|travesti|sudacas?|panchit[oa]s?|mor[oa] de|pajer[oa]s?"
)
_ES_TOLD = (
    r"calla(?:te|os)|callense|cierra (?:la|el)|vete a|iros a|que te (?:jodan|den|calles)|muerete|mueranse|matate"
    r"|chupa\w*|(?:das|dais|da|dan) (?:pena|lastima|verguenza|grima)|verguenza ajena|come ?mierda"
    r"|(?:de|una|pura|mucha|sois|eres|un) mierda|mierda de (?:persona|gente|ti[oa])|malas? personas?"
)
_CALLED = {
    "en": Words(rf"\b(?:{_EN_FOOLS}|{_EN_LIARS}|{_EN_VILE}|{_EN_MAD}|{_EN_COARSE})\b"),
    "es": Words(rf"\b(?:{_ES_FOOLS}|{_ES_LIARS}|{_ES_VILE}|{_ES_MAD}|{_ES_COARSE}|{_ES_TOLD})\b"),
}


def heard(p: float, message: Read, *, kind: str, language: str, insulting: bool) -> bool:
    """Say whether abuse that its head takes for so probable is sure enough in a message of this kind and language."""
    if p < TRACE:
        return False
    if p >= SURE[language] or (kind == "abuse" and p >= LED):
        return True
    of_goods = kind in _OF_GOODS
    if language == "es":
        return p >= (INSULTED[language] if of_goods else TRACE) and _CALLED["es"].stand_in(message)
    if language == "en" and not of_goods:
        return insulting or _CALLED["en"].stand_in(message)
    return insulting and p >= INSULTED[language]


def claimed(message: Read, kinds: Mapping[str, float], *, language: str) -> str:
    """Return the kind of what they want of us beside insulting; "" where they only insult.

    Good faith is presumed: a claim's words make it a complaint, however little the model hears of one.
    """
    told = {one.about for one in claims.read(message.text)}
    if told & _OF_SERVICE or _DEALT[language].stand_in(message):
        return "complaint"
    likeliest = max(_WANTING, key=lambda kind: kinds[kind])
    return likeliest if kinds[likeliest] >= CLAIMED else ""
