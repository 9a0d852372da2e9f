"""How cost grows with what the house holds: pages, search, a message's way, at each size of one house."""

import sys
from pathlib import Path

from tests.bench import browsing, houses
from tests.bench.filling import EACH, STAGES
from tests.bench.measuring import Figure
from tests.bench.servers import child

QUICK_STAGES = 2


def growth(folder: Path, quick: bool) -> list[Figure]:
    """Each line is divided by the same line of the smallest size: 1 would be flat."""
    sizes = STAGES[:QUICK_STAGES] if quick else STAGES
    found = {size: _at(size, folder / str(size)) for size in sizes}
    smallest = found[sizes[0]]
    return [
        Figure(f"{what}, {size * EACH:,} messages", times["cpu"], "ms CPU",
               f"at {sizes[0] * EACH:,}: {smallest[what]['cpu']:.2f} ms", times["cpu"] / smallest[what]["cpu"],
               more={f"{name} ms": times[name] for name in ("p50", "p99") if name in times})
        for what in smallest for size, times in ((size, found[size][what]) for size in sizes)
    ]  # fmt: skip


def _at(size: int, folder: Path) -> dict[str, dict[str, float]]:
    """Measure a copy, the opening last, because it adds messages."""
    print(f"… at {size * EACH:,} messages", file=sys.stderr, flush=True)
    with houses.served(size, folder) as house:
        client = browsing.sign_in(house.url, "owner@bench.test", "a long password")
        inbox = browsing.page(client, "/inbox/", house.pid, count=100)
        talk = browsing.page(client, "/cases/10/", house.pid, count=60)
    words = child("tests.bench.looking", str(folder))
    opened = child("tests.bench.way", str(folder), "600")
    return {
        "inbox page": inbox,
        "conversation page": talk,
        **{f"search, {kind} word": words[kind] for kind in ("common", "rare", "unique")},
        "the whole way, in batches": {"cpu": opened["cpu_ms"]},
        "the whole way, one at a time": {
            "cpu": opened["lone_cpu_ms"],
            "p50": opened["lone_p50_ms"],
            "p99": opened["lone_p99_ms"],
        },
    }
