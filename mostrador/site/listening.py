"""Where the house takes calls."""

import socket

from mostrador.kit import house

BACKLOG = 2048


class CannotListen(Exception):
    """The address is taken, or not ours."""


def host() -> str:
    return house.told("MOSTRADOR_HOST", "127.0.0.1")


def listen(port: int) -> socket.socket:
    """Return a socket that takes calls already: they wait while a process starts again. Raises `CannotListen`."""
    here = host()
    family = socket.AF_INET6 if ":" in here else socket.AF_INET
    # The protocol named: else nobody turns Nagle's waiting off, which costs 40 ms an answer.
    line = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        line.bind((here, port))
        line.listen(BACKLOG)
    except OSError as trouble:
        line.close()
        raise CannotListen(f"Nothing can listen on {here}:{port}: {trouble.strerror}.") from trouble
    return line
