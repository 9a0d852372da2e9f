"""The part of the Telegram simulator that calls a bot's webhook, again and again until it says 2xx."""

from __future__ import annotations

import json
import random
import threading
import time
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from tests.simulators.telegram import Telegram


class Courier:
    """Delivers while a webhook is set: each update `repeats` times, in any order where it `shuffles`."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram, self.url, self.secret = telegram, "", ""
        self.repeats, self.shuffles = 1, False
        self.statuses: list[int] = []
        self._trouble: dict[str, Any] = {}
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def serve(self, url: str, secret: str) -> None:
        self.url, self.secret = url, secret
        if url and self._thread is None:
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        if self._thread:
            self._thread.join(5)

    def told(self) -> dict[str, Any]:
        return {"url": self.url, "has_custom_certificate": False} | self._trouble

    def _run(self) -> None:
        with httpx.Client(timeout=5, trust_env=False) as client:
            while not self._ended.wait(0.01):
                waiting = list(self.telegram.updates) if self.url else []
                if self.shuffles:
                    random.shuffle(waiting)
                for update in waiting:
                    self._deliver(client, update)

    def _deliver(self, client: httpx.Client, update: dict[str, Any]) -> None:
        taken = [self._post(client, update) for _time in range(self.repeats)]
        if all(taken):
            with self.telegram.lock:
                if update in self.telegram.updates:
                    self.telegram.updates.remove(update)
        else:
            self._ended.wait(0.05)

    def _post(self, client: httpx.Client, update: dict[str, Any]) -> bool:
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.secret
        try:
            status = client.post(self.url, content=json.dumps(update).encode(), headers=headers).status_code
        except httpx.HTTPError as wrong:
            self._note(str(wrong))
            return False
        self.statuses.append(status)
        if not 200 <= status < 300:
            self._note(f"Wrong response from the webhook: {status}")
        return 200 <= status < 300

    def _note(self, message: str) -> None:
        self._trouble = {"last_error_date": int(time.time()), "last_error_message": message}
