"""The pages as a process of their own, behind a proxy that sends deliveries and streams to an edge."""

import msgspec

from mostrador.doors.hooks import CannotLook, hooks_of_the_house
from mostrador.kit import house
from mostrador.kit.gateway import App, Receive, Refused, Scope, Send, answer, refuse
from mostrador.site import statics
from mostrador.site.asgi import BY_ADDRESS, Ails, OwnHost
from mostrador.site.bridge import Bridge
from mostrador.site.calling import Application


class Showing:
    """An ASGI application. Its threads start and stop with the server's lifespan."""

    def __init__(self, application: Application, *, ails: Ails) -> None:
        self._ails = ails
        self._pages = Bridge(application, folder=house.data_folder() / "spool")
        self._shelf, self._hooks = statics.shelf(), hooks_of_the_house()
        self._own_host = OwnHost(house.public_url())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live_through(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live_through(self, receive: Receive, send: Send) -> None:
        for stage, step in (("startup", self._pages.start), ("shutdown", self._stop)):
            await receive()
            step()
            await send({"type": f"lifespan.{stage}.complete"})

    def _stop(self) -> None:
        self._pages.stop()
        self._hooks.close()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        try:
            if path not in BY_ADDRESS:
                self._own_host.check(scope)
            await self._part(path)(scope, receive, send)
        except Refused as refused:
            await refuse(send, refused)

    def _part(self, path: str) -> App:
        if path in ("/healthz", "/readyz"):
            return self._tell
        return self._shelf if path.startswith(statics.PREFIX) else self._pages

    async def _tell(self, scope: Scope, receive: Receive, send: Send) -> None:
        trouble = ""
        try:
            if scope["path"] == "/readyz":
                self._hooks.check()
        except CannotLook as error:
            trouble = str(error)
        words = msgspec.json.encode({"ready": not trouble, "database": trouble or "ok", "ails": self._ails()})
        await answer(send, 503 if trouble else 200, words, type="application/json", head=scope["method"] == "HEAD")
