"""Parting what somebody wrote from what their mail program quoted below or above it.

Line by line, in one pass: the words at the top or the end of a thread are found by the marks that mail programs
leave in Spanish, Portuguese, English, French, German, Italian and Catalan. Answers written between the quoted
lines stay with them, for they mean nothing apart. Nothing is lost: every line is in one half or the other.
"""

import re

_WROTE = re.compile(
    r"(escribi[óo]|escreveu|wrote|a écrit|schrieb[^:]{0,200}|ha scritto|va escriure|ha escrit)\s?:\s*$",
    re.IGNORECASE,
)
_WHEN = re.compile(r"^\W*(el|em|on|le|am|il|al|no dia|at|op|\d{1,4}[-/.]|[\"'<]?[\w.+-]+@)", re.IGNORECASE)
_RULE = re.compile(
    r"^\s*[-_—]{2,}\s*(mensaje original|mensagem original|original message|message d'origine|ursprüngliche nachricht"
    r"|messaggio originale|missatge original|mensaje citado|mensagem encaminhada)\s*[-_—]{2,}\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^[\s*>]*(de|from|von|da|remitente|expéditeur)\s?\*?\s?:", re.IGNORECASE)
_BESIDE = re.compile(
    r"^[\s*>]*(enviad[oa]( em| el)?|fecha|data|date|sent|para|to|cc|asunto|assunto|subject|betreff"
    r"|gesendet|an|objet|à|envoyé)\s?\*?\s?:",
    re.IGNORECASE,
)
_UNDERLINE = re.compile(r"^\s*_{20,}\s*$")
_SIGNATURE = re.compile(
    r"^(-- ?|(enviado|enviada) (desde|do|de) (mi|meu|minha|mobile|outlook|correo|yahoo|gmail|el)\b.{0,80}"
    r"|sent from (my|outlook|mail|yahoo|gmail|proton)\b.{0,80}"
    r"|(obtener|get|obter|baixar) outlook (para|for)\b.{0,80})$",
    re.IGNORECASE,
)
LONGEST_LINE = 500  # a longer one is nobody's mark


def split(text: str) -> tuple[str, str]:
    """Return (what they wrote now, what was quoted). A mail that is all quote is theirs entirely."""
    lines = text.split("\n")
    begin, end = _quote(lines)
    fresh = "\n".join([*lines[:begin], *lines[end:]]).strip()
    if not fresh:
        return text.strip(), ""
    return fresh, "\n".join(lines[begin:end]).strip()


def sign_off(fresh: str) -> tuple[str, str]:
    """Return (words, signature): what follows "-- " or a phone's "Enviado desde mi…"."""
    lines = fresh.split("\n")
    for at, line in enumerate(lines):
        if at and len(line) <= LONGEST_LINE and _SIGNATURE.match(line):
            return "\n".join(lines[:at]).rstrip(), "\n".join(lines[at:]).strip()
    return fresh, ""


def _quote(lines: list[str]) -> tuple[int, int]:
    """Return where the quoted lines begin and end."""
    for at, line in enumerate(lines):
        if len(line) > LONGEST_LINE:
            continue
        if _RULE.match(line) or _is_header_block(lines, at):
            return at, len(lines)
        length = _attribution(lines, at)
        if length or line.startswith(">"):
            end = _end(lines, at + length)
            return (at, end) if end else (0, 0)
    return 0, 0


def _attribution(lines: list[str], at: int) -> int:
    """Return over how many lines "El mar, 3 nov, Ana escribió:" runs, 0 where it does not stand.

    A sentence that merely ends so is none unless a quote follows, or it names a date and an address.
    """
    if not _WHEN.match(lines[at]):
        return 0
    for length in (1, 2, 3):
        said = " ".join(lines[at : at + length])
        if len(said) <= LONGEST_LINE and _WROTE.search(said):
            after = next((line for line in lines[at + length : at + length + 4] if line.strip()), "")
            return length if after.startswith(">") or (re.search(r"\d", said) and _names_somebody(said)) else 0
    return 0


def _names_somebody(said: str) -> bool:
    return "@" in said or "<" in said or bool(re.search(r"\d[:.h]\d\d", said))


def _is_header_block(lines: list[str], at: int) -> bool:
    """Outlook repeats the header of the mail it quotes, sometimes under a line of underscores."""
    if _UNDERLINE.match(lines[at]):
        following = next((i for i in range(at + 1, min(at + 3, len(lines))) if lines[i].strip()), at)
        return following > at and _is_header_block(lines, following)
    if not _FROM.match(lines[at]):
        return False
    beside = [line for line in lines[at + 1 : at + 8] if len(line) <= LONGEST_LINE and _BESIDE.match(line)]
    return len(beside) >= 2


def _end(lines: list[str], start: int) -> int:
    """Return where a quote ends: with the mail, or where the answer under it begins.

    Returns 0 if the quote goes on after that: somebody answered between the lines, so nothing is folded.
    """
    at = start
    while at < len(lines) and (lines[at].startswith(">") or not lines[at].strip()):
        at += 1
    marked = any(line.startswith(">") for line in lines[start:at])
    if not marked or not any(line.strip() for line in lines[at:]):
        return len(lines)  # quoted without marks: all that follows
    return 0 if any(line.startswith(">") for line in lines[at:]) else at
