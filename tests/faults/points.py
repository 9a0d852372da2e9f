"""Every place in the house where it can be told to die, and how far into the run the harness lets it come.

`tests/faults/test_points.py` compares this list with the source: a new place must be rehearsed.
"""

POINTS = {  # the place: it dies at the latest the so-manieth time
    "edge.before_verify": 30,
    "edge.verified": 30,
    "edge.before_answer": 30,
    "edge.answered": 30,
    "writer.before_begin": 15,
    "writer.begun": 15,
    "writer.before_commit": 15,
    "writer.committed": 15,
    "opener.read": 6,
    "opener.considered": 6,
    "opener.written": 6,
    "opener.before_commit": 6,
    "opener.committed": 6,
    "sender.claimed": 4,
    "sender.before_send": 4,
    "sender.sent": 4,
    "sender.noted": 4,
    "settling.found": 1,
    "settling.noted": 1,
    "jobs.claimed": 3,
    "jobs.done": 3,
    "jobs.deleted": 3,
    "listener.accepted": 2,
    "listener.before_bookmark": 2,
    "listener.bookmarked": 2,
    "files.before_rename": 1,
    "files.renamed": 1,
}
OF_COPIES = ("copies.before_copy", "copies.copied", "copies.before_rename", "copies.renamed")  # a process of its own
NEEDS_BEFORE = {"settling.found": "sender.sent", "settling.noted": "sender.claimed"}  # nothing to settle otherwise
