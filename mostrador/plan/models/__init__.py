"""What was done under the plan, and the versions of the plan itself, one file per idea. The plan's file decides."""

from mostrador.plan.models.askings import Asking
from mostrador.plan.models.claims import Checked
from mostrador.plan.models.dismissed import Dismissed
from mostrador.plan.models.given import Given, Purse
from mostrador.plan.models.labels import Evidence, Label
from mostrador.plan.models.noted import Noted
from mostrador.plan.models.receipts import Receipt
from mostrador.plan.models.trials import Trial
from mostrador.plan.models.versions import PlanVersion

__all__ = [
    "Asking",
    "Checked",
    "Dismissed",
    "Evidence",
    "Given",
    "Label",
    "Noted",
    "PlanVersion",
    "Purse",
    "Receipt",
    "Trial",
]
