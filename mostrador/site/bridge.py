"""From ASGI to the WSGI application, so that no slow or broken client ever holds a thread.

The body is received whole before a thread is taken; what the thread says flows out at the reader's speed without
it; files are streamed by the loop. What does not fit is refused with 503, what never can with 4xx.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from mostrador.kit import counting
from mostrador.kit.gateway import Headers, Receive, Refused, Scope, Send, answer, come_back, refuse
from mostrador.site import bodies
from mostrador.site.calling import Application, Call
from mostrador.site.environ import FileWrapper, environ
from mostrador.site.outflow import Broken, Outflow
from mostrador.site.pool import Full, Pool
from mostrador.site.spooling import AT_ONCE, Spool, Spools

STALLED_SECONDS = 60.0  # a reader who takes nothing for so long is gone
WATCH_AFTER_SECONDS = 1.0
WITHOUT_BODY = (204, 304)
P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)


class Bridge:
    """Calls `application` in `threads` persistent threads; at most `waiting` whole requests wait for one."""

    def __init__(
        self,
        application: Application,
        *,
        folder: Path,
        threads: int = 4,
        waiting: int = 200,
        largest_body: int = 32 << 20,
    ) -> None:
        self._application, self._largest_body = application, largest_body
        self._spools = Spools(folder)
        self.pool = Pool(threads=threads, waiting=waiting)

    def start(self) -> None:
        self._spools.folder.mkdir(parents=True, exist_ok=True)
        self.pool.start()

    def stop(self) -> None:
        self.pool.stop()
        self._spools.close()

    async def call(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run something that needs a page's thread (and its database connection). Raises `pool.Full`."""
        return await self.pool.call(work, *args, **kwargs)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = self._spools.new()
        try:
            await self._receive(scope, receive, body)
            call, outflow = await self._begin(scope, body)
        except BaseException as error:
            body.close()
            if not isinstance(error, Refused):
                raise
            await refuse(send, error)
            return
        await self._reply(scope, receive, send, call, outflow)

    async def _receive(self, scope: Scope, receive: Receive, body: Spool) -> None:
        async for chunk in bodies.chunks(scope, receive, limit=self._largest_body):
            await body.add(chunk)

    async def _begin(self, scope: Scope, body: Spool) -> tuple[Call, Outflow]:
        words = environ(scope, await body.whole(), body.size)
        loop = asyncio.get_running_loop()
        outflow = Outflow(loop, folder=self._spools.folder, disk=self._spools.threads)
        call = Call(self._application, words, body, outflow)
        try:
            self.pool.submit(call.run)
        except Full:
            raise come_back("Too many are being served at this moment.") from None
        return call, outflow

    async def _reply(self, scope: Scope, receive: Receive, send: Send, call: Call, outflow: Outflow) -> None:
        began = time.monotonic()
        watch = _Watch(receive, outflow)
        reply = _Reply(scope, send, outflow)
        try:
            if outflow_file := await reply.words():
                await self._stream(reply, outflow_file)
        except Broken:
            await reply.own_up(call.reference)
        except TimeoutError:
            log.info("A reader stalled at %s.", scope["path"])
        finally:
            watch.end()
            outflow.leave()
            counting.page(outflow.status or 500, time.monotonic() - began)

    async def _stream(self, reply: "_Reply", wrapper: FileWrapper) -> None:
        loop = asyncio.get_running_loop()
        read = partial(wrapper.file.read, AT_ONCE)
        try:
            while (block := await loop.run_in_executor(self._spools.threads, read)) and not reply.outflow.gone:
                await reply.say(block, more=True)
            if not reply.outflow.gone:
                await reply.say(b"", more=False)
        except (OSError, ValueError) as error:
            log.exception("A file could not be read to its end.")
            raise Broken from error
        finally:
            # What the application does at the end may concern its thread.
            self.pool.submit(wrapper.close, anyway=True)


class _Reply:
    """Speaks ASGI for one answer, and lets no answer pass for whole that is not."""

    def __init__(self, scope: Scope, send: Send, outflow: Outflow) -> None:
        self._head, self._path = scope["method"] == "HEAD", scope["path"]
        self._send, self.outflow = send, outflow
        self._started = False
        self._owed: int | None = None  # bytes that Content-Length still promises

    async def words(self) -> FileWrapper | None:
        """Pass on what the thread says; return the file that it wants streamed instead, if so. Raises `Broken`."""
        more = True
        while more and not self.outflow.gone:
            block, more = await self.outflow.next()
            if isinstance(self.outflow.handed, FileWrapper):
                return self.outflow.handed
            if not more and not self.outflow.status:
                return None
            await self.say(block, more=more)
        return None

    async def say(self, block: bytes, *, more: bool) -> None:
        if not self._started:
            await self._start(whole=None if more else len(block))
        if self._silent:
            block = b""
        if self._owed is not None and not self._silent:
            block, more = self._within(block, more)
        async with asyncio.timeout(STALLED_SECONDS):
            await self._send({"type": "http.response.body", "body": block, "more_body": more})

    @property
    def _silent(self) -> bool:
        return self._head or self.outflow.status in WITHOUT_BODY

    def _within(self, block: bytes, more: bool) -> tuple[bytes, bool]:
        assert self._owed is not None
        if len(block) > self._owed:
            log.error("The page %s says more than its Content-Length.", self._path)
            block = block[: self._owed]
        self._owed -= len(block)
        if self._owed and not more:
            log.error("The page %s says less than its Content-Length; the line is cut.", self._path)
        # Never finished: the server closes the line, and the reader sees that something is missing.
        return block, more or self._owed > 0

    async def _start(self, *, whole: int | None) -> None:
        headers = [pair for pair in self.outflow.headers if pair[0].lower() != b"content-length"]
        told = [pair for pair in self.outflow.headers if pair[0].lower() == b"content-length"]
        if told and told[0][1].isdigit():
            self._owed = int(told[0][1])
        elif whole is not None and not self._head:
            self._owed = whole
        if self._owed is not None and self.outflow.status not in WITHOUT_BODY:
            headers.append((b"content-length", str(self._owed).encode()))
        await self._begin(headers)

    async def _begin(self, headers: Headers) -> None:
        self._started = True
        start = {"type": "http.response.start", "status": self.outflow.status, "headers": headers}
        await self._send(start)

    async def own_up(self, reference: str) -> None:
        """Say that it is our fault, if nothing was said yet; else the line is cut."""
        if not self._started:
            words = f"Something broke on our side. Please try again. Reference: {reference}\n"
            await answer(self._send, 500, words.encode(), head=self._head)


class _Watch:
    """Notices, for an answer that takes its time, that nobody waits for it any more."""

    def __init__(self, receive: Receive, outflow: Outflow) -> None:
        self._receive, self._outflow = receive, outflow
        loop = asyncio.get_running_loop()
        self._task: asyncio.Task[None] | None = None
        self._later = loop.call_later(WATCH_AFTER_SECONDS, self._begin)

    def _begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._until_gone())

    async def _until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._outflow.leave()

    def end(self) -> None:
        self._later.cancel()
        if self._task is not None:
            self._task.cancel()
