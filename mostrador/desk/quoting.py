"""Where in a mail the new words end and the repeated ones begin."""

import re

INTRODUCED = re.compile(
    r"^\s*("
    r"(El|On|Em|Le|Am)\s.{4,120}(escribió|wrote|escreveu|a écrit|schrieb)\s*:"
    r"|-{2,}\s*(Mensaje original|Original Message|Mensagem original|Forwarded message|Mensaje reenviado)\s*-{2,}"
    r"|_{10,}"
    r")\s*$",
    re.IGNORECASE,
)
LONGEST_INTRODUCTION = 3  # lines: mail programs wrap "El jue, 14 may … escribió:"


MOST_LINES = 2_000  # a mail that is longer is shown as it is


def split(text: str) -> tuple[str, str]:
    """Return (the new words, the repeated ones).

    Only a tail is folded: an answer between the lines is read whole.
    """
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        return text.strip(), ""
    tail = _quoted_tail(lines)
    start = next((number for number in range(tail) if _introduces(lines, number, tail)), tail)
    said = "\n".join(lines[:start]).strip()
    return (said, "\n".join(lines[start:]).strip()) if said else (text.strip(), "")


def _quoted_tail(lines: list[str]) -> int:
    """Return where the last unbroken run of quoted lines begins; the number of lines where there is none."""
    start = len(lines)
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number].strip()
        if line.startswith(">"):
            start = number
        elif line:
            break
    return start


def _introduces(lines: list[str], number: int, tail: int) -> bool:
    for length in range(1, LONGEST_INTRODUCTION + 1):
        joined = " ".join(line.strip() for line in lines[number : number + length])
        if INTRODUCED.match(joined):
            between = lines[number + length : tail]
            return not any(line.strip().startswith(">") for line in between) or not any(
                line.strip() and not line.strip().startswith(">") for line in between
            )
    return False
