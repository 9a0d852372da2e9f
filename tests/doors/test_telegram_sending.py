"""Telegram, against a little Bot API server: answering, changing, files, and all that goes wrong with them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mostrador.doors.contract import (
    Attached,
    CannotRead,
    File,
    NeedsSignIn,
    Parcel,
    SendFailed,
    SendUnsure,
    Unreachable,
)
from mostrador.doors.platforms.telegram import contents, sending
from mostrador.doors.platforms.telegram.shapes import Entity
from tests.doors.a_bot import JPEG, LUCIA, TELEGRAM, answer, secrets
from tests.simulators.serving import Fault, Said
from tests.simulators.telegram import TOKEN, Telegram, flood, refusing


class TestAnswering:
    @pytest.fixture(autouse=True)
    def _lucia_wrote(self, outside: Telegram) -> None:
        outside.says(LUCIA, "¿queda alguno?")

    def test_arrives_and_says_which_message_it_became(self, outside: Telegram):
        receipt = TELEGRAM.send(secrets(outside), answer())
        [number] = outside.shown[LUCIA]
        assert receipt.external_id == f"{LUCIA}:{number}"
        assert outside.texts(LUCIA) == ["Sí, queda uno"]

    def test_leaves_as_it_was_written(self, outside: Telegram):
        text = "*no* _es_ <b>formato</b> [a](http://b) & 😀 `x` \\_"
        TELEGRAM.send(secrets(outside), answer(text))
        assert outside.texts(LUCIA) == [text]
        assert "parse_mode" not in json.loads(outside.calls[-1].body)

    def test_points_at_the_message_that_somebody_chose_to_quote(self, outside: Telegram):
        TELEGRAM.send(secrets(outside), answer(reply_to=f"{LUCIA}:41", quotes=True))
        [shown] = outside.shown[LUCIA].values()
        assert shown["reply_to_message"]["message_id"] == 41

    def test_into_a_topic_of_a_group(self, outside: Telegram):
        outside.shown[-1001950] = {}
        TELEGRAM.send(secrets(outside), answer(thread="-1001950:77"))
        [shown] = outside.shown[-1001950].values()
        assert shown["message_thread_id"] == 77

    def test_follows_a_group_that_grew_and_is_seen_once(self, outside: Telegram):
        outside.shown[-1004100] = {}
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        outside.fail(refusing("sendMessage", 400, words, migrate_to_chat_id=-1004100))
        receipt = TELEGRAM.send(secrets(outside), answer(thread="-4100"))
        assert receipt.external_id.startswith("-1004100:")
        assert len(outside.shown[-1004100]) == 1

    @pytest.mark.parametrize(
        ("name", "content", "media_type", "kind"),
        [
            ("a.jpg", JPEG, "image/jpeg", "photo"),
            ("b.pdf", b"%PDF", "application/pdf", "document"),
            ("c.mp4", b"mp4", "video/mp4", "video"),
            ("d.mp3", b"mp3", "audio/mpeg", "audio"),
            ("año & más.jpg", b"not really a picture", "image/jpeg", "document"),
        ],
    )
    def test_carries_a_file_with_its_words(
        self, outside: Telegram, name: str, content: bytes, media_type: str, kind: str
    ):
        file = File(name=name, type=media_type, content=content)
        TELEGRAM.send(secrets(outside), answer("mira", files=(file,), reply_to=f"{LUCIA}:41", quotes=True))
        [shown] = outside.shown[LUCIA].values()
        assert (shown["caption"], shown[kind]["file_size"]) == ("mira", len(content))
        assert shown["reply_to_message"]["message_id"] == 41

    @pytest.mark.parametrize(
        ("fault", "again", "after"),
        [
            (flood("sendMessage", retry_after=31), True, 31.0),
            (refusing("sendMessage", 500, "Internal Server Error"), True, None),
            (refusing("sendMessage", 502, "Bad Gateway"), True, None),
            (Fault(at="sendMessage", answer=Said(503, b"<html>")), True, None),
            (refusing("sendMessage", 400, "Bad Request: chat not found"), False, None),
            (refusing("sendMessage", 403, "Forbidden: bot was blocked by the user"), False, None),
            (refusing("sendMessage", 413, "Request Entity Too Large"), False, None),
        ],
        ids=["flood", "500", "502", "503 html", "400", "403", "413"],
    )
    def test_refused_is_seen_by_nobody(self, outside: Telegram, fault: Fault, again: bool, after: float | None):
        outside.fail(fault)
        with pytest.raises(SendFailed) as failed:
            TELEGRAM.send(secrets(outside), answer())
        assert (failed.value.try_again, failed.value.after) == (again, after)
        assert outside.texts(LUCIA) == []

    @pytest.mark.parametrize(
        ("fault", "seen"),
        [
            (Fault(at="sendMessage", cut="before"), 0),
            (Fault(at="sendMessage", cut="after"), 1),
            (Fault(at="sendMessage", answer=Said(504, b"<html>Gateway Time-out</html>")), 0),
            (Fault(at="sendMessage", answer=Said(200, b"<html>hotel wifi</html>")), 0),
            (Fault(at="sendMessage", answer=Said(200, b'{"ok": true, "result": {}}')), 0),
        ],
        ids=["cut before", "cut after", "gateway tired", "captive portal", "no number"],
    )
    def test_of_a_broken_line_nobody_knows(self, outside: Telegram, fault: Fault, seen: int):
        outside.fail(fault)
        with pytest.raises(SendUnsure) as unsure:
            TELEGRAM.send(secrets(outside), answer())
        assert len(outside.shown[LUCIA]) == seen
        assert TOKEN not in repr(unsure.value)
        with pytest.raises(NotImplementedError):
            TELEGRAM.find(secrets(outside), answer())

    def test_that_never_left_may_leave_again(self, outside: Telegram):
        told = secrets(outside)
        outside.close()
        with pytest.raises(SendFailed) as failed:
            TELEGRAM.send(told, answer())
        assert failed.value.try_again

    def test_to_somebody_who_blocked_the_bot(self, outside: Telegram):
        outside.blocked.add(LUCIA)
        with pytest.raises(SendFailed, match="blocked") as failed:
            TELEGRAM.send(secrets(outside), answer())
        assert not failed.value.try_again

    def test_with_a_token_that_was_taken_back(self, outside: Telegram):
        outside.revoked = True
        with pytest.raises(NeedsSignIn):
            TELEGRAM.send(secrets(outside), answer())

    @pytest.mark.parametrize("changed", [{"thread": "lucia"}, {"thread": "", "to": ""}, {"what": "delete", "of": "x"}])
    def test_to_nowhere_is_refused_here(self, outside: Telegram, changed: dict[str, str]):
        with pytest.raises(SendFailed) as failed:
            TELEGRAM.send(secrets(outside), answer(**changed))
        assert not failed.value.try_again
        assert outside.calls == []

    @pytest.mark.parametrize("text", ["", "  \n", "x" * 4097, "😀" * 2049])
    def test_empty_or_too_long_is_refused_here(self, outside: Telegram, text: str):
        with pytest.raises(SendFailed):
            TELEGRAM.send(secrets(outside), answer(text))
        assert outside.calls == []

    def test_every_part_of_a_long_text_is_taken(self, outside: Telegram):
        text = "\n\n".join(f"Párrafo {number}. " + "👩‍👩‍👧 familia 🇪🇸 " * 60 for number in range(9))
        parts = TELEGRAM.parts(text, 0)
        for part, _files in parts:
            TELEGRAM.send(secrets(outside), answer(part))
        assert len(parts) > 1
        assert "".join("".join(outside.texts(LUCIA)).split()) == "".join(text.split())


class TestChanging:
    @pytest.fixture
    def sent(self, outside: Telegram) -> str:
        outside.says(LUCIA, "¿queda alguno?")
        return TELEGRAM.send(secrets(outside), answer("queda uno")).external_id

    def test_a_text(self, outside: Telegram, sent: str):
        receipt = TELEGRAM.send(secrets(outside), answer("quedan dos", what="edit", of=sent))
        assert receipt.external_id == sent
        assert outside.texts(LUCIA) == ["quedan dos"]

    def test_into_what_it_already_says(self, outside: Telegram, sent: str):
        assert TELEGRAM.send(secrets(outside), answer("queda uno", what="edit", of=sent)).external_id == sent

    def test_the_words_under_a_picture(self, outside: Telegram, sent: str):
        file = File(name="a.jpg", type="image/jpeg", content=JPEG)
        picture = TELEGRAM.send(secrets(outside), answer("una", files=(file,))).external_id
        TELEGRAM.send(secrets(outside), answer("otra", what="edit", of=picture))
        assert outside.texts(LUCIA) == ["queda uno", "otra"]

    def test_takes_a_message_back(self, outside: Telegram, sent: str):
        TELEGRAM.send(secrets(outside), answer("", what="delete", of=sent))
        assert outside.texts(LUCIA) == []
        TELEGRAM.send(secrets(outside), answer("", what="delete", of=sent))  # already so

    def test_but_not_after_two_days(self, outside: Telegram, sent: str):
        [message] = outside.shown[LUCIA].values()
        message["date"] -= 49 * 3600
        with pytest.raises(SendFailed) as failed:
            TELEGRAM.send(secrets(outside), answer("", what="delete", of=sent))
        assert not failed.value.try_again


class TestFiles:
    def test_are_brought(self, outside: Telegram):
        outside.keeps("AgAC", JPEG, path="photos/file_1.jpg")
        file = TELEGRAM.fetch(secrets(outside), Attached(type="image/jpeg", ref="AgAC"), None)
        assert (file.name, file.type, file.content) == ("file_1.jpg", "image/jpeg", JPEG)

    def test_get_a_type_from_their_name_where_telegram_gave_none(self, outside: Telegram):
        outside.keeps("BQAC", b"%PDF", path="documents/file_2.pdf")
        assert TELEGRAM.fetch(secrets(outside), Attached(type="file", ref="BQAC"), None).type == "application/pdf"

    def test_that_are_too_big_or_gone_are_not_asked_for_again(self, outside: Telegram):
        outside.keeps("big", b"x" * (20 * 2**20 + 1), path="videos/file_3.mp4")
        for attached in (
            Attached(type="video/mp4", ref="big"),
            Attached(type="video/mp4", ref="other", size=21 * 2**20),
            Attached(type="image/jpeg", ref="gone"),
            Attached(type="location"),
        ):
            with pytest.raises(CannotRead):
                TELEGRAM.fetch(secrets(outside), attached, None)

    @pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "a/../b", "http://evil/", "", 5, None])
    def test_from_no_odd_path(self, outside: Telegram, path: Any):
        told = json.dumps({"ok": True, "result": {"file_id": "a", "file_path": path}}).encode()
        outside.fail(Fault(at="getFile", answer=Said(200, told)))
        with pytest.raises(Unreachable):
            TELEGRAM.fetch(secrets(outside), Attached(type="file", ref="a"), None)

    def test_behind_trouble_are_asked_for_again(self, outside: Telegram):
        outside.fail(refusing("getFile", 500, "Internal Server Error"))
        with pytest.raises(Unreachable):
            TELEGRAM.fetch(secrets(outside), Attached(type="file", ref="a"), None)


class TestWords:
    def test_hidden_links_are_found_by_utf16_units(self):
        links = [Entity(type="text_link", offset=3, length=9, url='https://malo.example/?a=1&b="2"')]
        html = contents._with_links("😀 mira aquí & ya", links)
        assert html == '😀 <a href="https://malo.example/?a=1&amp;b=&quot;2&quot;">mira aquí</a> &amp; ya'

    @pytest.mark.parametrize(("offset", "length"), [(0, 99), (-1, 3), (50, 2), (2, 0), (2, -5)])
    def test_links_that_point_outside_the_text_are_left_out(self, offset: int, length: int):
        link = Entity(type="text_link", offset=offset, length=length, url="https://malo.example")
        assert "<a" not in contents._with_links("hola", [link])

    def test_what_a_deep_link_carries_comes_back(self):
        update = {"update_id": 1, "message": {"message_id": 1, "chat": {"id": 5}, "text": "/start pedido-4821"}}
        [item] = TELEGRAM.read(Parcel(body=json.dumps(update).encode()))
        assert item.reply_token == "pedido-4821"

    def test_lengths_count_as_telegram_counts(self):
        assert TELEGRAM.length("a😀ñ") == 4
        assert TELEGRAM.parts("x" * 1024, 2) == [("x" * 1024, 1), ("", 1)]
        assert TELEGRAM.parts("x" * 1025, 1) == [("x" * 1025, 0), ("", 1)]

    def test_a_business_account_is_answered_through_its_connection(self):
        assert sending._where("bc9aF@70011") == {"chat_id": 70011, "business_connection_id": "bc9aF"}
