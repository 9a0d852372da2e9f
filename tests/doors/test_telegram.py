"""Telegram, against a little Bot API server: hearing, answering, changing, and everything that goes wrong."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from mostrador.doors.channels.telegram import Telegram as Channel
from mostrador.doors.contract import (
    Attached,
    CannotRead,
    File,
    Item,
    Malformed,
    NeedsSignIn,
    Outgoing,
    Parcel,
    Piece,
    SendFailed,
    SendUnsure,
    Unreachable,
    Untrusted,
)
from mostrador.doors.platforms.telegram import contents, sending
from mostrador.doors.platforms.telegram.shapes import Entity
from tests.simulators.serving import Call, Fault, Said, Simulator
from tests.simulators.telegram import TOKEN, Telegram, flood, refusing

TELEGRAM = Channel()
LUCIA = 70011
JPEG = b"\xff\xd8\xff\xe0 a picture"
HOOK_SECRET = "una_clave-larga"


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Telegram]:
    with Telegram() as outside:
        monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", outside.host)
        yield outside


def _secrets(outside: Telegram, **changed: str) -> dict[str, str]:
    usual = {"token": TOKEN, "mode": "polling", "webhook_secret": HOOK_SECRET, "api": outside.address}
    return usual | changed


def _answer(text: str = "Sí, queda uno", **changed: Any) -> Outgoing:
    usual: dict[str, Any] = {"idempotency_key": "k", "message_id": "1", "to": str(LUCIA), "thread": str(LUCIA)}
    return Outgoing(text=text, **(usual | changed))


def _read(pieces: Sequence[Piece]) -> list[Item]:
    return [item for piece in pieces for item in TELEGRAM.read(Parcel(body=piece.body))]


class Keeper:
    """Stands for the house's disk: keeps each key once, and may break."""

    def __init__(self) -> None:
        self.kept: dict[str, Piece] = {}
        self.taken: list[str] = []
        self.broken = False

    def __call__(self, pieces: Sequence[Piece]) -> None:
        if self.broken:
            raise OSError("disk full")
        self.taken += [piece.key for piece in pieces]
        for piece in pieces:
            self.kept.setdefault(piece.key, piece)

    @property
    def texts(self) -> list[str]:
        return [item.text for item in _read(list(self.kept.values()))]


