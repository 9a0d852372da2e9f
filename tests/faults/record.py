"""The harness's own ledger, outside the house: what was said, what was thanked for, what must be true of it."""

import hashlib
import json
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Told:
    """Words that the house thanked for. Every text is said once in a run, so it names its message."""

    door: str
    thread: str
    key: str  # what the platform calls it
    text: str
    order: tuple[float, int] = (0.0, 0)  # where it stands in its thread
    bad: bool = False  # nobody can read it: it belongs in quarantine
    picture: str = ""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """An answer that the house took (201)."""

    door: str
    thread: str
    text: str
    order: int


@dataclass
class Record:
    """Appends to a file, line by line, with a hash and a time; the same is held in memory for the judge."""

    path: Path | None = None
    told: dict[str, Told] = field(default_factory=dict)
    answered: dict[str, Answered] = field(default_factory=dict)
    never: set[str] = field(default_factory=set)  # other words under an id that was taken: must not be shown
    perhaps: set[str] = field(default_factory=set)  # said, not thanked for: may be there, once
    troubles: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._file = self.path.open("a", encoding="utf-8") if self.path else None

    def says(self, *texts: str) -> None:
        with self._lock:
            self.perhaps.update(texts)

    def thanked(self, *all_told: Told) -> None:
        with self._lock:
            for told in all_told:
                self.told[told.text] = told
                self.perhaps.discard(told.text)
                self._append("thanked", asdict(told))

    def answer(self, answered: Answered) -> None:
        with self._lock:
            self.answered[answered.text] = answered
            self._append("answered", asdict(answered))

    def accepted(self) -> tuple[list[Told], list[Answered]]:
        """Return what was taken up to this moment."""
        with self._lock:
            return list(self.told.values()), list(self.answered.values())

    def other_words(self, text: str) -> None:
        with self._lock:
            self.never.add(text)

    def count(self, what: str, by: int = 1) -> None:
        with self._lock:
            self.counts[what] += by

    def trouble(self, words: str) -> None:
        with self._lock:
            self.troubles.append(words)
            self._append("trouble", {"words": words})

    def close(self) -> None:
        if self._file:
            self._file.close()

    def _append(self, what: str, row: dict[str, object]) -> None:
        if self._file:
            digest = hashlib.sha256(str(row.get("text", "")).encode()).hexdigest()[:16]
            self._file.write(json.dumps({"at": time.time(), "what": what, "hash": digest, **row}) + "\n")
            self._file.flush()
