"""Tells the network exits whether this thread stands inside a database transaction."""

from django.db import connections

from mostrador.kit import http


def install() -> None:
    http.guards.append(outside_transactions)


def outside_transactions() -> None:
    """Raise `NetworkInsideTransaction` inside a transaction: a slow platform would keep everybody's pen."""
    for connection in connections.all(initialized_only=True):
        # A test case's own outermost block is not the code's: Django marks it with `_from_testcase`.
        blocks = [block for block in connection.atomic_blocks if not getattr(block, "_from_testcase", False)]
        if blocks:
            raise NetworkInsideTransaction("The network was called inside a database transaction.")


class NetworkInsideTransaction(Exception):
    """A programming error: finish the transaction, then call."""