def _listen(
    secrets: dict[str, str], keeper: Keeper, rounds: int, place: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Let the channel listen for so many rounds; return the bookmark it left."""
    turns = iter([False] * rounds)
    return list(TELEGRAM.listen(secrets, place or {}, keeper, lambda: next(turns, True)))[-1]


@pytest.fixture(autouse=True)
def _short_polls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mostrador.doors.channels.telegram.POLL_SECONDS", 0)


class TestOpening:
    def test_names_the_bot_and_asks_for_itself(self, outside: Telegram):
        outside.courier.serve("http://somebody.else/", "")
        [door] = TELEGRAM.connect(_secrets(outside), "http://127.0.0.1:8000/hooks/x")
        assert (door.external_id, door.name) == ("110201543", "@LaVidrieraBot")
        assert outside.courier.url == ""

    def test_registers_its_hook_where_telegram_shall_call(self, outside: Telegram):
        TELEGRAM.connect(_secrets(outside, mode="webhook"), "http://127.0.0.1:9/hooks/x")
        assert (outside.courier.url, outside.courier.secret) == ("http://127.0.0.1:9/hooks/x", HOOK_SECRET)
        assert {"message", "edited_message", "message_reaction", "my_chat_member"} <= set(outside.allowed)

    def test_keeps_what_waits_at_telegram(self, outside: Telegram):
        outside.says(LUCIA, "¿hay alguien?")
        TELEGRAM.connect(_secrets(outside), "")
        assert len(outside.updates) == 1

    def test_needs_another_token_where_this_one_was_taken_back(self, outside: Telegram):
        outside.revoked = True
        with pytest.raises(NeedsSignIn, match="@BotFather"):
            TELEGRAM.connect(_secrets(outside), "")

    @pytest.mark.parametrize("token", ["", "hola", "1:../../x", "110201543:AAH?x=1", "110201543:" + "A" * 400])
    def test_calls_nobody_with_what_is_no_token(self, outside: Telegram, token: str):
        with pytest.raises(NeedsSignIn):
            TELEGRAM.connect(_secrets(outside, token=token), "")
        assert outside.calls == []

    @pytest.mark.parametrize("hook", ["http://shop.example/hooks/x", "https://shop.example:8000/hooks/x"])
    def test_says_at_once_that_telegram_does_not_call_such_an_address(self, outside: Telegram, hook: str):
        # The real Telegram is never reached: this is decided before.
        from mostrador.doors.channels.telegram import _choose_the_way_in

        with pytest.raises(Unreachable, match="https"):
            _choose_the_way_in({"token": TOKEN, "mode": "webhook", "webhook_secret": HOOK_SECRET}, hook)

    def test_never_shows_the_token(self, outside: Telegram):
        secrets = _secrets(outside)
        outside.close()
        with pytest.raises(Unreachable) as wrong:
            TELEGRAM.connect(secrets, "")
        assert TOKEN not in repr(wrong.value)
        assert wrong.value.__cause__ is None


class TestHearing:
    def test_brings_what_waits_in_its_order(self, outside: Telegram):
        for text in ("uno", "dos", "tres"):
            outside.says(LUCIA, text)
        keeper = Keeper()
        _listen(_secrets(outside), keeper, 1)
        assert keeper.texts == ["uno", "dos", "tres"]

    def test_confirms_nothing_before_it_is_on_disk(self, outside: Telegram):
        outside.says(LUCIA, "no me pierdas")
        keeper = Keeper()
        keeper.broken = True
        with pytest.raises(OSError, match="disk full"):
            _listen(_secrets(outside), keeper, 1)
        keeper.broken = False
        _listen(_secrets(outside), keeper, 2)
        assert keeper.texts == ["no me pierdas"]
        assert outside.updates == []

    def test_takes_again_what_a_lost_bookmark_repeats_and_its_key_gives_it_away(self, outside: Telegram):
        outside.says(LUCIA, "una sola vez")
        keeper = Keeper()
        _listen(_secrets(outside), keeper, 1)  # taken, never confirmed
        _listen(_secrets(outside), keeper, 1)
        assert len(keeper.taken) == 2
        assert keeper.texts == ["una sola vez"]

    def test_hears_numbers_that_begin_anew_below_the_old_ones(self, outside: Telegram):
        outside.says(LUCIA, "antes")
        keeper = Keeper()
        place = _listen(_secrets(outside), keeper, 2)
        outside._last_update = 5
        outside.says(LUCIA, "una semana después")
        _listen(_secrets(outside), keeper, 2, place)
        assert keeper.texts == ["antes", "una semana después"]

    def test_takes_back_a_webhook_that_somebody_left(self, outside: Telegram):
        TELEGRAM.connect(_secrets(outside), "")
        outside.courier.serve("http://127.0.0.1:9/left/behind", "")
        outside.says(LUCIA, "¿me oís?")
        keeper = Keeper()
        _listen(_secrets(outside), keeper, 2)
        assert keeper.texts == ["¿me oís?"]

    def test_says_that_another_program_reads_the_same_bot(self, outside: Telegram):
        outside.fail(refusing("getUpdates", 409, "Conflict: terminated by other getUpdates request"))
        with pytest.raises(Unreachable, match="Another program"):
            _listen(_secrets(outside), Keeper(), 1)

    @pytest.mark.parametrize(
        ("fault", "expected", "after"),
        [
            (flood("getUpdates", retry_after=7), Unreachable, 7.0),
            (refusing("getUpdates", 502, "Bad Gateway"), Unreachable, None),
            (Fault(at="getUpdates", cut="after"), Unreachable, None),
            (Fault(at="getUpdates", answer=Said(200, b"<html>hotel wifi</html>")), Unreachable, None),
            (Fault(at="getUpdates", answer=Said(200, b'{"ok": true, "result": [{"message": {}}]}')), Unreachable, None),
            (refusing("getUpdates", 401, "Unauthorized"), NeedsSignIn, None),
        ],
        ids=["flood", "gateway", "cut", "captive portal", "no number", "revoked"],
    )
    def test_trouble_is_told_and_nothing_is_lost(
        self, outside: Telegram, fault: Fault, expected: type[Exception], after: float | None
    ):
        outside.says(LUCIA, "sigo aquí")
        outside.fail(fault)
        keeper = Keeper()
        with pytest.raises(expected) as trouble:
            _listen(_secrets(outside), keeper, 1)
        assert getattr(trouble.value, "after", None) == after
        assert TOKEN not in repr(trouble.value)
        _listen(_secrets(outside), keeper, 1)
        assert keeper.texts == ["sigo aquí"]

    def test_hears_reactions_since_it_asked_for_them(self, outside: Telegram):
        _listen(_secrets(outside), Keeper(), 1)
        outside.reacts(LUCIA, 41, "❤")
        keeper = Keeper()
        _listen(_secrets(outside), keeper, 1)
        [item] = _read(list(keeper.kept.values()))
        assert (item.kind, item.of, item.emoji) == ("reaction", f"{LUCIA}:41", "❤")

    def test_an_edit_changes_the_message_that_it_edits(self, outside: Telegram):
        first = outside.says(LUCIA, "dos cajas")
        outside.edits(first, "tres cajas")
        keeper = Keeper()
        _listen(_secrets(outside), keeper, 1)
        message, edit = _read(list(keeper.kept.values()))
        assert (edit.kind, edit.of, edit.text) == ("edited", message.external_id, "tres cajas")


class TestBeingCalled:
    def test_only_by_whoever_knows_the_secret(self, outside: Telegram):
        secrets = _secrets(outside)
        TELEGRAM.verify(secrets, Parcel(headers={"x-telegram-bot-api-secret-token": HOOK_SECRET}))
        for given in ("", "otra", HOOK_SECRET + "x", HOOK_SECRET.upper(), "ñ"):
            with pytest.raises(Untrusted):
                TELEGRAM.verify(secrets, Parcel(headers={"x-telegram-bot-api-secret-token": given}))

    def test_an_update_has_the_same_key_whichever_way_it_comes(self, outside: Telegram):
        update = outside.says(LUCIA, "hola")
        [piece] = TELEGRAM.split(Parcel(body=json.dumps(update).encode()))
        keeper = Keeper()
        _listen(_secrets(outside), keeper, 1)
        assert list(keeper.kept) == [piece.key]

    @pytest.mark.parametrize(
        "body", [b"", b"[1]", b"{}", b'{"update_id": "7"}', b'{"update_id": true}', b"\xff", b"null"]
    )
    def test_with_what_is_no_update_keeps_nothing(self, body: bytes):
        with pytest.raises(Malformed):
            TELEGRAM.split(Parcel(body=body))

    def test_twice_out_of_order_and_refused_at_first_brings_each_message_once(self, outside: Telegram):
        keeper = Keeper()
        with Hook(keeper) as hook:
            hook.fail(Fault(answer=Said(503), times=3))
            outside.courier.repeats, outside.courier.shuffles = 2, True
            TELEGRAM.connect(_secrets(outside, mode="webhook"), f"{hook.address}/hooks/x")
            for number in range(6):
                outside.says(LUCIA, f"mensaje {number}")
            _until(lambda: not outside.updates)
        assert sorted(keeper.texts) == [f"mensaje {number}" for number in range(6)]
        assert len(keeper.taken) > 6

    def test_watches_whether_the_calls_get_through(self, outside: Telegram):
        secrets = _secrets(outside, mode="webhook")
        with pytest.raises(Unreachable, match="no longer calls"):
            _listen(secrets, Keeper(), 1)
        TELEGRAM.connect(secrets, "http://127.0.0.1:9/nobody")
        outside.says(LUCIA, "¿hola?")
        _until(lambda: "last_error_date" in outside.courier.told())
        with pytest.raises(Unreachable, match="cannot reach"):
            _listen(secrets, Keeper(), 1)


class Hook(Simulator):
    """The house's own hook, in little: verify, split, keep, 200."""

    def __init__(self, keeper: Keeper) -> None:
        super().__init__()
        self.keeper = keeper

    def answer(self, call: Call) -> Said:
        parcel = Parcel(body=call.body, headers=call.headers)
        TELEGRAM.verify({"webhook_secret": HOOK_SECRET}, parcel)
        self.keeper(TELEGRAM.split(parcel))
        return Said(200, b"ok")


def _until(done: Callable[[], bool], *, seconds: float = 8.0) -> None:
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.01)


