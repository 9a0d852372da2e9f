"""Turns an ASGI request into WSGI's environment, letting through nothing that a sender could disguise as ours."""

import sys
from typing import Any, BinaryIO
from urllib.parse import unquote_to_bytes

from mostrador.kit.gateway import Scope

Environ = dict[str, Any]
# Of one hop only, or forged ways to say who asks: whom we trust has already been believed by the server, which
# puts the true address and scheme into the scope.
DROPPED = frozenset(
    b"connection keep-alive te trailer transfer-encoding upgrade proxy proxy-authenticate proxy-authorization "
    b"proxy-connection content-length content-type expect forwarded x-real-ip x-forwarded-for x-forwarded-host "
    b"x-forwarded-port x-forwarded-proto x-forwarded-server x-forwarded-prefix x-forwarded-scheme "
    b"x-forwarded-ssl".split()
)


class FileWrapper:
    """WSGI's `file_wrapper`: the bridge streams the file outside the pool; anybody else may iterate it."""

    def __init__(self, file: BinaryIO, block_size: int = 8192) -> None:
        self.file, self._block_size = file, block_size

    def __iter__(self) -> "FileWrapper":
        return self

    def __next__(self) -> bytes:
        if block := self.file.read(self._block_size):
            return block
        raise StopIteration

    def close(self) -> None:
        if hasattr(self.file, "close"):
            self.file.close()


def environ(scope: Scope, body: BinaryIO, size: int) -> Environ:
    """Return the environment for a request whose body (`size` bytes) is whole. Texts are latin-1, as PEP 3333 wants."""
    script, path = _paths(scope)
    server, client = scope.get("server") or ("localhost", None), scope.get("client") or ("", 0)
    words: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": script,
        "PATH_INFO": path,
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or ""),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "CONTENT_LENGTH": str(size) if size else "",
        "CONTENT_TYPE": "",
        **_gateway(scope, body),
    }
    _add_headers(words, scope)
    return words


def _paths(scope: Scope) -> tuple[str, str]:
    """Return SCRIPT_NAME and PATH_INFO, percent signs undone, bytes as latin-1."""
    root = scope.get("root_path", "").encode("utf-8")
    whole = unquote_to_bytes(scope["raw_path"])
    if root and whole.startswith(root):
        return root.decode("latin-1"), whole[len(root) :].decode("latin-1")
    return "", whole.decode("latin-1")


def _gateway(scope: Scope, body: BinaryIO) -> Environ:
    return {
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileWrapper,
    }


def _add_headers(words: Environ, scope: Scope) -> None:
    for name, raw in scope["headers"]:
        value = raw.decode("latin-1")
        if name == b"content-type":
            words["CONTENT_TYPE"] = value
        # An underscore would let "X_Real" pass for "X-Real", which a proxy may have checked.
        elif name not in DROPPED and b"_" not in name:
            _add(words, "HTTP_" + name.decode("latin-1").upper().replace("-", "_"), value, cookie=name == b"cookie")


def _add(words: Environ, key: str, value: str, *, cookie: bool) -> None:
    if key in words:
        words[key] += ("; " if cookie else ",") + value
    else:
        words[key] = value
