"""The menu of what one may see of a list, each choice an address: it works without script."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from mostrador.desk import addresses, rows, wording
from mostrador.desk.lists import Filters, Tab
from mostrador.desk.surroundings import ShownDoor, Surroundings, asked

Shown = dict[str, Any]
TAGS = "SELECT name FROM inbox_tag ORDER BY name LIMIT 20"


class Menu(NamedTuple):
    """All that decides how the menu looks: an equal one is drawn once (`kit.jinja.once`)."""

    tab: Tab
    filters: Filters
    doors: tuple[ShownDoor, ...]
    tags: tuple[str, ...]

    def shown(self) -> Shown:
        mine = [self._choice(_("Only mine"), "mine", True, off=False)]
        doors = [self._choice(door.name, "door", door.id, off=0) for door in self.doors]
        kinds = [self._choice(word, "need", kind) for kind, word in wording.kinds()]
        tags = [self._choice(name, "tag", name) for name in self.tags]
        parts = [("", mine), (_("Door"), doors), (_("Need"), kinds), (_("Tag"), tags)]
        return {"parts": [{"title": title, "choices": choices} for title, choices in parts if choices]}

    def _choice(self, word: str, name: str, value: Any, *, off: Any = "") -> Shown:
        """Return one choice; chosen already, it leads back to all."""
        chosen = getattr(self.filters, name) == value
        change: dict[str, Any] = {name: off if chosen else value}
        wanted = self.filters._replace(**change)
        return {"word": word, "url": addresses.inbox() + rows.query(self.tab, wanted), "chosen": chosen}


def menu(tab: Tab, filters: Filters, around: Surroundings) -> Menu:
    doors = tuple(door for door in around.doors.values() if not door.closed or filters.door == door.id)
    return Menu(tab, filters, doors, tuple(row[0] for row in asked(TAGS)))
