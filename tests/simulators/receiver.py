"""The shop's own program behind the plain door: takes our signed answers and shows each one once.

It does what the door's help asks for: it checks the signature over the raw body, remembers the
Idempotency-Key, and says 200 the first time and 409 when the same key comes again. An OPTIONS is only somebody
who asks whether it is there.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from tests.simulators.serving import Call, Said, Simulator


class Receiver(Simulator):
    """`shown` is what a customer sees; `calls` is everything that arrived."""

    def __init__(self, secret: str) -> None:
        super().__init__()
        self.secret = secret
        self.shown: list[dict[str, Any]] = []
        self.keys: list[str] = []

    @property
    def url(self) -> str:
        return f"{self.address}/answers"

    def answer(self, call: Call) -> Said:
        expected = "sha256=" + hmac.new(self.secret.encode(), call.body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(call.headers.get("x-mostrador-signature", ""), expected):
            return Said(401)
        if call.method == "OPTIONS":
            return Said(204)
        key = call.headers.get("idempotency-key", "")
        if not key:
            return Said(400, b"no Idempotency-Key")
        with self.lock:
            if key in self.keys:
                return Said(409)
            self.keys.append(key)
            self.shown.append(json.loads(call.body))
        return Said(200, b'{"taken": true}', {"Content-Type": "application/json"})
