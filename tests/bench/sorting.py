"""Triage, the light model and the full one: `python -m tests.bench.sorting`. Prints CPU times of this process.

The yardstick of the light model is splitting the same messages into words and counting them, which Python cannot avoid;
the full one's is the light one. Messages are those for scoring; everything is warm.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence

from mostrador.triage import deepening, sorting, thinker
from tests.triage import dev_rows

ROUNDS = 3
FEW = 40  # messages that the full model is asked


def figures() -> dict[str, float]:
    """Return CPU ms a message: light over a batch, light one at a time (worst of a hundred too), full."""
    texts = [row.text for language in dev_rows.LANGUAGES for row in dev_rows.rows(language)]
    _each(sorting.sort, texts)
    batch = min(_each(sorting.sort, texts) for _ in range(ROUNDS))
    bare = min(_each(_counted, texts) for _ in range(ROUNDS))
    alone = sorted(_each(sorting.sort, [text]) for text in texts)
    found = {
        "light_ms": batch,
        "bare_ms": bare,
        "alone_ms": alone[len(alone) // 2],
        "alone_p99_ms": alone[-len(alone) // 100],
    }
    if thinker.installed():
        _each(_deeply, texts[:2])
        found["full_ms"] = _each(_deeply, texts[:: len(texts) // FEW])
    return found


def _counted(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def _deeply(text: str) -> sorting.Opinion:
    return sorting.sort(text, deeper=deepening.deepen(text))


def _each(act: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return the CPU ms that one text takes."""
    began = time.process_time()
    for text in texts:
        act(text)
    return (time.process_time() - began) * 1e3 / len(texts)


if __name__ == "__main__":
    print(json.dumps(figures()))
