"""Ports for the servers that tests start."""

from __future__ import annotations

import random
import socket

BEYOND_LENT = range(12_000, 32_000)
"""Below those that Linux lends to outgoing connections: such a one may be lent before its server opens it."""


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    for port in random.SystemRandom().sample(BEYOND_LENT, 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("A hundred ports at random, and none of them is free.")
