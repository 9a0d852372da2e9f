"""Proposes a plan from the past: the clocks, owners, lines and limits by which the team has really worked.

Pure: the rows of the past and the plan in force in, proposals with their evidence out. It changes nothing by itself:
what comes of it is a draft that somebody reads, tries and signs.
"""

from mostrador.plan.proposing.drafting import Draft, draft, told
from mostrador.plan.proposing.proposal import Proposal

__all__ = ["Draft", "Proposal", "draft", "told"]
