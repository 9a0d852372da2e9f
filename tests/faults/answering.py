"""The team's side, by the API: reads what came in and answers some of it, thread by thread, until each is taken."""

import json
from typing import Any

from tests.faults.record import Answered, Record
from tests.faults.senders import Port, Somebody

RATE = 0.25


class Agent(Somebody):
    """Never answers a thread before the house took the answer before."""

    def __init__(self, name: str, port: Port, record: Record, seed: str, *, token: str) -> None:
        super().__init__(name, port, record, seed)
        self._bearer = f"Bearer {token}"
        self._after, self._number = 0, 0

    def turn(self) -> None:
        page = self.line.ask("GET", f"/api/v1/messages?after={self._after}&limit=50", Authorization=self._bearer)
        if page is None or page[0] != 200:
            self.stopping.wait(0.05)
            return
        for row in json.loads(page[1])["items"]:
            self._after = row["id"]
            if row["direction"] == "in" and self.chance.random() < RATE:
                self._answer(row)
            if self.giving_up.is_set() or self.stopping.is_set():
                return

    def _answer(self, row: dict[str, Any]) -> None:
        told = self.record.told.get(row["text"])
        if told is None:  # shown before its sender heard yes: somebody else's turn to answer
            return
        self._number += 1
        text = f"answer {self._number} to {told.text}"
        said = self.until_taken(
            "POST", f"/api/v1/conversations/{row['conversation']}/messages", json.dumps({"text": text}).encode(), 201,
            Authorization=self._bearer, Idempotency_Key=text.replace(" ", "-"), Content_Type="application/json",
        )  # fmt: skip
        if said is not None:
            self.record.answer(Answered(door=told.door, thread=told.thread, text=text, order=self._number))
