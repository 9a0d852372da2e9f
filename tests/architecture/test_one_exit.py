"""The network is left through one guarded exit. Who else touches sockets stands in exits.toml with the reason."""

import ast
import tomllib
from functools import cache
from pathlib import Path

from tests.architecture.source import Source, imports, sources, told

NETWORK = {
    "aiohttp", "ftplib", "http.client", "httpcore", "httpx", "imapclient", "imaplib", "poplib", "requests",
    "smtplib", "socket", "ssl", "urllib.request", "urllib3", "websockets", "xmlrpc",
}  # fmt: skip
DIALLING = {"open_connection", "open_unix_connection"}  # of asyncio
ALLOWED = tomllib.loads((Path(__file__).parent / "exits.toml").read_text(encoding="utf-8"))


@cache
def _leaving() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source in sources():
        hits = [*_imported(source), *_dialled(source)]
        if hits:
            found[source.name] = hits
    return found


def _imported(source: Source) -> list[str]:
    return [f"line {line}: {name}" for name, line in imports(source.tree) if _is_network(name)]


def _is_network(name: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in NETWORK)


def _dialled(source: Source) -> list[str]:
    calls = [node for node in ast.walk(source.tree) if isinstance(node, ast.Attribute)]
    return [
        f"line {call.lineno}: {call.attr}"
        for call in calls
        if call.attr in DIALLING and ast.unparse(call.value) == "asyncio"
    ]


def test_nobody_else_leaves():
    faults = [f"{name}, {hits[0]}" for name, hits in _leaving().items() if name not in ALLOWED]
    assert not faults, told([*faults, "Use mostrador.kit.http or kit.mail; or say why not, in exits.toml."])


def test_the_list_holds_nobody_who_does_not():
    assert sorted(ALLOWED) == sorted(name for name in ALLOWED if name in _leaving())


def test_each_has_a_reason():
    assert [name for name, reason in ALLOWED.items() if len(reason) < 20] == []
