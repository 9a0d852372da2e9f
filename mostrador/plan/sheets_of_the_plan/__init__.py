"""Every sheet of the plan, close kin together: where each part stands, what it asks, how one is added and taken out."""

from collections.abc import Mapping

from mostrador.plan.explaining import Row
from mostrador.plan.sheets import Sheet
from mostrador.plan.sheets_of_the_plan.aims import AIM, MEASURE, QUESTION, SEGMENT, STARTER
from mostrador.plan.sheets_of_the_plan.care import GESTURES, LEVEL, STAND_DOWN, STATEMENT, TROLL
from mostrador.plan.sheets_of_the_plan.place import DOOR, HOURS, HOUSE, REST
from mostrador.plan.sheets_of_the_plan.team import AUTHORITY, ROLE, RUNG
from mostrador.plan.sheets_of_the_plan.voice import FLOOR, TEXT, TONE

PARTS: Mapping[str, tuple[Sheet, ...]] = {
    "house": (HOUSE,), "aims": (AIM, SEGMENT, MEASURE), "hours": (REST, HOURS, DOOR), "people": (ROLE, RUNG),
    "authority": (AUTHORITY,), "gestures": (GESTURES,), "crisis": (LEVEL, STAND_DOWN, STATEMENT, TROLL),
    "talk": (QUESTION, STARTER), "tone": (TONE, TEXT, FLOOR),
}  # fmt: skip
"""By the part of the page; of two that say the same sort of row the first one has those that it names."""
SHEETS: Mapping[str, Sheet] = {one.key: one for some in PARTS.values() for one in some}


def of_row(row: Row) -> Sheet | None:
    """Return the sheet on which a sentence is changed, or None."""
    return next((one for one in SHEETS.values() if one.says(row)), None)
