"""A mail server that drips its answers buys no time by it."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial

import pytest

from mostrador.kit import mail


@pytest.fixture
def dripping() -> Iterator[int]:
    """A server that never ends its greeting: a sign every half second. Yields its port."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            line, _who = server.accept()
            with line:
                while not ended.wait(0.5):
                    try:
                        line.sendall(b"2")
                    except OSError:
                        return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        ended.set()
        thread.join(5)


@pytest.mark.slow
@pytest.mark.parametrize("line", [mail.imap, partial(mail.smtp, greeting="vidriera.test")], ids=["imap", "smtp"])
def test_a_server_that_drips_is_left_at_the_deadline(
    line: Callable[[mail.Server], AbstractContextManager[object]], dripping: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", f"127.0.0.1:{dripping}")
    server = mail.Server(host="127.0.0.1", port=dripping, security="none")
    begun = time.monotonic()
    with pytest.raises(mail.Silent), line(server):
        pass
    assert mail.SECONDS - 1 < time.monotonic() - begun < 30
