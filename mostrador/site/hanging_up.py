"""Hangs up on lines where nobody says, in time, what they want: begun and never ended heads would use us up.

The server itself counts only the time after an answer, and `site.bodies` only that of a body.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

PATIENCE_SECONDS = 30.0  # for the whole head, from its first byte on, or from the call where none has come


class Listening(HttpToolsProtocol):
    """One line. The clock runs while a head is wanted, and costs nothing where it comes in one piece."""

    _waits: asyncio.TimerHandle | None = None
    _in_head = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn narrows it so too
        super().connection_made(transport)
        self._wait()

    def data_received(self, said: bytes) -> None:
        super().data_received(said)
        if not self._in_head and not self._is_answered():
            self._heard()
        elif self._waits is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._heard()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def _is_answered(self) -> bool:
        """Whether nothing is under way: an empty line begins nothing, and stops the server's own clock."""
        return self.cycle is not None and self.cycle.response_complete

    def _wait(self) -> None:
        self._waits = self.loop.call_later(PATIENCE_SECONDS, self.transport.close)

    def _heard(self) -> None:
        if self._waits is not None:
            self._waits.cancel()
            self._waits = None
