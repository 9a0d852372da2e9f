"""Static files: kept for ever when their version is named, asked for again otherwise, and nothing but them."""

import asyncio
import gzip
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mostrador.site import statics
from mostrador.site.statics import NoSuchFile, Shelf

CSS = b"body { color: black; }\n" * 50


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "desk" / "static"
    (inside / "desk").mkdir(parents=True)
    (inside / "desk" / "desk.css").write_bytes(CSS)
    (inside / "desk" / "tiny.js").write_bytes(b"1")
    (inside / "desk" / "mark.png").write_bytes(b"\x89PNG" + bytes(range(256)))
    (inside / ".hidden").write_bytes(b"secret")
    (tmp_path / "outside.css").write_bytes(b"outside")
    return inside


Ask = Callable[..., tuple[int, dict[str, str], bytes]]


@pytest.fixture
def ask(folder: Path) -> Ask:
    shelf = Shelf([folder])

    def ask(path: str, query: str = "", *, method: str = "GET", on: Shelf = shelf, **headers: str) -> Any:
        said: list[Any] = []

        async def send(message: Any) -> None:
            said.append(message)

        told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope = {"method": method, "path": f"/static/{path}", "query_string": query.encode(), "headers": told}
        asyncio.run(on(scope, None, send))  # type: ignore[arg-type]  # nothing is received here
        names = {name.decode(): value.decode() for name, value in said[0]["headers"]}
        return said[0]["status"], names, said[1]["body"]

    return ask


def test_a_file_is_given_with_its_type_and_a_strong_tag(ask: Ask, folder: Path) -> None:
    status, headers, body = ask("desk/desk.css")
    assert (status, body, headers["content-type"]) == (200, CSS, "text/css; charset=utf-8")
    assert headers["etag"] == f'"{Shelf([folder]).fingerprint("desk/desk.css")}"'
    assert headers["x-content-type-options"] == "nosniff"


def test_only_who_names_the_version_keeps_it(ask: Ask, folder: Path) -> None:
    version = Shelf([folder]).fingerprint("desk/desk.css")
    assert ask("desk/desk.css", f"v={version}")[1]["cache-control"] == "public, max-age=31536000, immutable"
    for query in ("", "v=", "v=other", "v=%FF", "w=1"):
        assert ask("desk/desk.css", query)[1]["cache-control"] == "no-cache"


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip", "br;q=1.0, gzip;q=0.8", "*"])
def test_gzip_for_who_takes_it(ask: Ask, accepted: str) -> None:
    _, headers, body = ask("desk/desk.css", accept_encoding=accepted)
    assert (headers["content-encoding"], gzip.decompress(body)) == ("gzip", CSS)
    assert (headers["vary"], headers["content-length"]) == ("accept-encoding", str(len(body)))
    assert headers["etag"].endswith('-gz"')


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "gzip;q=0.0", "identity"])
def test_plain_for_who_does_not(ask: Ask, accepted: str) -> None:
    assert "content-encoding" not in ask("desk/desk.css", accept_encoding=accepted)[1]


@pytest.mark.parametrize("path", ["desk/tiny.js", "desk/mark.png"])
def test_what_gains_nothing_is_not_packed(ask: Ask, path: str) -> None:
    _, headers, _ = ask(path, accept_encoding="gzip")
    assert "content-encoding" not in headers
    assert "vary" not in headers


def test_who_has_it_already_is_told_so(ask: Ask) -> None:
    tag = ask("desk/desk.css")[1]["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        status, headers, body = ask("desk/desk.css", if_none_match=known)
        assert (status, body) == (304, b"")
        assert "content-length" not in headers
    assert ask("desk/desk.css", if_none_match='"other"')[0] == 200


def test_a_head_has_no_body(ask: Ask) -> None:
    status, headers, body = ask("desk/desk.css", method="HEAD")
    assert (status, headers["content-length"], body) == (200, str(len(CSS)), b"")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "none.css",
        "../outside.css",
        "desk/../../outside.css",
        "/etc/passwd",
        ".hidden",
        "desk",
        "desk/desk.css/",
        "\x00",
    ],
)
def test_nothing_else_exists(ask: Ask, path: str) -> None:
    assert ask(path)[0] == 404


def test_files_are_only_read(ask: Ask) -> None:
    assert ask("desk/desk.css", method="POST")[0] == 405


def test_a_developer_sees_changes_at_once_and_a_shop_does_not(ask: Ask, folder: Path) -> None:
    shop, workshop = Shelf([folder]), Shelf([folder], watching=True)
    before = shop.fingerprint("desk/desk.css")
    (folder / "desk" / "desk.css").write_bytes(b"changed")
    (folder / "desk" / "new.css").write_bytes(b"new")
    os.utime(folder / "desk" / "desk.css", (1, 1))
    assert ask("desk/desk.css", on=workshop)[2] == b"changed"
    assert ask("desk/new.css", on=workshop)[2] == b"new"
    assert workshop.fingerprint("desk/desk.css") != before == shop.fingerprint("desk/desk.css")
    (folder / "desk" / "new.css").unlink()
    assert ask("desk/new.css", on=workshop)[0] == 404


def test_a_page_cannot_name_a_file_that_is_not_there(folder: Path) -> None:
    with pytest.raises(NoSuchFile):
        Shelf([folder]).fingerprint("desk/none.css")


def test_our_own_files_and_the_packages_are_found() -> None:
    assert len(statics.fingerprint("django_htmx/htmx-2.min.js")) == 16
