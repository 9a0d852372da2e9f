"""Looks at the house from outside: its API, its two databases (read only), its files, and what the platforms saw."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.faults.databases import Database
from tests.faults.judging import Row, View
from tests.faults.record import Record
from tests.faults.senders import Line, Port
from tests.faults.stage import Outside, Prepared, picture
from tests.simulators.serving import Call

QUIET = """
SELECT (SELECT count(*) FROM inbox_part WHERE state IN ('queued', 'sending'))
     + (SELECT count(*) FROM inbox_attachment WHERE state = 'wanted' AND message_id IS NOT NULL)
     + (SELECT count(*) FROM kit_job WHERE died_at IS NULL AND name LIKE '%fetching%')
"""


class Looking:
    """One house's eyes. The record says when all has come in that must."""

    def __init__(self, prepared: Prepared, port: Port, outside: Outside, database: Database) -> None:
        self._house, self._outside, self._line = prepared, outside, Line(port, patience_seconds=60)
        self._database, self.bearer = database, f"Bearer {prepared.token}"

    def ask(self, path: str) -> Any:
        """Raises `AssertionError` where the house does not answer as it should."""
        self._line.hang_up()  # a line that rested for five seconds is hung up by the house
        answer = self._line.ask("GET", f"/api/v1{path}", Authorization=self.bearer)
        assert answer is not None and answer[0] == 200, (path, answer)
        return json.loads(answer[1])

    def until_quiet(self, seconds: float) -> str:
        """Wait until nothing waits or moves; return what still does where nothing has changed for so long."""
        end, still = time.monotonic() + seconds, self.still_moving()
        while still and time.monotonic() < end:
            time.sleep(0.1)
            before, still = still, self.still_moving()
            end = end if still == before else time.monotonic() + seconds
        return still

    def still_moving(self) -> str:
        unopened = self.ask("/parcels?state=new&limit=1")["count"]
        moving = self._rows(QUIET)[0][0]
        waiting = len(self._outside.bot.updates)
        told = {"parcels to open": unopened, "parts, files, jobs": moving, "updates at the platform": waiting}
        return ", ".join(f"{count} {what}" for what, count in told.items() if count)

    def view(self, record: Record) -> View:
        messages = list(self._all("/messages"))
        conversations = sorted({row["conversation"] for row in messages})
        return View(
            messages=messages,
            threads={number: list(self._all(f"/conversations/{number}/messages")) for number in conversations},
            set_apart=self._set_apart(),
            events=[(name, _json(refs)) for name, refs in self._rows("SELECT name, refs FROM kit_event ORDER BY id")],
            pictures=self._pictures(),
            **self._seen(record),
        )

    def _all(self, path: str) -> Iterator[Row]:
        after: int | None = 0
        while after is not None:
            page = self.ask(f"{path}?limit=1000&after={after}")
            yield from page["items"]
            after = page["next"]

    def _set_apart(self) -> Counter[str]:
        apart = list(self._all_apart())
        names = dict(self._rows("SELECT id, key FROM parcels", of="parcels"))
        return Counter(names[number] for number in apart)

    def _all_apart(self) -> Iterator[int]:
        after: int | None = 0
        while after is not None:
            page = self.ask(f"/parcels?state=quarantined&limit=1000&after={after}")
            yield from [row["id"] for row in page["items"]]
            after = page["next"]

    def _pictures(self) -> dict[str, str]:
        rows = self._rows("SELECT name, key, state FROM inbox_attachment WHERE message_id IS NOT NULL")
        return {name: self._wrong(name, key, state) for name, key, state in rows}

    def _wrong(self, name: str, key: str, state: str) -> str:
        if state != "kept":
            return f"it is {state}"
        path = self._house.folder / "files" / key[:2] / key
        return "" if path.exists() and path.read_bytes() == picture(name) else "its bytes are not the platform's"

    def _seen(self, record: Record) -> dict[str, Any]:
        """Return what customers see and what was called for it, of this act only: platforms live longer."""
        threads = {told.thread for told in record.told.values()}
        effects: dict[str, list[str]] = {thread: [] for thread in threads}
        with self._outside.receiver.lock:
            for shown in self._outside.receiver.shown:
                if shown["thread"] in threads:
                    effects[shown["thread"]].append(shown["text"])
        for person in [int(thread) for thread in threads if thread.isdigit()]:
            effects[str(person)] = [text for text in self._outside.bot.texts(person) if text]
        calls = [*self._outside.receiver.calls, *self._outside.bot.calls]
        texts = [_text(call) for call in calls if call.method == "POST"]
        return {"effects": effects, "posts": Counter(text for text in texts if text)}

    def _rows(self, sql: str, of: str = "mostrador") -> list[tuple[Any, ...]]:
        return self._database.rows(self._house.folder, sql, of)


def _text(call: Call) -> str:
    try:
        told = json.loads(call.body)
    except ValueError:
        return ""
    return str(told.get("text", "")) if isinstance(told, dict) else ""


def _json(refs: Any) -> Row:
    return json.loads(refs) if isinstance(refs, str) else dict(refs)
