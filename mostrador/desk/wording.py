"""The words of rows and headings: how somebody is called, what they want, where, and what time is left."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Protocol

from django.utils import formats, translation
from django.utils.translation import gettext as _

from mostrador.desk.surroundings import ShownDoor
from mostrador.inbox import owing
from mostrador.inbox.attaching import SOUNDS
from mostrador.inbox.models import Case, CaseEnd
from mostrador.kit import marking, saying
from mostrador.kit.marking import Mark
from mostrador.plan import citing, keeping
from mostrador.plan.voice import Voice
from mostrador.triage import needs

READABLE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|\+[\d\s().-]{6,}|@\w+")
"""An address that says something to a person: a mail, a telephone with its country, a handle; never a bare number."""
_ALONE = """
academia agencia apartamentos asador asociación autoescuela ayuntamiento bar bodega bodegas café cafetería camping
casa centro clínica club colegio comercial comunidad construcciones cooperativa distribuciones editorial el empresa
escuela estudio familia farmacia ferretería floristería fundación garaje gestoría grupo hostal hotel imprenta
inmobiliaria instituto la las librería los mesón museo panadería papelería parador peluquería pensión pizzería
pulpería residencia restaurante supermercado taberna taller talleres teatro tienda transportes viajes
associação agência clínica escola farmácia grupo livraria loja oficina o a os as padaria pousada
agency association cafe center centre clinic company group pharmacy restaurant school shop store studio the
d. dña. don doña dr. dra. sr. sra. srta. mr. mrs. ms. senhor senhora
"""
NO_FIRST_NAMES = frozenset(_ALONE.split())
"""First words of houses and of titles: alone they call nobody."""


class Clocked(Protocol):
    """What a mark needs of a case; a `Case` and a row of `lists` both have it."""

    @property
    def state(self) -> str: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def promise_began_at(self) -> datetime | None: ...
    @property
    def waiting_since(self) -> datetime | None: ...
    @property
    def told_due_at(self) -> datetime | None: ...
    @property
    def snoozed_until(self) -> datetime | None: ...
    @property
    def moved_at(self) -> datetime: ...


def called(name: str, *, address: str, door: str) -> str:
    """Return how to call somebody: their name, else what we can write to, else where they came from."""
    if name.strip():
        return name.strip()
    if READABLE.fullmatch(address.strip()):
        return address.strip()
    return f"{_('Visitor')} · {door}" if door else _("Visitor")


def first_name(name: str) -> str:
    """Return what one says when speaking to them: "Lucía" for "Lucía Ferrer"; a number or a hotel stays whole."""
    word = name.split(maxsplit=1)[0] if name.split() else name
    if "@" in word:  # all we have is a mail: what stands before the @ is how they call themselves
        return word.split("@", maxsplit=1)[0] or word
    return word if word and word[0].isalpha() and word.casefold() not in NO_FIRST_NAMES else name


def need(kind: str) -> str:
    """Return the need in the reader's words: "pedido", "queja"."""
    try:
        return str(_(needs.label(kind)))
    except needs.UnknownNeed:  # a word of an older list
        return kind.replace("_", " ")


def kinds() -> Sequence[tuple[str, str]]:
    """Return every need with its name, to choose from."""
    return _kinds(translation.get_language())


@cache  # a dozen words that every page offers, in each language once
def _kinds(language: str | None) -> Sequence[tuple[str, str]]:
    return [(kind, capital(need(kind))) for kind in needs.KINDS]


def wanted(case: Case) -> str:
    """Return the name of an asunto: what is wanted, never a number first."""
    return case.title or capital(need(case.kind))


def said(last_words: str) -> str:
    """Return someone's last words for a list; of a voice note that nobody wrote down, that it waits to be heard."""
    return _("Voice note · to be heard") if last_words in SOUNDS else last_words


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def place(door: ShownDoor, *, public: bool, subject: str) -> str:
    """Return where: "comentario bajo «Sorteo»", "Chat de la web"."""
    if public and subject:
        return _("comment under %(post)s") % {"post": saying.quoted(subject)}
    if public:
        return _("comment on %(door)s") % {"door": door.name}
    return door.name


def mark(case: Clocked, *, now: datetime) -> Mark:
    """Return the time left of what we owe, or the quiet time of a row that owes nothing."""
    if case.state == Case.State.WAITING_US and case.due_at:
        return _due(case, case.due_at, now)
    if case.state == Case.State.SNOOZED and case.snoozed_until:
        return Mark(kind="plain", words=saying.until(case.snoozed_until, now), share=0.0)
    return marking.plain(case.moved_at, now=now)


def word_mark(case: Clocked, *, now: datetime) -> Mark:
    """Return the mark of our own word, for the list of what we promised."""
    if case.told_due_at is None:
        return mark(case, now=now)
    return _due(case, case.told_due_at, now)


def lead(case: Case, *, now: datetime) -> str:
    """Return what stands before the mark of an asunto: "contestar antes de las 17:49". Late, the mark says all."""
    if case.state != Case.State.WAITING_US or not case.due_at or case.due_at < now:
        return ""
    return _("answer %(moment)s") % {"moment": saying.before(case.due_at, now)}


def reason(end: CaseEnd) -> str:
    """Return why nothing was answered, to stand inside a sentence: "es publicidad", "otra razón: se mudó"."""
    label = str(CaseEnd.Why(end.why).label)
    words = label[:1].lower() + label[1:]
    return f"{words}: {end.words}" if end.words else words


def size(count: int) -> str:
    """Return a file's size: "240 kB", "1,4 MB"."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{formats.localize(round(count / 1_000_000, 1))} MB"


def of_role(name: str) -> str:
    """Say whom a role of the plan means: "Leo", "Marta o Iker"; the role's own name where the plan names nobody."""
    return Voice((translation.get_language() or "en")[:2], _).of(keeping.current()).role(name)


def of_line(line: str) -> str:
    """Say what a line of the plan is called: "L08", "límites de «tienda»"."""
    return citing.cited(line, Voice((translation.get_language() or "en")[:2], _)) if line else ""


def _due(case: Clocked, due_at: datetime, now: datetime) -> Mark:
    began = min(case.promise_began_at or case.waiting_since or case.moved_at, due_at)
    warn_at = due_at - (due_at - began) * owing.WARNED_FOR_SHARE  # as the promise itself warns
    return marking.due(due_at, began_at=began, now=now, warn_at=warn_at)
