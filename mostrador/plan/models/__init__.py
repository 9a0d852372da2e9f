"""What was done under the plan, one file per idea. The plan itself is no row: its file decides."""

from mostrador.plan.models.askings import Asking
from mostrador.plan.models.given import Given, Purse
from mostrador.plan.models.noted import Noted
from mostrador.plan.models.receipts import Receipt
from mostrador.plan.models.trials import Trial

__all__ = ["Asking", "Given", "Noted", "Purse", "Receipt", "Trial"]
