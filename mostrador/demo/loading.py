"""Makes a folder the demo's house: loads the story where it is not yet, and never touches a house that is no demo."""

import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from mostrador.kit import clock, house
from mostrador.site import opening_up
from mostrador.site.cli import set_up_django

MARK = "demo.json"
PLAN = Path(__file__).with_name("plan.yaml")
EDITION = 5
OURS = ("mostrador.sqlite3*", "parcels.sqlite3*", "plan.yaml", "plan.in-force.yaml")


class NotTheDemo(Exception):
    """The folder holds a house of somebody's own."""


def load(folder: Path, *, now: datetime | None = None, progress: Callable[[str], None] = lambda _words: None) -> bool:
    """Prepare the house in `folder`, which must be this process's data folder; return whether the story was told.

    A story that broke off half way is told anew. Raises `NotTheDemo`.
    """
    if folder.resolve() != house.data_folder():
        raise ValueError("A process has one data folder, told by MOSTRADOR_DATA before it starts.")
    if state(folder) == "":
        _refuse_a_house(folder)
    whole = state(folder) == "told"
    if not whole:
        forget(folder)
    opening_up.make_folder(folder)
    if not whole:
        _mark(folder, "telling", None)
        shutil.copyfile(PLAN, folder / PLAN.name)
    set_up_django()
    opening_up.make_tables()
    if not whole:
        _tell(folder, now or clock.now(), progress)
    return not whole


def state(folder: Path) -> str:
    """Return "" where the demo has never been, "telling" where it broke off, "told" where it is whole."""
    try:
        told = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ""
    return "told" if told.get("state") == "told" and told.get("edition") == EDITION else "telling"


def told_at(folder: Path) -> datetime:
    return datetime.fromisoformat(json.loads((folder / MARK).read_text(encoding="utf-8"))["at"])


def forget(folder: Path) -> None:
    """Throw away the demo's own house in this folder, nothing else. Raises `NotTheDemo`."""
    if state(folder) == "":
        _refuse_a_house(folder)
    for pattern in OURS:
        for path in folder.glob(pattern):
            path.unlink()
    shutil.rmtree(folder / "files", ignore_errors=True)
    if url := house.database_url():
        from mostrador.kit.postgres import upkeep  # noqa: PLC0415 - a driver that few need

        upkeep.empty(url)


def _tell(folder: Path, now: datetime, progress: Callable[[str], None]) -> None:
    from mostrador.demo import telling  # noqa: PLC0415 - models, which wait for Django

    telling.tell_all(now, progress)
    _mark(folder, "told", now)


def _refuse_a_house(folder: Path) -> None:
    ours = any((folder / name).exists() for name in ("mostrador.sqlite3", "parcels.sqlite3", "plan.yaml"))
    if ours or opening_up.stands():
        raise NotTheDemo(f"{folder} holds a house that is not the demo. Choose another folder with MOSTRADOR_DATA.")


def _mark(folder: Path, state: str, at: datetime | None) -> None:
    told = {"state": state, "edition": EDITION, "at": at.isoformat() if at else ""}
    (folder / MARK).write_text(json.dumps(told) + "\n", encoding="utf-8")
