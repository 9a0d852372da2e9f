"""Carries `kit.wake`'s taps between the processes that share a data folder.

Each process hears each topic at a datagram socket of its own, a file in the folder `wake`. A full socket holds taps of
the very topic that is lost then, so losing it is no loss; a dead process's files are cleared away by the next tap.
"""

import os
import secrets
import selectors
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

from mostrador.kit import wake

LONGEST_WORDS = 8192  # bytes
LONGEST_PATH = 100  # the system takes 107 bytes, fewer on some
LISTED_FOR_SECONDS = 0.5


class Taps:
    """A `wake.Carrier` with one thread for all topics. Open it after a fork, never before."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._name = folder, secrets.token_hex(6)
        self._door = os.open(folder, os.O_RDONLY)
        self._sending = _a_socket()
        self._ears: dict[str, socket.socket] = {}
        self._selector = selectors.DefaultSelector()
        self._end, end = socket.socketpair()
        self._selector.register(end, selectors.EVENT_READ, end)
        self._others: dict[str, list[str]] = {}
        self._listed_at, self._stamp = float("-inf"), 0
        self._thread = threading.Thread(target=self._hear, name="taps", daemon=True)
        self._thread.start()

    def listen(self, topic: str) -> None:
        if topic in self._ears:
            return
        ear = self._ears[topic] = _a_socket()
        with suppress(OSError):  # then this process polls, as it does wherever a tap is lost
            ear.bind(self._path(f"{self._name}.{topic}"))
            self._selector.register(ear, selectors.EVENT_READ, topic)

    def send(self, topic: str, words: bytes) -> None:
        for name in self._listening(topic):
            try:
                self._sending.sendto(words[:LONGEST_WORDS], self._path(name))
            except (ConnectionRefusedError, FileNotFoundError):
                self._clear_away(name)
            except OSError:
                pass  # its socket is full: it has such a tap to hear already

    def close(self) -> None:
        """Stop carrying and leave no file behind."""
        self._end.close()
        self._thread.join()
        for topic, ear in self._ears.items():
            self._clear_away(f"{self._name}.{topic}")
            ear.close()
        self._sending.close()
        os.close(self._door)

    def _hear(self) -> None:
        while True:
            for key, _events in self._selector.select():
                if not isinstance(key.data, str):
                    key.data.close()
                    self._selector.close()
                    return
                self._bring(key.data)

    def _bring(self, topic: str) -> None:
        with suppress(OSError):
            wake.heard(topic, self._ears[topic].recv(LONGEST_WORDS))

    def _listening(self, topic: str) -> list[str]:
        """Return who else listens. The folder is read again when it changed, and every half second in any case."""
        now, stamp = time.monotonic(), os.stat(self._door).st_mtime_ns
        if stamp != self._stamp or now - self._listed_at > LISTED_FOR_SECONDS:
            self._listed_at, self._stamp, self._others = now, stamp, self._list()
        return self._others.get(topic, [])

    def _list(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in os.listdir(self._door):
            whose, _, topic = name.partition(".")
            if whose != self._name:
                found.setdefault(topic, []).append(name)
        return found

    def _clear_away(self, name: str) -> None:
        with suppress(OSError):
            os.unlink(name, dir_fd=self._door)

    def _path(self, name: str) -> str:
        path = str(self._folder / name)
        # A long path is too long for a socket; through the open folder it is short (Linux).
        return path if len(os.fsencode(path)) <= LONGEST_PATH else f"/proc/self/fd/{self._door}/{name}"


def _a_socket() -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    line.setblocking(False)
    return line
