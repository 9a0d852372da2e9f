"""Replays the past under a plan: which line would have decided, who would have had it, what would have been late.

Pure: rows of the past and plans in, a report out; the same input gives the same report, byte for byte. It simulates
our sharing out, our clocks and our limits, and never claims to know what customers would have answered.
"""

from mostrador.plan.replaying.comparing import compare
from mostrador.plan.replaying.past import Answered, Ended, Given, Heard, Past
from mostrador.plan.replaying.report import Report

__all__ = ["Answered", "Ended", "Given", "Heard", "Past", "Report", "compare"]
