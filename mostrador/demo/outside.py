"""The world outside the demo: a small server on this machine that plays Telegram and the shop's own program.

Answers of the demo really leave the house and really arrive somewhere, and some customers answer back. Nothing here
ever meets the internet. After https://core.telegram.org/bots/api, read 2026-11.
"""

import json
import re
import threading
import time
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from mostrador.demo import customers, wire
from mostrador.demo.pictures import picture
from mostrador.demo.wire import Who

BACK_SECONDS = (5.0, 9.0)  # how long a customer takes to answer the first and the second time
LONGEST_POLL_SECONDS = 10.0
CHAT = re.compile(rb'name="chat_id"\r?\n(?:[^\n]*\n)*?\r?\n(-?\d+)')
BLOCKED_WORDS = "Forbidden: bot was blocked by the user"
BACK = (
    ("¡Ah, perfecto! Gracias por contestar tan rápido.", "Vale, quedamos así."),
    ("Genial, pues me paso mañana por la tarde.", "¿Hasta las ocho y media, verdad?"),
    ("Muchas gracias. Lo hablo en casa y os digo.",),
    ("¡Qué bien! ¿Me lo podéis apartar a mi nombre?", "Mil gracias. Hasta mañana."),
)
BACK_OF = {
    customers.TERESA: (
        "Gracias por ponerte tú, Ana. Estoy en el teléfono de siempre hasta las diez.",
        "Así sí. Gracias.",
    ),
    customers.CARMELA: ("Aparta dos, sí. ¡Y recuerdos a las hermanas!",),
    customers.EVA: ("¡Qué ganas! Mi jefa no se lo espera.", "Salgo ya para allá."),
    customers.AINA: ("Uno para mí y otro para mi hermano, si puede ser.", "Perfecto, gracias."),
    customers.SOFIA: ("Jajaja, le digo que lo elegiste vos.", "Después te cuento si se calló."),
    customers.TOMAS: ("Vale, el lunes te digo. Somos doce seguro… o trece.",),
}
BACK_IN_ENGLISH = (("Brilliant, thank you so much!", "See you on Saturday, then."),)


class Refusal(Exception):
    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


class Outside:
    """Start it, tell the doors its `base`, stop it at the end."""

    def __init__(self, people: Iterable[Who], *, blocked: Iterable[Who] = (), token: str) -> None:
        self._people = {int(who.handle): who for who in people}
        self._blocked = {int(who.handle) for who in blocked}
        self._token = token
        self._updates: list[dict[str, Any]] = []
        self._turns: dict[int, int] = {}
        self._changed = threading.Condition()
        self._timers: list[threading.Timer] = []
        # Numbers that no earlier start can have used, since what was delivered once is never taken twice.
        self._number = int(time.time() * 8)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Listener,), {"outside": self}))
        self._server.daemon_threads = True

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def base(self) -> str:
        return f"http://{self.host}"

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, name="outside", daemon=True).start()

    def stop(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._server.shutdown()
        self._server.server_close()

    def call(self, method: str, fields: dict[str, Any], raw: bytes) -> Any:
        """Answer a method of the Bot API. Raises `Refusal`."""
        name = method.lower()
        if name.startswith("send"):
            return self._shown(int(fields.get("chat_id") or _chat_in(raw)))
        known: dict[str, Callable[[], Any]] = {
            "getme": lambda: {
                "id": 8300112233,
                "is_bot": True,
                "first_name": "La Vidriera",
                "username": "LaVidrieraBot",
            },
            "getupdates": lambda: self._news(int(fields.get("offset") or 0), float(fields.get("timeout") or 0)),
            "getwebhookinfo": lambda: {"url": "", "pending_update_count": 0},
            "getfile": lambda: {"file_id": fields["file_id"], "file_path": f"photos/{fields['file_id']}.png"},
        }
        if name in known:
            return known[name]()
        if name in ("deletewebhook", "setwebhook", "editmessagetext", "editmessagecaption", "deletemessage"):
            return True
        raise Refusal(404, "Not Found: method not found")

    def may(self, token: str) -> bool:
        return token == self._token

    def _shown(self, chat: int) -> dict[str, Any]:
        if chat in self._blocked:
            raise Refusal(403, BLOCKED_WORDS)
        turn = self._turns[chat] = self._turns.get(chat, -1) + 1
        words = self._words_back(chat, turn)
        if words:
            self._later(BACK_SECONDS[min(turn, 1)], lambda: self._say(chat, words))
        return {"message_id": self._next(), "date": int(time.time()), "chat": {"id": chat, "type": "private"}}

    def _words_back(self, chat: int, turn: int) -> str:
        """Return what they say to our answer: each has a turn or two, then lets us work."""
        who = self._people.get(chat)
        if who is None:
            return ""
        lists = BACK_IN_ENGLISH if who.speaks == "en" else BACK
        mine = BACK_OF.get(who, lists[chat % len(lists)])
        return mine[turn] if turn < len(mine) else ""

    def _say(self, chat: int, text: str) -> None:
        who = self._people[chat]
        told = wire.message(who, text, number=self._next(), date=int(time.time()))
        with self._changed:
            self._updates.append({"update_id": self._next(), "message": told})
            self._changed.notify_all()

    def _news(self, offset: int, seconds: float) -> list[dict[str, Any]]:
        with self._changed:
            self._updates = [update for update in self._updates if update["update_id"] >= offset]
            self._changed.wait_for(lambda: self._updates, min(seconds, LONGEST_POLL_SECONDS))
            return list(self._updates)

    def _later(self, seconds: float, act: Callable[[], None]) -> None:
        timer = threading.Timer(seconds, act)
        timer.daemon = True
        timer.start()
        self._timers.append(timer)

    def _next(self) -> int:
        with self._changed:
            self._number += 1
            return self._number


def _chat_in(raw: bytes) -> bytes:
    found = CHAT.search(raw)
    if found is None:
        raise Refusal(400, "Bad Request: chat not found")
    return found[1]


class Listener(BaseHTTPRequestHandler):
    """One line to the outside; `outside` is set on the class that the server is given."""

    outside: Outside
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        name = re.fullmatch(r"/file/bot([^/]+)/photos/vidriera-([\w-]+)\.png", self.path)
        if name is None or not self.outside.may(name[1]):
            self._say(404, b"{}")
        else:
            self._say(200, picture(name[2]), "image/png")

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = re.fullmatch(r"/bot([^/]+)/(\w+)", self.path)
        if self.path == "/tienda":
            self._say(200, b"{}")
        elif asked is None or not self.outside.may(asked[1]):
            self._refuse(Refusal(401, "Unauthorized"))
        else:
            self._bot(asked[2], raw)

    def _bot(self, method: str, raw: bytes) -> None:
        is_json = "json" in self.headers.get("Content-Type", "")
        try:
            result = self.outside.call(method, json.loads(raw) if is_json and raw else {}, raw)
        except Refusal as refusal:
            self._refuse(refusal)
        else:
            self._say(200, json.dumps({"ok": True, "result": result}).encode())

    def _refuse(self, refusal: Refusal) -> None:
        told = {"ok": False, "error_code": refusal.code, "description": refusal.words}
        self._say(refusal.code, json.dumps(told).encode())

    def _say(self, status: int, body: bytes, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: whoever started the demo reads its own words."""
