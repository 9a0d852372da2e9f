"""The edge: what answers first. It takes deliveries, feeds open pages and gives out files by itself; the rest is pages.

Knows no Django: the pages are any WSGI application, handed in by whoever puts the house together.
"""

import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import msgspec

from mostrador.desk.live import Hub, Judge
from mostrador.doors import finding
from mostrador.doors.hooks import CannotLook, Hooks, hooks_of_the_house
from mostrador.doors.ingest import Writer, the_writer
from mostrador.kit import house, tails
from mostrador.kit.gateway import App, Receive, Refused, Scope, Send, answer, is_loopback, refuse
from mostrador.site import knocking, statics
from mostrador.site.bridge import Bridge
from mostrador.site.calling import Application

Ails = Callable[[], list[str]]
BY_ADDRESS = frozenset({"/healthz", "/readyz", "/metrics"})
log = logging.getLogger(__name__)


class Edge:
    """One ASGI application. Its parts start and stop with the server's lifespan."""

    def __init__(
        self, *, writer: Writer, hooks: Hooks, hub: Hub, bridge: Bridge | None, judge: Judge, ails: Ails
    ) -> None:
        self.writer, self.hooks, self.hub, self.bridge, self._judge = writer, hooks, hub, bridge, judge
        self._ails = ails
        self._shelf = statics.shelf()
        self._own_host = OwnHost(house.public_url())
        self._knocking = knocking.Knocking(hooks, writer, public_url=house.public_url())
        self._exact: dict[str, App] = {"/live": self._live, "/healthz": self._healthz, "/readyz": self._readyz}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live_through(receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})

    async def start(self) -> None:
        finding.channels()  # reading their files takes a moment that the first delivery should not wait
        self.writer.start()
        if self.bridge is not None:
            self.bridge.start()
        await self.hub.start()

    async def stop(self) -> None:
        """Streams and pages end. The writer goes on: pollers of this process may still need it."""
        await self.hub.stop()
        if self.bridge is not None:
            self.bridge.stop()
        self.hooks.close()

    def leaving(self) -> None:
        """The server is about to stop: end the streams, which would hold it for ever. Any thread."""
        self.hub.end_streams()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        try:
            if path not in BY_ADDRESS:  # whoever looks after the machine asks by that
                self._own_host.check(scope)
            await self._part(path)(scope, receive, send)
        except Refused as refused:
            await refuse(send, refused)

    def _part(self, path: str) -> App:
        if path.startswith(knocking.PREFIX):
            return self._knocking
        if path.startswith(statics.PREFIX):
            return self._shelf
        return self._exact.get(path) or self.bridge or _nothing_here

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.hub.serve(scope, receive, send, judge=self._judge)

    async def _healthz(self, scope: Scope, receive: Receive, send: Send) -> None:
        await answer(send, 200, b"ok\n", head=scope["method"] == "HEAD")

    async def _readyz(self, scope: Scope, receive: Receive, send: Send) -> None:
        troubles = {"parcels": self.writer.trouble, "database": self._database_trouble()}
        ready = not any(troubles.values())
        told = {part: why or "ok" for part, why in troubles.items()}
        words = msgspec.json.encode({"ready": ready, **told, "ails": self._ails()})
        await answer(send, 200 if ready else 503, words, type="application/json", head=scope["method"] == "HEAD")

    def _database_trouble(self) -> str:
        try:
            self.hooks.check()
        except CannotLook as error:
            return str(error)
        return ""

    async def _live_through(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self._say(send, "startup", self.start)
            else:
                await self._say(send, "shutdown", self.stop)
                return

    async def _say(self, send: Send, stage: str, step: Callable[[], Awaitable[None]]) -> None:
        try:
            await step()
        except Exception as error:
            log.exception("The edge failed at %s.", stage)
            await send({"type": f"lifespan.{stage}.failed", "message": str(error)})
        else:
            await send({"type": f"lifespan.{stage}.complete"})


def create(
    application: Application | None,
    judge: Judge,
    *,
    ails: Ails = list,
    writer: Writer | None = None,
    quiet: frozenset[str] = frozenset(),
    threads: int = 4,
    waiting: int = 200,
    largest_body: int = 32 << 20,
    watching: bool = False,
) -> Edge:
    """Put the edge together from the house's folder. `application` None: an edge without pages.

    `ails` names what ails the whole house; `judge` says who asks for /live; `quiet` are facts that change no page;
    `watching` reads changed static files.
    """
    statics.shelf().watching = watching
    bridge = application and Bridge(
        application,
        folder=house.data_folder() / "spool",
        threads=threads,
        waiting=waiting,
        largest_body=largest_body,
    )
    return Edge(
        writer=writer or the_writer(),
        hooks=hooks_of_the_house(),
        hub=Hub(tails.of_the_house(), quiet=quiet),
        bridge=bridge,
        judge=judge,
        ails=ails,
    )


class OwnHost:
    """Lets nobody call us by a name that is not ours: addresses in our mails and pages come from it."""

    def __init__(self, public_url: str) -> None:
        ours = urlsplit(public_url)
        self._name, self._port = (ours.hostname or "").lower(), ours.port
        self._standard = {"https": 443}.get(ours.scheme, 80)
        self._at_home = is_loopback(self._name)
        self._last_good: list[bytes] = []

    def check(self, scope: Scope) -> None:
        """Raises `Refused` (400)."""
        told = [value for name, value in scope["headers"] if name == b"host"]
        if told == self._last_good:
            return
        if len(told) != 1 or not self._is_ours(told[0].decode("latin-1")):
            raise Refused(400, "There is no house of that name here.")
        self._last_good = told

    def _is_ours(self, told: str) -> bool:
        try:
            asked = urlsplit(f"//{told}")
            name, port = (asked.hostname or "").lower(), asked.port
        except ValueError:
            return False
        if any(sign in told for sign in "@/?#\\ \t") or not name:
            return False
        if self._at_home:
            return is_loopback(name)
        return name == self._name and (port or self._standard) == (self._port or self._standard)


async def _nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    await answer(send, 404, b"There are no pages here.\n", head=scope["method"] == "HEAD")