class TestAnswering:
    @pytest.fixture(autouse=True)
    def _lucia_wrote(self, outside: Telegram) -> None:
        outside.says(LUCIA, "¿queda alguno?")

    def test_arrives_and_says_which_message_it_became(self, outside: Telegram):
        receipt = TELEGRAM.send(_secrets(outside), _answer())
        [number] = outside.shown[LUCIA]
        assert receipt.external_id == f"{LUCIA}:{number}"
        assert outside.texts(LUCIA) == ["Sí, queda uno"]

    def test_leaves_as_it_was_written(self, outside: Telegram):
        text = "*no* _es_ <b>formato</b> [a](http://b) & 😀 `x` \\_"
        TELEGRAM.send(_secrets(outside), _answer(text))
        assert outside.texts(LUCIA) == [text]
        assert "parse_mode" not in json.loads(outside.calls[-1].body)

    def test_points_at_the_message_it_answers(self, outside: Telegram):
        TELEGRAM.send(_secrets(outside), _answer(reply_to=f"{LUCIA}:41"))
        [shown] = outside.shown[LUCIA].values()
        assert shown["reply_to_message"]["message_id"] == 41

    def test_into_a_topic_of_a_group(self, outside: Telegram):
        outside.shown[-1001950] = {}
        TELEGRAM.send(_secrets(outside), _answer(thread="-1001950:77"))
        [shown] = outside.shown[-1001950].values()
        assert shown["message_thread_id"] == 77

    def test_follows_a_group_that_grew_and_is_seen_once(self, outside: Telegram):
        outside.shown[-1004100] = {}
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        outside.fail(refusing("sendMessage", 400, words, migrate_to_chat_id=-1004100))
        receipt = TELEGRAM.send(_secrets(outside), _answer(thread="-4100"))
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
        TELEGRAM.send(_secrets(outside), _answer("mira", files=(file,), reply_to=f"{LUCIA}:41"))
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
            TELEGRAM.send(_secrets(outside), _answer())
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
            TELEGRAM.send(_secrets(outside), _answer())
        assert len(outside.shown[LUCIA]) == seen
        assert TOKEN not in repr(unsure.value)
        with pytest.raises(NotImplementedError):
            TELEGRAM.find(_secrets(outside), _answer())

    def test_that_never_left_may_leave_again(self, outside: Telegram):
        secrets = _secrets(outside)
        outside.close()
        with pytest.raises(SendFailed) as failed:
            TELEGRAM.send(secrets, _answer())
        assert failed.value.try_again

    def test_to_somebody_who_blocked_the_bot(self, outside: Telegram):
        outside.blocked.add(LUCIA)
        with pytest.raises(SendFailed, match="blocked") as failed:
            TELEGRAM.send(_secrets(outside), _answer())
        assert not failed.value.try_again

    def test_with_a_token_that_was_taken_back(self, outside: Telegram):
        outside.revoked = True
        with pytest.raises(NeedsSignIn):
            TELEGRAM.send(_secrets(outside), _answer())

    @pytest.mark.parametrize("changed", [{"thread": "lucia"}, {"thread": "", "to": ""}, {"what": "delete", "of": "x"}])
    def test_to_nowhere_is_refused_here(self, outside: Telegram, changed: dict[str, str]):
        with pytest.raises(SendFailed) as failed:
            TELEGRAM.send(_secrets(outside), _answer(**changed))
        assert not failed.value.try_again
        assert outside.calls == []

    @pytest.mark.parametrize("text", ["", "  \n", "x" * 4097, "😀" * 2049])
    def test_empty_or_too_long_is_refused_here(self, outside: Telegram, text: str):
        with pytest.raises(SendFailed):
            TELEGRAM.send(_secrets(outside), _answer(text))
        assert outside.calls == []

    def test_every_part_of_a_long_text_is_taken(self, outside: Telegram):
        text = "\n\n".join(f"Párrafo {number}. " + "👩‍👩‍👧 familia 🇪🇸 " * 60 for number in range(9))
        parts = TELEGRAM.parts(text, 0)
        for part, _files in parts:
            TELEGRAM.send(_secrets(outside), _answer(part))
        assert len(parts) > 1
        assert "".join("".join(outside.texts(LUCIA)).split()) == "".join(text.split())


