"""Bringing mails from the selected folder: in small batches, and one by one where something is wrong with them."""

from collections.abc import Iterable, Iterator

import imapclient
import msgspec
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError
from msgspec.structs import replace

from mostrador.doors.contract import Piece
from mostrador.doors.platforms.mail import identifying, wrapping
from mostrador.kit import mail
from mostrador.kit.words import N_

LARGEST = 40 * 2**20  # bytes; of a larger mail only the beginning is brought
BEGINNING = 512 * 1024
BATCH_BYTES = 4 * 2**20
BATCH_MAILS = 50
TRIES = 3

CANNOT = N_("The mail server could not hand over this mail. Look at it in the mailbox itself.")


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """One mail as it came: empty without trouble means that it was deleted meanwhile."""

    uid: int
    raw: bytes = b""
    size: int = 0  # of the whole, where only the beginning came
    trouble: str = ""


def batches(line: imapclient.IMAPClient, uids: list[int], stuck: dict[str, int], kind: str) -> Iterator[list[Fetched]]:
    """Yield the mails in order. `stuck` counts, across lines, the tries for mails that break the line itself."""
    for at in range(0, len(uids), BATCH_MAILS):
        sizes = _sizes(line, uids[at : at + BATCH_MAILS])
        for group in _groups(uids[at : at + BATCH_MAILS], sizes, stuck, kind):
            yield _tried(line, group, sizes, stuck, kind)


def piece(one: Fetched, found: wrapping.Found, *, place: str, remembered: dict[str, str]) -> Piece:
    """Wrap a mail for the parcels, under a key that is the same whenever and wherever it is found again.

    `place` names a mail that could not be brought: its folder's UIDVALIDITY and its UID.
    """
    if one.trouble:
        marked = replace(found, trouble=one.trouble)
        return Piece(key=f"{found.folder}:{place}", body=wrapping.wrapped(b"", marked))
    who = identifying.identity(one.raw)
    marked = replace(found, size=one.size, again=identifying.again(who, remembered))
    return Piece(key=f"{found.folder}:{who.key}", body=wrapping.wrapped(one.raw, marked))


def _sizes(line: imapclient.IMAPClient, uids: list[int]) -> dict[int, int]:
    told = line.fetch(uids, ["RFC822.SIZE"])
    return {uid: int(row.get(b"RFC822.SIZE", 0)) for uid, row in told.items()}


def _groups(uids: Iterable[int], sizes: dict[int, int], stuck: dict[str, int], kind: str) -> Iterator[list[int]]:
    """Put small mails together; a big one, or one that was in a batch that broke, goes alone."""
    group: list[int] = []
    weight = 0
    for uid in uids:
        alone = f"{kind}:{uid}" in stuck or sizes.get(uid, 0) > BATCH_BYTES
        if group and (alone or weight + sizes.get(uid, 0) > BATCH_BYTES):
            yield group
            group, weight = [], 0
        if alone:
            yield [uid]
        else:
            group, weight = [*group, uid], weight + sizes.get(uid, 0)
    if group:
        yield group


def _tried(
    line: imapclient.IMAPClient, group: list[int], sizes: dict[int, int], stuck: dict[str, int], kind: str
) -> list[Fetched]:
    marks = [f"{kind}:{uid}" for uid in group]
    if stuck.get(marks[0], 0) >= TRIES:
        stuck.pop(marks[0])
        return [Fetched(uid=group[0], trouble=CANNOT)]
    try:
        fetched = _fetch(line, group, sizes)
    except (IMAPClientAbortError, OSError):
        stuck.update({mark: stuck.get(mark, 0) + 1 for mark in marks})
        raise
    for mark in marks:
        stuck.pop(mark, None)
    return fetched


def _fetch(line: imapclient.IMAPClient, group: list[int], sizes: dict[int, int]) -> list[Fetched]:
    if len(group) == 1:
        return [_one(line, group[0], sizes.get(group[0], 0))]
    try:
        rows = line.fetch(group, ["BODY.PEEK[]"])
    except IMAPClientAbortError:
        raise
    except IMAPClientError:
        rows = {}  # one of them is poison: each is asked for alone
    return [
        Fetched(uid=uid, raw=rows[uid][b"BODY[]"])
        if rows.get(uid, {}).get(b"BODY[]")
        else _one(line, uid, sizes.get(uid, 0))
        for uid in group
    ]


def _one(line: imapclient.IMAPClient, uid: int, size: int) -> Fetched:
    """Bring one mail; say so if the server has it and cannot give it."""
    large = size > min(LARGEST, mail.LARGEST_LITERAL)
    try:
        row = line.fetch([uid], [f"BODY.PEEK[]<0.{BEGINNING}>" if large else "BODY.PEEK[]"]).get(uid, {})
        raw = row.get(b"BODY[]<0>" if large else b"BODY[]") or b""
        gone = not raw and uid not in line.search(["UID", str(uid)])
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        return Fetched(uid=uid, trouble=f"{CANNOT} ({str(error)[:200]})")
    return Fetched(uid=uid, raw=raw, size=size if large else 0, trouble="" if raw or gone else CANNOT)
