"""Copying the house, bringing a copy back, and moving to a newer program."""

import getpass
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mostrador.kit import failpoints, house
from mostrador.kit.commands import Command, Refused, tell

if TYPE_CHECKING:
    from mostrador.site.copies.restoring import Restored


def _backup(options: Namespace) -> int:
    from mostrador.site.copies import backing_up

    closed = options.encrypt or bool(house.told("MOSTRADOR_BACKUP_PASSPHRASE"))
    try:
        failpoints.arm()
        record = backing_up.back_up(
            to=Path(options.to) if options.to else None, passphrase=_passphrase(twice=True) if closed else "",
            with_key=options.with_key, keep=options.keep,
        )  # fmt: skip
    except (backing_up.CannotBackUp, failpoints.NotHere) as refused:
        raise Refused(str(refused)) from refused
    words = f"{record.file}: {record.messages} messages, {record.size_bytes} bytes, restored and compared."
    tell(options, msgspec.to_builtins(record), words=words)
    return 0


def _restore(options: Namespace) -> int:
    from mostrador.site.copies import packing, restoring

    if options.data:
        os.environ.pop("MOSTRADOR_DATA_FILE", None)
        os.environ["MOSTRADOR_DATA"] = options.data
    archive = Path(options.file)
    try:
        passphrase = _passphrase() if archive.is_file() and packing.is_closed(archive) else ""
        restored = restoring.restore(archive, passphrase=passphrase, replace=options.replace)
    except restoring.CannotRestore as refused:
        raise Refused(str(refused)) from refused
    except OSError as error:
        raise Refused(
            f"Nothing was restored: {error.strerror or error} ({error.filename or house.data_folder()})."
        ) from error
    tell(options, vars(restored), words="\n".join(_in_words(restored)))
    return 0


def _in_words(restored: "Restored") -> list[str]:
    held = restored.held_answers + restored.held_letters
    return [
        f"The house of {restored.copied_at} stands in {house.data_folder()}: {restored.messages} messages.",
        "Everybody signs in again. A token that was taken back since, or a colleague who left, is there again: look.",
        *(
            [f"{held} answers were about to leave. None leaves by itself: look at them in Doors, Given up."]
            * bool(held)
        ),
        *([f"What stood here before lies in {restored.aside}."] * bool(restored.aside)),
        *([restored.key] * bool(restored.key)),
    ]


def _upgrade(options: Namespace) -> int:
    from mostrador.site.copies import upgrading

    try:
        missing = upgrading.steps()
    except upgrading.CannotUpgrade as refused:
        raise Refused(str(refused)) from refused
    if options.to and not options.dry_run:
        return _move(options)
    if options.dry_run or not missing:
        words = "\n".join([f"Would apply {step}" for step in missing] or ["Everything is up to date."])
        tell(options, {"steps": missing, "applied": False}, words=words)
        return 0
    backup = bring_up_to_date()
    back = f"To go back: install the program of before, then mostrador restore --replace {backup}"
    row = {"steps": missing, "applied": True, "backup": str(backup)}
    tell(options, row, words=f"{len(missing)} steps applied. {back}")
    return 0


def _move(options: Namespace) -> int:
    from mostrador.site.copies import backing_up, moving_over, restoring

    try:
        moved = moving_over.move(options.to, passphrase=house.told("MOSTRADOR_BACKUP_PASSPHRASE"))
    except (*moving_over.TROUBLES, backing_up.CannotBackUp, restoring.CannotRestore) as refused:
        raise Refused(str(refused)) from refused
    for one in moved:
        tell(options, one._asdict(), words=f"{one.table}: {one.rows} rows, the same on both sides")
    return 0


def bring_up_to_date() -> Path | None:
    """Upgrade the house; return the copy of how it was before, None when nothing was missing. Raises `Refused`."""
    from mostrador.site.copies import backing_up, restoring, upgrading

    try:
        return upgrading.upgrade(passphrase=house.told("MOSTRADOR_BACKUP_PASSPHRASE"))
    except (upgrading.CannotUpgrade, backing_up.CannotBackUp, restoring.CannotRestore) as refused:
        raise Refused(str(refused)) from refused


def _passphrase(*, twice: bool = False) -> str:
    """Return what MOSTRADOR_BACKUP_PASSPHRASE tells, else ask at the terminal. Raises `Refused`."""
    if told := house.told("MOSTRADOR_BACKUP_PASSPHRASE"):
        return told
    if not sys.stdin.isatty():
        raise Refused(
            "A passphrase is needed: MOSTRADOR_BACKUP_PASSPHRASE, or its file MOSTRADOR_BACKUP_PASSPHRASE_FILE."
        )
    given = getpass.getpass("Passphrase: ")
    if not given or (twice and getpass.getpass("Once more: ") != given):
        raise Refused("No passphrase, or not twice the same one.")
    return given


def _about_backup(parser: ArgumentParser) -> None:
    parser.add_argument("--to", metavar="FILE|DIR", help="where to; else MOSTRADOR_BACKUPS, else backups/ of the data")
    parser.add_argument("--encrypt", action="store_true", help="close it with a passphrase (age format)")
    parser.add_argument("--with-key", action="store_true", help="put the key in too: then the copy opens every secret")
    parser.add_argument("--keep", type=_at_least_one, default=7, help="how many stay in a folder (7)")


def _about_restore(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        help="a copy that `backup` made, or a folder with both databases as Litestream restores them",
    )
    parser.add_argument("--data", metavar="DIR", help="the data folder it comes back to; else MOSTRADOR_DATA")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="move a house that stands there aside; its database keeps its rows under another name",
    )


def _about_upgrade(parser: ArgumentParser) -> None:
    parser.add_argument("--to", metavar="URL", help="move the house to this PostgreSQL database: postgresql://…")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done and do nothing")


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text} is not how many copies can stay: at least 1")
    return int(text)


COMMANDS: tuple[Command, ...] = (
    Command("backup", "Copy the open house, and prove the copy by restoring it.", _backup, _about_backup),
    Command("restore", "Bring a copy back.", _restore, _about_restore, needs="nothing"),
    Command("upgrade", "Bring the tables to this program's shape, after a proven copy.", _upgrade, _about_upgrade),
)