class TestChanging:
    @pytest.fixture
    def sent(self, outside: Telegram) -> str:
        outside.says(LUCIA, "¿queda alguno?")
        return TELEGRAM.send(_secrets(outside), _answer("queda uno")).external_id

    def test_a_text(self, outside: Telegram, sent: str):
        receipt = TELEGRAM.send(_secrets(outside), _answer("quedan dos", what="edit", of=sent))
        assert receipt.external_id == sent
        assert outside.texts(LUCIA) == ["quedan dos"]

    def test_into_what_it_already_says(self, outside: Telegram, sent: str):
        assert TELEGRAM.send(_secrets(outside), _answer("queda uno", what="edit", of=sent)).external_id == sent

    def test_the_words_under_a_picture(self, outside: Telegram, sent: str):
        file = File(name="a.jpg", type="image/jpeg", content=JPEG)
        picture = TELEGRAM.send(_secrets(outside), _answer("una", files=(file,))).external_id
        TELEGRAM.send(_secrets(outside), _answer("otra", what="edit", of=picture))
        assert outside.texts(LUCIA) == ["queda uno", "otra"]

    def test_takes_a_message_back(self, outside: Telegram, sent: str):
        TELEGRAM.send(_secrets(outside), _answer("", what="delete", of=sent))
        assert outside.texts(LUCIA) == []
        TELEGRAM.send(_secrets(outside), _answer("", what="delete", of=sent))  # already so

    def test_but_not_after_two_days(self, outside: Telegram, sent: str):
        [message] = outside.shown[LUCIA].values()
        message["date"] -= 49 * 3600
        with pytest.raises(SendFailed) as failed:
            TELEGRAM.send(_secrets(outside), _answer("", what="delete", of=sent))
        assert not failed.value.try_again


