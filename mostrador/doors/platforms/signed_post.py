"""The plain door's signed calls: an answer on its way out, and the question whether anybody is there."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

import httpx

from mostrador.doors.contract import File, Outgoing, Receipt, Secrets, SendFailed
from mostrador.doors.platforms.patience import seconds_asked
from mostrador.kit import clock, egress, http
from mostrador.kit.words import N_

ASKING_SECONDS = 5.0  # somebody waits in front of the form

QUIET = N_("Your program did not answer.")
NOT_TAKEN = N_("Your program did not take it.")
NOTHING_THERE = N_("There is nothing at that address: look at it once more.")
FAILING = N_("Your program answers with an error of its own.")


def signature(secret: str, body: bytes) -> str:
    return "sha256=" + hmac.digest(secret.encode(), body, hashlib.sha256).hex()


def leave(secrets: Secrets, outgoing: Outgoing) -> Receipt:
    """Deliver an answer. Raises `SendFailed`, `egress.NoWay` and `http.NoAnswer`."""
    body = json.dumps(_plain(outgoing), ensure_ascii=False).encode("utf-8", "replace")
    headers = {
        "Content-Type": "application/json",
        "X-Mostrador-Signature": signature(secrets["secret"], body),
        "Idempotency-Key": outgoing.message_id,
    }
    return _receipt(http.request("POST", secrets["deliver_url"], headers=headers, content=body), outgoing)


def trouble(secrets: Secrets) -> str:
    """Ask whether the program is there and return what is wrong. Raises `egress.Refused`.

    OPTIONS, not a marked POST: a program that does not know the mark would show the trial to a customer.
    """
    headers = {"X-Mostrador-Signature": signature(secrets.get("secret", ""), b""), "X-Mostrador-Test": "1"}
    try:
        status = http.request(
            "OPTIONS", secrets["deliver_url"], headers=headers, seconds=ASKING_SECONDS, limit_bytes=65_536
        ).status_code
    except egress.Refused:
        raise
    except http.TooBig:
        return ""
    except (egress.NoWay, http.NoAnswer) as silent:
        return QUIET if isinstance(silent, http.NoAnswer) else silent.for_people
    if status in (404, 410):
        return NOTHING_THERE
    return FAILING if status >= 500 and status != 501 else ""


def _plain(outgoing: Outgoing) -> dict[str, Any]:
    return {
        "id": outgoing.message_id,
        "from": {"id": outgoing.door or "mostrador", "name": outgoing.from_name},
        "to": {"id": outgoing.to, "name": outgoing.to_name},
        "text": outgoing.text,
        "sent_at": (outgoing.said_at or clock.now()).isoformat().replace("+00:00", "Z"),
        "thread": outgoing.thread,
        "public": outgoing.public,
        "reply_to": outgoing.reply_to,
        "attachments": [_enclosed(file) for file in outgoing.files],
    }


def _enclosed(file: File) -> dict[str, str]:
    content = base64.b64encode(file.content).decode()
    return {"url": f"data:{file.type};base64,{content}", "type": file.type, "name": file.name}


def _receipt(response: httpx.Response, outgoing: Outgoing) -> Receipt:
    status = response.status_code
    if 200 <= status < 300 or status == 409:
        return Receipt(external_id=outgoing.message_id, sent_at=clock.now())
    again = status >= 500 or status in (408, 425, 429)
    after = seconds_asked(response.headers.get("retry-after", "")) if again else None
    raise SendFailed(f"{NOT_TAKEN} ({status})", try_again=again, after=after, code=str(status))
