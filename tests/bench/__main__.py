"""Runs every measurement and prints the table: `python -m tests.bench --help`."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import bursts, growth, incoming, keeping, living, peer, processes, publishing, screens, thinking
from tests.bench.drawing import drawn
from tests.bench.machine import Watch, machine
from tests.bench.measuring import Figure, table
from tests.house import ROOT

KEPT, KEPT_QUICK = ROOT / "build" / "bench.json", ROOT / "build" / "bench-quick.json"
Measure = Callable[[Path, bool], list[Figure]]
PARTS: dict[str, Measure] = {
    "ingest": incoming.ingest, "way": incoming.way, "house": living.in_the_house, "drawn": drawn,
    "flood": incoming.flood, "streams": living.streams, "triage": thinking.triage, "decide": thinking.decide,
    "backtest": thinking.replaying,
    "bursts": lambda folder, quick: bursts.measure(None), "pages": screens.pages, "search": screens.search,
    "processes": processes.processes, "growth": growth.growth,
}  # fmt: skip


def main() -> int:
    asked = _arguments()
    if asked.publish:
        return _published()
    found: list[Figure] = []
    try:
        for name, measure in _wanted(asked).items():
            print(f"… {name}", file=sys.stderr, flush=True)
            found += _measured(name, measure, quick=asked.quick)
    except (peer.CannotAsk, peer.PeerRefused) as why:
        print(why, file=sys.stderr)
        return 1
    print(table(found))
    return 0


def _published() -> int:
    if not KEPT.exists():
        print("Nothing was measured yet.", file=sys.stderr)
        return 1
    missing = publishing.publish(KEPT)
    print(f"Written: {publishing.JSON}, {', '.join(map(str, publishing.PAGES))}.")
    print(f"Not measured: {', '.join(missing)}." if missing else "Every part is there.")
    return 0


def _measured(name: str, measure: Measure, *, quick: bool) -> list[Figure]:
    """Measure one part and keep it at once: who breaks off later keeps what there is."""
    with tempfile.TemporaryDirectory(prefix="mostrador-bench-") as folder:
        place, watch = Path(folder), Watch(Path(folder))
        figures = measure(place, quick)
        keeping.keep(KEPT_QUICK if quick else KEPT, name, figures, run=watch.over(quick=quick), on=machine(place))
    return figures


def _wanted(asked: argparse.Namespace) -> dict[str, Measure]:
    if asked.peer:
        url, wanted = peer.address(asked.peer), peer.asks(asked.peer_requests)
        pids = [int(one) for one in asked.peer_pids.split(",") if one]
        return {"peer": lambda folder, quick: peer.measure(url, wanted, pids=pids, quick=quick)}
    names = asked.only.split(",") if asked.only else [name for name in PARTS if name not in asked.without.split(",")]
    return {name: PARTS[name] for name in names} | (
        {"bursts": lambda folder, quick: bursts.measure(asked.series)} if asked.series else {}
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure, beside yardsticks of the same run.")
    parser.add_argument("--quick", action="store_true", help="on a twentieth of the data and a quarter of the load")
    parser.add_argument("--only", default="", metavar="PART,PART", help=f"of {', '.join(PARTS)}; the others stay kept")
    parser.add_argument("--without", default="", metavar="PART,PART", help="all parts but these")
    parser.add_argument("--publish", action="store_true", help="measure nothing: write the tables of the docs")
    parser.add_argument("--peer", default="", metavar="URL", help="measure that server instead, over plain HTTP")
    parser.add_argument("--peer-requests", type=Path, metavar="FILE", help="TOML or JSON: what to ask the peer")
    parser.add_argument("--peer-pids", default="", metavar="PID,PID", help="its processes here, to tell their CPU time")
    parser.add_argument("--series", type=Path, metavar="DIR", help="labelled series of counts, for bursts")
    asked = parser.parse_args()
    if asked.peer and not asked.peer_requests:
        parser.error("--peer needs --peer-requests")
    for name in filter(None, f"{asked.only},{asked.without}".split(",")):
        if name not in PARTS:
            parser.error(f"there is no part “{name}”")
    return asked


if __name__ == "__main__":
    sys.exit(main())
