"""A database connection is lent to a thread while it asks something, not while it waits.

On PostgreSQL the threads of a process share a few: one that waits for a platform, a mail server or for work with a
connection in its hand keeps it from the pages. On SQLite each thread keeps its own.
"""

from django.db import connections


def give_back() -> None:
    """Let others have this thread's connection until it asks again. Inside a transaction it stays."""
    for one in connections.all(initialized_only=True):
        if not one.in_atomic_block:  # Django would drop it in the middle
            one.close_if_unusable_or_obsolete()
