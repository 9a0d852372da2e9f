"""What a process signs its leases with: no other one ever signs the same, on this machine or another."""

import os
import platform
import secrets
from functools import cache


def mine() -> str:
    """Return this process's badge, at most 60 characters. A child that was forked gets another."""
    return _badge(os.getpid())


@cache
def _badge(pid: int) -> str:
    # Host and number tell a person where to look. They come back after a restart (in a container always the same).
    return f"{platform.node()[:36]}:{pid}:{secrets.token_hex(4)}"
