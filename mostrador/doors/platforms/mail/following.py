"""Following a mailbox: the inbox as it fills, and the Sent folder, where answers written elsewhere appear.

Nothing is marked, moved or left out. A folder's cursor is its UIDVALIDITY and the UIDs seen lately; each round
compares what the server has with what was brought, so that a gap is read again, and a mail that cannot be brought
becomes a parcel that says so. Source: RFC 3501 §2.3.1, RFC 2177.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import imapclient
from imapclient.exceptions import IMAPClientError

from mostrador.doors.contract import Accept, Piece
from mostrador.doors.platforms.mail import fetching, keeping, wrapping
from mostrador.doors.platforms.mail.settings import Mailbox
from mostrador.kit import clock, mail

ROUND_SECONDS = 15.0
OVERLAP = timedelta(days=3)  # how far back a rebuilt mailbox is read again
REMEMBERED = 500  # UIDs above the low-water mark
PATIENCE = 3  # lines that may break in a row without a word brought

Bookmark = dict[str, Any]


def follow(box: Mailbox, bookmark: Bookmark, accept: Accept, stopping: Callable[[], bool]) -> Iterator[Bookmark]:
    """Bring what comes until told to stop, over as many lines as it takes.

    Raises what `kit.mail` raises, once a new line brings nothing either.
    """
    broken = 0
    while not stopping():
        try:
            for mark in _one_line(box, bookmark, accept, stopping):
                broken = 0
                yield mark
        except mail.Silent:
            broken += 1
            yield bookmark  # it counts the tries for a mail that breaks the line
            if broken >= PATIENCE:
                raise


def _one_line(box: Mailbox, bookmark: Bookmark, accept: Accept, stopping: Callable[[], bool]) -> Iterator[Bookmark]:
    with mail.imap(box.incoming) as line:
        sent = keeping.sent_folder(line, box)
        while not stopping():
            # The inbox comes last: it stays selected for the waiting.
            folders = [("sent", sent)] if sent and _has_changed(line, sent, bookmark) else []
            for kind, folder in [*folders, ("inbox", "INBOX")]:
                for pieces in _catch_up(line, kind, folder, box=box, bookmark=bookmark):
                    if pieces:
                        accept(pieces)
                    yield bookmark
                    if stopping():
                        return
            yield bookmark
            _wait(line, stopping)


def _has_changed(line: imapclient.IMAPClient, folder: str, bookmark: Bookmark) -> bool:
    told = line.folder_status(folder, ["UIDNEXT", "UIDVALIDITY", "MESSAGES"])
    now = [told.get(key) for key in (b"UIDVALIDITY", b"UIDNEXT", b"MESSAGES")]
    changed = bookmark.get("sent_status") != now or "sent" not in bookmark
    bookmark["sent_status"] = now
    return bool(changed)


def _catch_up(
    line: imapclient.IMAPClient, kind: str, folder: str, *, box: Mailbox, bookmark: Bookmark
) -> Iterator[list[Piece]]:
    """Yield every mail that is there and was not brought, the oldest first, in small batches.

    The bookmark is only kept by the house after `accept` has put the batch on disk.
    """
    told = line.select_folder(folder, readonly=True)
    mark = _mark(line, box, kind, told, bookmark)
    missing = sorted(_above(line, mark["low"]) - set(mark["seen"]))
    for batch in fetching.batches(line, missing, bookmark.setdefault("stuck", {}), kind):
        pieces = [_piece(one, kind, box, bookmark) for one in batch if one.raw or one.trouble]
        _remember(mark, [one.uid for one in batch])
        yield pieces
    mark["at"] = clock.now().date().isoformat()


def _mark(line: imapclient.IMAPClient, box: Mailbox, kind: str, told: Any, bookmark: Bookmark) -> Any:
    """Return the folder's cursor; a new one for a new folder, or for one that the server has numbered anew."""
    validity = int(told.get(b"UIDVALIDITY", 0))
    known = bookmark.get(kind)
    if known and known["validity"] == validity:
        return known
    since = date.fromisoformat(known["at"]) - OVERLAP if known else _first_day(box)
    found = set(line.search(["SINCE", since]))
    low = min(found) - 1 if found else int(told.get(b"UIDNEXT") or 1) - 1
    # Old mail between the new is history when we begin, but must be looked at after a renumbering.
    seen = [] if known else sorted(_above(line, low) - found)
    bookmark[kind] = {"validity": validity, "low": low, "seen": seen, "at": clock.now().date().isoformat()}
    return bookmark[kind]


def _first_day(box: Mailbox) -> date:
    return clock.now().date() - timedelta(days=box.first_days)


def _above(line: imapclient.IMAPClient, low: int) -> set[int]:
    """Return the UIDs above the mark; "n:*" always names the last mail too, even below it."""
    return {uid for uid in line.search(["UID", f"{low + 1}:*"]) if uid > low}


def _remember(mark: Any, uids: list[int]) -> None:
    """Note what was brought. The oldest become the low-water mark, below which nothing is looked for."""
    mark["seen"] = sorted({*mark["seen"], *uids})
    surplus = len(mark["seen"]) - REMEMBERED
    if surplus > 0:
        mark["low"], mark["seen"] = mark["seen"][surplus - 1], mark["seen"][surplus:]


def _piece(one: fetching.Fetched, kind: str, box: Mailbox, bookmark: Bookmark) -> Piece:
    return fetching.piece(
        one,
        wrapping.Found(folder=kind, mailbox=box.address, trusts=box.trusts),
        place=f"{bookmark[kind]['validity']}:{one.uid}",
        remembered=bookmark.setdefault(f"{kind}_ids", {}),
    )


def _wait(line: imapclient.IMAPClient, stopping: Callable[[], bool]) -> None:
    """Wait for news of the inbox, at most one round; a server without IDLE is asked again soon."""
    until = time.monotonic() + ROUND_SECONDS
    if not line.has_capability("IDLE"):
        time.sleep(2)
        line.noop()
        return
    line.idle()
    while time.monotonic() < until and not stopping():
        asked = time.monotonic()
        if line.idle_check(timeout=1):
            break
        if time.monotonic() - asked < 0.5:
            raise mail.Silent("The server closed the line.")  # the library takes the end of a line for silence
    try:
        line.idle_done()
    except IMAPClientError as error:
        raise mail.Silent(str(error)) from error
