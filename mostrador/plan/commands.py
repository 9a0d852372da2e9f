"""`mostrador plan check` and `mostrador plan explain`: is this plan right, and what does it say?"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from mostrador.kit import house
from mostrador.kit.commands import Command, Refused, tell

if TYPE_CHECKING:
    from mostrador.plan.findings import Finding
    from mostrador.plan.shape import Plan


def _file(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE", help="the plan; without it, the one of the data folder")


def _explained(parser: ArgumentParser) -> None:
    _file(parser)
    _language(parser)


def _two(parser: ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the plan before")
    parser.add_argument("new", metavar="NEW", help="the plan after")
    _language(parser)


def _language(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", choices=("es", "en", "pt"), default="", help="the plan's own language, unless told")


def check(options: Namespace) -> int:
    """Exit 0 for a plan that can be in force; else 1, with `FILE:LINE: what is wrong. how to mend it` on stderr."""
    from mostrador.plan.findings import PlanWrong

    try:
        plan = _read(options)
    except PlanWrong as wrong:
        _tell_findings(options, wrong.findings)
        return 1
    _tell_findings(options, plan.warnings)
    _tell_written_down(options, plan)
    _tell_only_kept(options, plan)
    words = f"{plan.id} {plan.version} can be in force: {len(plan.lines)} lines, {len(plan.doors)} doors."
    tell(options, {"id": plan.id, "version": plan.version, "hash": plan.hash, "lines": len(plan.lines)}, words=words)
    return 0


def explain(options: Namespace) -> int:
    """Say what a plan means, one sentence a line."""
    from mostrador.plan.findings import PlanWrong

    try:
        plan = _read(options)
    except PlanWrong as wrong:
        raise Refused(str(wrong.findings[0])) from None
    for row in rows(plan, options.lang):
        tell(options, row, words=row["says"])
    return 0


def rows(plan: "Plan", language: str = "") -> Iterator[Mapping[str, Any]]:
    """Return what a plan says: rows with `part`, `id` and `says`, in its own language or another."""
    from mostrador.plan import explaining, voice

    yield from explaining.sentences(plan, voice.speaking(language or plan.locale.language))


def diff(options: Namespace) -> int:
    """Say how one plan differs from another, one sentence a line."""
    from mostrador.plan import differing, voice
    from mostrador.plan.findings import PlanWrong

    try:
        old, new = _read_as(options.old), _read_as(options.new)
    except PlanWrong as wrong:
        raise Refused(str(wrong.findings[0])) from None
    for one in differing.differences(old, new, voice.speaking(options.lang or new.locale.language)):
        tell(options, msgspec.structs.asdict(one), words=one.says)
    return 0


def _read(options: Namespace) -> "Plan":
    return _read_as(options.file)


def _read_as(file: str | None) -> "Plan":
    """Read a plan, called as it was given; without a name, the one of the data folder."""
    from mostrador.kit import clock
    from mostrador.plan import keeping, reading

    path = Path(file) if file else house.data_folder() / keeping.FILE
    try:
        return reading.read_file(path, shown=file or path.name, today=clock.now().date())
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from None


def _tell_written_down(options: Namespace, plan: "Plan") -> None:
    """Name the acts of the plan that this version leaves to people: it writes them down and counts them."""
    from mostrador.plan import doing

    for act, lines in doing.written_down(plan).items():
        words = f"`{act}` ({', '.join(lines)}) is written down for a person to do."
        tell(options, {"act": act, "lines": list(lines), "level": "note"}, words=words)


def _tell_only_kept(options: Namespace, plan: "Plan") -> None:
    """Name the words of the plan that this version keeps and does nothing with."""
    from mostrador.plan import kept

    for word, why in kept.only_kept(plan):
        tell(options, {"word": word, "why": why, "level": "note"}, words=f"`{word}` is only kept: {why}")


def _tell_findings(options: Namespace, findings: "tuple[Finding, ...]") -> None:
    if options.json:
        for finding in findings:
            tell(options, msgspec.structs.asdict(finding))
    errors = [finding for finding in findings if finding.level == "error"]
    for finding in errors[:1] if options.json else findings:
        print(finding, file=sys.stderr)


CHECK = "Check a plan; what is wrong is told as FILE:LINE, reason and fix, with exit code 1."
DIFF = "Say in sentences how a plan differs from another."
EXPLAIN = "Say in sentences what a plan means."
COMMANDS = (
    Command(name="plan diff", help=DIFF, run=diff, arguments=_two, needs="nothing"),
    Command(name="plan check", help=CHECK, run=check, arguments=_file, needs="nothing"),
    Command(name="plan explain", help=EXPLAIN, run=explain, arguments=_explained, needs="nothing"),
)
