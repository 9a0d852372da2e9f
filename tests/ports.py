"""Ports for the servers that tests start."""

from __future__ import annotations

import itertools
import random
import socket

BEYOND_LENT = range(12_000, 32_000)
"""Below those that Linux lends to outgoing connections: such a one may be lent before its server opens it."""


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    return free_ports(1)[0]


def free_ports(many: int) -> list[int]:
    """Return so many ports of this machine that nobody listens at, each another one."""
    drawn = random.SystemRandom().sample(BEYOND_LENT, min(100 * many, len(BEYOND_LENT)))
    found = list(itertools.islice(filter(_is_free, drawn), many))
    if len(found) < many:
        raise OSError(f"{len(drawn)} ports at random, and fewer than {many} of them are free.")
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
