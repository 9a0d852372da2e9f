"""Reads the ledger's end on PostgreSQL, without ever skipping what a longer transaction shows later."""

import asyncio
import contextlib
from typing import Any

import psycopg

from mostrador.kit.postgres import connecting, neighbours
from mostrador.kit.tails import CannotRead, Line, Position, Read

PATIENCE_SECONDS = 5.0
# One statement, one snapshot: what it holds back it also says.
READ = """
SELECT e.*, coalesce((SELECT txid FROM kit_event ORDER BY txid DESC LIMIT 1) >= (SELECT below FROM safe), false)
FROM (SELECT 1) one LEFT JOIN LATERAL (
    SELECT txid::text, id, name, refs::text FROM kit_event WHERE txid < (SELECT below FROM safe) {where} LIMIT %s
) e ON true
"""
SINCE = READ.format(where="AND (txid, id) > (%s::text::xid8, %s) ORDER BY kit_event.txid, id")
LATEST = READ.format(where="ORDER BY kit_event.txid DESC, id DESC")


class PostgresTail:
    """A `Tail` with one connection of its own."""

    def __init__(self, url: str) -> None:
        self._url, self._safe = url, ""
        self._db: psycopg.AsyncConnection[tuple[Any, ...]] | None = None

    async def since(self, place: Position, limit: int) -> Read:
        return await self._read(SINCE, str(place.transaction), place.id, limit)

    async def latest(self, limit: int) -> Read:
        found = await self._read(LATEST, limit)
        return Read(found.lines[::-1], found.held)

    async def close(self) -> None:
        db, self._db = self._db, None
        if db is not None:
            with contextlib.suppress(psycopg.Error):
                await db.close()

    async def _read(self, sql: str, *values: object) -> Read:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                db = await self._reading()
                rows = await (await db.execute(self._safe + sql, values, prepare=True)).fetchall()
        except (psycopg.Error, TimeoutError) as error:
            await self.close()
            raise CannotRead(str(error)) from error
        lines = [Line(Position(int(row[0]), row[1]), row[2], row[3]) for row in rows if row[1] is not None]
        return Read(lines, held=rows[0][4])

    async def _reading(self) -> psycopg.AsyncConnection[tuple[Any, ...]]:
        if self._db is None:
            self._db = await psycopg.AsyncConnection.connect(connecting.told(self._url), autocommit=True)
            found = await (await self._db.execute(neighbours.MAY_LOOK)).fetchone()
            self._safe = neighbours.safe(may_look=bool(found and found[0]))
        return self._db
