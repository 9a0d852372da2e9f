"""The filter `mostrador triage`. Its input and output shapes are promised to programs outside."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any

from mostrador.kit.commands import Command, Refused, as_line


def _triage(options: Namespace) -> int:
    """Read one JSON object a line, write one a line, in the same order and as they come."""
    for number, line in enumerate(sys.stdin, start=1):
        if line.strip():
            print(as_line(_sorted(line, number)), flush=True)
    return 0


def _sorted(line: str, number: int) -> dict[str, Any]:
    from mostrador.triage import needs, sorting

    told = _told(line, number)
    hint = told.get("lang_hint")
    opinion = sorting.sort(told["text"], hint=hint if isinstance(hint, str) else "")
    leading = opinion.needs[0] if opinion.needs else sorting.Need(kind="other", words="", p=sorting.UNKNOWN)
    return {
        "id": told.get("id"),
        "lang": opinion.language,
        "kind": needs.kind_of(leading.kind),
        "kind_p": leading.p,
        "needs": [need.kind for need in opinion.needs],
        "urgency": opinion.urgency,
        "sentiment": opinion.tone,
        "abuse": int(opinion.abuse),
        "spam": int(opinion.spam),
        "why": opinion.why,
    }


def _told(line: str, number: int) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        raise Refused(f"Line {number} is not JSON.") from wrong
    if not isinstance(told, dict) or not isinstance(told.get("text"), str):
        raise Refused(f'Line {number} is not an object with a "text".')
    return told


COMMANDS: tuple[Command, ...] = (
    Command(
        name="triage",
        help="Sort messages: JSON lines with a text in, opinions out.",
        run=_triage,
        needs="nothing",
    ),
)
