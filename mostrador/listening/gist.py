"""The words a complaint is about, and whether the press is asking. No Django: pure words in es, en and pt."""

from __future__ import annotations

import re
import unicodedata

MOST = 12
SHORTEST = 4
_WORD = re.compile(r"[a-zñ0-9]+")
_SAID_IN_EVERY_COMPLAINT = """
    para pero esta este esto estos estas estoy como cuando donde desde hasta porque todo toda todos todas nada
    algo alguien sobre entre sino tambien muy mucho mucha muchos muchas otra otro otras otros solo cada quien cual
    hola buenas buenos dias tardes noches gracias favor saludo saludos hace hacer hago haceis habeis tengo tiene
    tienen teneis tener quiero quiere quereis puede puedo podeis pueden sido esta estan estaba fuera siempre nunca
    ahora ayer mismo misma vez veces asi bien mal peor mejor vuestra vuestro vuestros vuestras nuestra nuestro mejor
    verdad vergüenza verguenza horrible fatal pesimo pesima malo mala desastre indignante decepcion espero esperando
    respuesta contesta contestan contestais nadie llevo llevan semana semanas dias hoy manana todavia aunque ademas
    with that this have been from your they what when where which would could should there their about just even
    very more most some other after before again please thanks hello really never ever terrible awful worst horrible
    because still waiting answer nobody week weeks days today tomorrow yesterday
    isso esse essa este para mais como quando onde porque muito muita tudo nada alguem obrigado obrigada bom boa
    tarde noite voces voce tenho tem quero pode estou esta estava nunca sempre agora ontem hoje amanha ainda pessimo
    pessima ruim horrivel vergonha resposta ninguem espera semana semanas fazer faz
"""
_EMPTY = frozenset(_SAID_IN_EVERY_COMPLAINT.split())
_PRESS = re.compile(
    r"\b(soy|somos) (la |el )?(periodista|redactora?)\b|\bperiodista (de|del)\b|\bredaccion de\b"
    r"|\b(para|en) un reportaje\b|\b(nota|gabinete) de prensa\b|\bescribo (de|del|desde) (el )?(diario|periodico)\b"
    r"|\b(i am|i'm|im) a (journalist|reporter)\b|\bpress (enquiry|inquiry|office)\b|\brequest for comment\b"
    r"|\b(sou|somos) (a |o )?(jornalista|reporter)\b|\bpara uma (materia|reportagem)\b|\bassessoria de imprensa\b"
)


def gist(text: str) -> list[str]:
    """Return the words it is about, each once, in a form in which singular and plural meet."""
    found = [_stem(word) for word in _WORD.findall(_folded(text)) if len(word) >= SHORTEST and word not in _EMPTY]
    return list(dict.fromkeys(found))[:MOST]


def is_press(text: str) -> bool:
    """Whether somebody of the press says so."""
    return _PRESS.search(_folded(text)) is not None


def _stem(word: str) -> str:
    return word.rstrip("s") if len(word) > SHORTEST else word


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.lower().replace("ñ", "\0"))
    return "".join(one for one in apart if not unicodedata.combining(one)).replace("\0", "ñ")
