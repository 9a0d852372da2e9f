"""Files that visitors send and receive: theirs alone, and harmless to look at."""

import os
import time
from datetime import timedelta

import pytest
import time_machine

from mostrador.accounts.models import Member
from mostrador.doors.models import Connection
from mostrador.inbox import attaching, clearing
from mostrador.inbox.models import Attachment, Message
from mostrador.journeys import delivering, outbound
from mostrador.kit import files
from mostrador.widget import uploading
from tests.widget.conftest import Chat

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def bytes_of(response) -> bytes:
    return b"".join(response.streaming_content)


def sent(chat: Chat, name: str, content: bytes, type: str) -> dict:
    word = chat.uploads(name, content, type).json()["key"]
    chat.says("Mira", files=[word])
    return chat.thread()["messages"][-1]["files"][0]


def test_a_picture_is_shown_to_who_sent_it(chat: Chat) -> None:
    chat.open()
    file = sent(chat, "botella rota.png", PNG, "image/png")
    assert file["picture"] and file["here"] and file["name"] == "botella rota.png"
    brought = chat.get(f"files/{file['key']}")
    assert bytes_of(brought) == PNG and brought.headers["Content-Type"] == "image/png"
    assert "sandbox" in brought.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content", "claimed"),
    [("a.svg", SVG, "image/svg+xml"), ("a.png", SVG, "image/png"), ("a.html", HTML, "text/html"),
     ("a.gif", HTML, "image/gif"),
     ("a.xml", HTML, "application/xhtml+xml"), ("a", HTML, ""), ("a.js", b"alert(1)", "text/javascript")],
)  # fmt: skip
def test_what_could_run_is_only_ever_saved(chat: Chat, name: str, content: bytes, claimed: str) -> None:
    chat.open()
    file = sent(chat, name, content, claimed)
    assert not file["picture"]
    brought = chat.get(f"files/{file['key']}")
    assert brought.headers["Content-Type"] == "application/octet-stream"
    assert brought.headers["Content-Disposition"].startswith("attachment")
    assert brought.headers["X-Content-Type-Options"] == "nosniff"
    assert Attachment.objects.get().type == "application/octet-stream"


def test_nobody_else_brings_it(chat: Chat, connection: Connection) -> None:
    chat.open()
    file = sent(chat, "a.png", PNG, "image/png")
    other = Chat(connection)
    assert other.get(f"files/{file['key']}").status_code == 401
    other.open()
    other.says("Yo también")
    assert other.get(f"files/{file['key']}").status_code == 404


def test_nobody_sends_another_visitors_file(chat: Chat, connection: Connection) -> None:
    chat.open()
    word = chat.uploads("a.png", PNG, "image/png").json()["key"]
    other = Chat(connection)
    other.open()
    assert other.post("messages", {"id": "a" * 16, "text": "", "files": [word]}).status_code == 400


def test_a_file_enters_one_message_only(chat: Chat) -> None:
    chat.open()
    word = chat.uploads("a.png", PNG, "image/png").json()["key"]
    number = chat.says("Uno", files=[word])
    assert chat.post("messages", {"id": number, "text": "Uno", "files": [word]}).status_code == 202
    assert chat.post("messages", {"id": "b" * 16, "text": "Dos", "files": [word]}).status_code == 400


def test_the_teams_uploads_are_not_for_taking(chat: Chat) -> None:
    chat.open()
    theirs = attaching.upload(Member.objects.get(), name="a", type="image/png", content=PNG)
    assert chat.get(f"files/{theirs.key}").status_code in (404, 409)
    from mostrador.widget import visiting, writing

    visitor = visiting.visitor_of(chat.connection, chat.token) or ""
    word = writing.file_word(visitor, theirs)
    assert chat.post("messages", {"id": "a" * 16, "text": "", "files": [word]}).status_code == 400


def test_too_big_empty_and_absent_are_refused_in_words(chat: Chat) -> None:
    chat.open()
    assert chat.uploads("a", b"0" * (uploading.MOST_BYTES + 1), "text/plain").status_code == 413
    assert chat.uploads("a", b"", "text/plain").status_code == 400
    assert chat.post("files", {}).status_code == 400
    assert not Attachment.objects.exists()


def test_the_disk_is_not_filled_by_one_visitor(chat: Chat, connection: Connection) -> None:
    chat.open()
    answers = [chat.uploads("a", b"0" * (9 * 2**20), "text/plain").status_code for _ in range(8)]
    assert answers[0] == 201 and answers[-1] == 429


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\x00b.txt", "C:\\windows\\x.txt", "\u202etxt.exe", "a" * 500, "\r\nSet-Cookie: x=1"]
)
def test_a_hostile_name_becomes_a_plain_one(chat: Chat, name: str) -> None:
    chat.open()
    file = sent(chat, name, b"hola", "text/plain")
    assert not set(file["name"]) & set("/\\\r\n\x00\u202e") and len(file["name"]) <= 120
    assert "\n" not in chat.get(f"files/{file['key']}").headers["Content-Disposition"]


def test_six_files_are_one_too_many(chat: Chat) -> None:
    chat.open()
    words = [chat.uploads("a", b"x", "text/plain").json()["key"] for _ in range(6)]
    assert chat.post("messages", {"id": "a" * 16, "text": "", "files": words}).status_code == 400


def test_our_file_reaches_them_and_leaves_with_a_message_taken_back(chat: Chat) -> None:
    chat.open()
    chat.says("¿Tenéis la ficha?")
    marta = Member.objects.get()
    ficha = attaching.upload(marta, name="ficha.pdf", type="application/pdf", content=b"%PDF-1.7")
    case = Message.objects.get().case
    ours = outbound.answer(case, by=marta, text="Aquí va", key="k1", files=[ficha.key], at_once=True)
    while delivering.deliver_next():
        pass
    file = chat.thread()["messages"][-1]["files"][0]
    assert bytes_of(chat.get(f"files/{file['key']}")) == b"%PDF-1.7"
    from mostrador.inbox import correcting

    ours.refresh_from_db()
    correcting.take_back(ours, by=marta)
    row = chat.thread()["messages"][-1]
    assert row["gone"] and row["text"] == "" and row["files"] == []
    assert chat.get(f"files/{file['key']}").status_code == 404


def test_what_was_uploaded_and_never_sent_is_cleared_away_and_what_was_sent_stays(chat: Chat) -> None:
    with time_machine.travel("2026-05-14T10:00:00Z", tick=False) as now:
        chat.open()
        sent(chat, "a.png", PNG, "image/png")
        chat.uploads("b.png", PNG, "image/png")
        kept, unsent = Attachment.objects.order_by("pk")
        for upload in (kept, unsent):
            os.utime(files.place(upload.key), (now_seconds := time.time(), now_seconds))
        assert clearing.unsent_bytes() == len(PNG)
        clearing.clear_unsent()
        assert Attachment.objects.count() == 2
        now.shift(timedelta(days=4))
        clearing.clear_unsent()
    assert list(Attachment.objects.all()) == [kept] and files.place(kept.key).is_file()


def test_what_lies_unsent_has_an_end(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "MOST_UNSENT_BYTES", 10)
    chat.open()
    assert chat.uploads("a.png", PNG, "image/png").status_code == 201
    assert chat.uploads("b.png", PNG, "image/png").status_code == 503
