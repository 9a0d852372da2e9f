"""Who may write next: a first-come, first-served line per database file, for the threads of this process."""

import threading
from collections import deque

PATIENCE_SECONDS = 30.0


class TooLong(Exception):
    """Another thread kept the pen for longer than anybody should wait."""


class Turn:
    """The right to write, until `over` is called once."""

    def __init__(self, line: "_Line") -> None:
        self._line = line

    def over(self) -> None:
        self._line.leave()


class _Line:
    def __init__(self) -> None:
        self._lock, self._busy = threading.Lock(), False
        self._waiting: deque[threading.Event] = deque()

    def join(self) -> None:
        with self._lock:
            if not self._busy:
                self._busy = True
                return
            mine = threading.Event()
            self._waiting.append(mine)
        if not mine.wait(PATIENCE_SECONDS):
            self._give_up(mine)

    def leave(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()  # the pen passes from hand to hand: nobody can jump the line
            else:
                self._busy = False

    def _give_up(self, mine: threading.Event) -> None:
        with self._lock:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise TooLong(f"Waited {PATIENCE_SECONDS:.0f} s to write and nobody let go.")
        # Our turn came in the very moment we gave up: then it is ours.


_lines: dict[str, _Line] = {}
_lines_lock = threading.Lock()


def take_turn(name: str) -> Turn:
    """Wait for the right to write to the database `name`. Raises `TooLong`."""
    with _lines_lock:
        line = _lines.setdefault(name, _Line())
    line.join()
    return Turn(line)
