"""A language model's server, after the public API of chat completions and audio transcriptions.

https://platform.openai.com/docs/api-reference/chat/create and https://platform.openai.com/docs/api-reference/audio
(read 2026-11): bearer keys, `model` and `messages` or a multipart `file` asked for, `choices` with `usage` or `text`
answered, errors as `{"error": {"message", "type"}}`.
"""

from __future__ import annotations

import json
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from tests.simulators.serving import Call, Said, Simulator

KEY = "sk-simulated"


class LanguageModel(Simulator):
    """`says` is what it answers, to whatever it is asked; `asked` what it was asked; `hears` what it transcribes."""

    def __init__(self) -> None:
        super().__init__()
        self.says: str | None = "{}"
        self.hears = "Hola, quería saber si tenéis godello."
        self.asked: list[dict[str, Any]] = []
        self.files: list[tuple[str, str, bytes]] = []

    @property
    def url(self) -> str:
        return f"{self.address}/v1"

    def answer(self, call: Call) -> Said:
        if call.headers.get("authorization") != f"Bearer {KEY}":
            return refused(401, "Incorrect API key provided", "invalid_request_error")
        match call.path:
            case "/v1/chat/completions":
                return self._chat(json.loads(call.body))
            case "/v1/audio/transcriptions":
                return self._transcription(call)
        return refused(404, "Unknown request URL", "invalid_request_error")

    def _chat(self, body: dict[str, Any]) -> Said:
        if not body.get("model") or not all(one.keys() == {"role", "content"} for one in body.get("messages", [])):
            return refused(400, "you must provide a model and messages", "invalid_request_error")
        self.asked.append(body)
        choice = {
            "index": 0, "message": {"role": "assistant", "content": self.says, "refusal": None},
            "logprobs": None, "finish_reason": "stop",
        }  # fmt: skip
        return _json({
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1763800000, "model": body["model"],
            "choices": [choice], "usage": {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150},
        })  # fmt: skip

    def _transcription(self, call: Call) -> Said:
        written = f"Content-Type: {call.headers['content-type']}\r\n\r\n".encode() + call.body
        parts = {part.get_param("name", header="content-disposition"): part
                 for part in BytesParser(policy=HTTP).parsebytes(written).iter_parts()}  # fmt: skip
        if "file" not in parts or "model" not in parts:
            return refused(400, "file and model are required", "invalid_request_error")
        file = parts["file"]
        self.files.append((file.get_filename(), file.get_content_type(), file.get_payload(decode=True)))
        return _json({"text": self.hears})


def refused(status: int, words: str, kind: str) -> Said:
    body = {"error": {"message": words, "type": kind, "param": None, "code": None}}
    return Said(status, json.dumps(body).encode(), {"Content-Type": "application/json"})


def _json(told: dict[str, Any]) -> Said:
    return Said(200, json.dumps(told).encode(), {"Content-Type": "application/json"})