class TestFiles:
    def test_are_brought(self, outside: Telegram):
        outside.keeps("AgAC", JPEG, path="photos/file_1.jpg")
        file = TELEGRAM.fetch(_secrets(outside), Attached(type="image/jpeg", ref="AgAC"), None)
        assert (file.name, file.type, file.content) == ("file_1.jpg", "image/jpeg", JPEG)

    def test_get_a_type_from_their_name_where_telegram_gave_none(self, outside: Telegram):
        outside.keeps("BQAC", b"%PDF", path="documents/file_2.pdf")
        assert TELEGRAM.fetch(_secrets(outside), Attached(type="file", ref="BQAC"), None).type == "application/pdf"

    def test_that_are_too_big_or_gone_are_not_asked_for_again(self, outside: Telegram):
        outside.keeps("big", b"x" * (20 * 2**20 + 1), path="videos/file_3.mp4")
        for attached in (
            Attached(type="video/mp4", ref="big"),
            Attached(type="video/mp4", ref="other", size=21 * 2**20),
            Attached(type="image/jpeg", ref="gone"),
            Attached(type="location"),
        ):
            with pytest.raises(CannotRead):
                TELEGRAM.fetch(_secrets(outside), attached, None)

    @pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "a/../b", "http://evil/", "", 5, None])
    def test_from_no_odd_path(self, outside: Telegram, path: Any):
        told = json.dumps({"ok": True, "result": {"file_id": "a", "file_path": path}}).encode()
        outside.fail(Fault(at="getFile", answer=Said(200, told)))
        with pytest.raises(Unreachable):
            TELEGRAM.fetch(_secrets(outside), Attached(type="file", ref="a"), None)

    def test_behind_trouble_are_asked_for_again(self, outside: Telegram):
        outside.fail(refusing("getFile", 500, "Internal Server Error"))
        with pytest.raises(Unreachable):
            TELEGRAM.fetch(_secrets(outside), Attached(type="file", ref="a"), None)


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


def test_two_readers_of_one_bot_are_told_apart_from_a_webhook(outside: Telegram, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("mostrador.doors.channels.telegram.POLL_SECONDS", 3)
    told: list[BaseException] = []

    def first() -> None:
        try:
            _listen(_secrets(outside), Keeper(), 1)
        except Unreachable as trouble:
            told.append(trouble)

    thread = threading.Thread(target=first)
    thread.start()
    _until(lambda: outside.asking == 1)
    monkeypatch.setattr("mostrador.doors.channels.telegram.POLL_SECONDS", 0)
    _listen(_secrets(outside), Keeper(), 1)
    thread.join(5)
    assert "Another program" in str(told[0])
