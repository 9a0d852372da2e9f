"""Commands that cross rooms."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mostrador.kit.commands import Command, Refused, tell

if TYPE_CHECKING:
    from mostrador.plan.shape import Plan


def _replay(options: Namespace) -> int:
    from mostrador.doors import ingest
    from mostrador.doors.models import Quarantined
    from mostrador.journeys import inbound

    store = ingest.the_writer().store
    waiting = Quarantined.objects.filter(mended_at=None, set_aside_at=None).order_by("parcel_id")
    rows = list(waiting.filter(parcel_id=options.parcel) if options.parcel else waiting)
    if options.parcel and not rows:
        raise Refused(f"Delivery {options.parcel} is not in quarantine.")
    for row in rows:
        tell(options, {"parcel": row.parcel_id, "mended": inbound.open_again(row.parcel_id, store), "why": row.why})
    return 0


def _replaying(parser: ArgumentParser) -> None:
    parser.add_argument("parcel", nargs="?", type=int, help="number of one delivery; else all that wait")


def _backtest(options: Namespace) -> int:
    from mostrador.insights import alarms, objectives
    from mostrador.journeys import backtesting
    from mostrador.plan.replaying import saying

    new, old = _plan(options.file), _plan(options.against) if options.against else None
    try:
        found = backtesting.backtest(new, against=old, since=options.since, until=options.until)
    except backtesting.NoDays:
        raise Refused(f"{options.since} comes after {options.until}.") from None
    for row, words in [*saying.rows(found.report), *objectives.rows(found.standings), *alarms.rows(found.alarms)]:
        tell(options, row, words=words)
    return 0


def _plan(path: str) -> "Plan":
    from mostrador.plan import reading
    from mostrador.plan.findings import PlanWrong

    try:
        return reading.read_file(Path(path), shown=path)
    except PlanWrong as wrong:
        raise Refused(str(wrong.findings[0])) from None
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from None


def _backtesting(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the plan to try")
    parser.add_argument("--against", metavar="OLD", help="the plan to compare with; without it, the one in force")
    parser.add_argument("--since", type=_day, metavar="DAY", help="first day, as 2026-03-02; without it, 90 days")
    parser.add_argument(
        "--until", type=_day, metavar="DAY", help="last day; without it, the last that anything happened"
    )


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ArgumentTypeError(f"{written} is no day. Write it like 2026-03-02.") from None


def _propose(options: Namespace) -> int:
    """Print a draft; with `--json`, what was changed in it and then the draft, one object a line."""
    from mostrador.journeys import proposing
    from mostrador.plan.findings import PlanWrong

    text = _text(options.file) if options.file else ""
    try:
        draft = proposing.propose(text, since=options.since, until=options.until)
    except PlanWrong as wrong:
        raise Refused(str(wrong.findings[0])) from None
    for one, evidence in proposing.told(draft) if options.json else ():
        at = ".".join(map(str, one.path))
        tell(options, {"part": "proposal", "at": at, "old": one.old, "new": one.new, "evidence": evidence})
    tell(options, {"part": "draft", "text": draft.text}, words=draft.text.rstrip("\n"))
    return 0


def _text(path: str) -> str:
    try:
        return Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{path} is not UTF-8.") from None
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from None


def _proposing(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE", help="the plan to start from; without it, the one in force")
    parser.add_argument("--since", type=_day, metavar="DAY", help="first day, as 2026-03-02; without it, 90 days")
    parser.add_argument(
        "--until", type=_day, metavar="DAY", help="last day; without it, the last that anything happened"
    )


def _learn(options: Namespace) -> int:
    from mostrador.journeys import learning

    try:
        row = learning.learn()
    except learning.DidNotLearn as trouble:
        raise Refused(str(trouble)) from trouble
    tell(options, {"state": row.state, "why_not": row.why_not, **row.figures, "floors": row.floors})
    return 0


def _factory(options: Namespace) -> int:
    from mostrador.triage import learnt

    learnt.put_back(by=None)
    tell(options, {"state": "put_back"}, words="The shipped weights alone are in force. The labels stay.")
    return 0


COMMANDS: tuple[Command, ...] = (
    Command("doors replay", "Open deliveries again that were set apart.", _replay, _replaying),
    Command("plan propose", "Draft a plan from what the team has really done.", _propose, _proposing),
    Command(
        "plan backtest", "Try a plan on the past: what it would have treated differently.", _backtest, _backtesting
    ),
    Command(
        name="triage learn",
        help="Learn from the labels that people gave; in force where it is no worse on the last 200.",
        run=_learn,
    ),
    Command(
        name="triage factory",
        help="Go back to the shipped weights, and learn nothing until `triage learn` is asked for.",
        run=_factory,
    ),
)
