"""Telegram, against a little Bot API server: opening the door, hearing, and being called."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable

import pytest

from mostrador.doors.contract import (
    Malformed,
    NeedsSignIn,
    Parcel,
    Unreachable,
    Untrusted,
)
from tests.doors.a_bot import HOOK_SECRET, LUCIA, TELEGRAM, Keeper, listen, read, secrets
from tests.simulators.serving import Call, Fault, Said, Simulator
from tests.simulators.telegram import TOKEN, Telegram, flood, refusing


@pytest.fixture(autouse=True)
def _short_polls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mostrador.doors.platforms.telegram.taking.POLL_SECONDS", 0)


class TestOpening:
    def test_names_the_bot_and_asks_for_itself(self, outside: Telegram):
        outside.courier.serve("http://somebody.else/", "")
        [door] = TELEGRAM.connect(secrets(outside), "http://127.0.0.1:8000/hooks/x")
        assert (door.external_id, door.name) == ("110201543", "@LaVidrieraBot")
        assert outside.courier.url == ""

    def test_registers_its_hook_where_telegram_shall_call(self, outside: Telegram):
        TELEGRAM.connect(secrets(outside, mode="webhook"), "http://127.0.0.1:9/hooks/x")
        assert (outside.courier.url, outside.courier.secret) == ("http://127.0.0.1:9/hooks/x", HOOK_SECRET)
        assert {"message", "edited_message", "message_reaction", "my_chat_member"} <= set(outside.allowed)

    def test_keeps_what_waits_at_telegram(self, outside: Telegram):
        outside.says(LUCIA, "¿hay alguien?")
        TELEGRAM.connect(secrets(outside), "")
        assert len(outside.updates) == 1

    def test_needs_another_token_where_this_one_was_taken_back(self, outside: Telegram):
        outside.revoked = True
        with pytest.raises(NeedsSignIn, match="@BotFather"):
            TELEGRAM.connect(secrets(outside), "")

    @pytest.mark.parametrize("token", ["", "hola", "1:../../x", "110201543:AAH?x=1", "110201543:" + "A" * 400])
    def test_calls_nobody_with_what_is_no_token(self, outside: Telegram, token: str):
        with pytest.raises(NeedsSignIn):
            TELEGRAM.connect(secrets(outside, token=token), "")
        assert outside.calls == []

    @pytest.mark.parametrize("hook", ["http://shop.example/hooks/x", "https://shop.example:8000/hooks/x"])
    def test_says_at_once_that_telegram_does_not_call_such_an_address(self, outside: Telegram, hook: str):
        # The real Telegram is never reached: this is decided before.
        from mostrador.doors.channels.telegram import _choose_the_way_in

        with pytest.raises(Unreachable, match="https"):
            _choose_the_way_in({"token": TOKEN, "mode": "webhook", "webhook_secret": HOOK_SECRET}, hook)

    def test_never_shows_the_token(self, outside: Telegram):
        told = secrets(outside)
        outside.close()
        with pytest.raises(Unreachable) as wrong:
            TELEGRAM.connect(told, "")
        assert TOKEN not in repr(wrong.value)
        assert wrong.value.__cause__ is None


class TestHearing:
    def test_brings_what_waits_in_its_order(self, outside: Telegram):
        for text in ("uno", "dos", "tres"):
            outside.says(LUCIA, text)
        keeper = Keeper()
        listen(secrets(outside), keeper, 1)
        assert keeper.texts == ["uno", "dos", "tres"]

    def test_confirms_nothing_before_it_is_on_disk(self, outside: Telegram):
        outside.says(LUCIA, "no me pierdas")
        keeper = Keeper()
        keeper.broken = True
        with pytest.raises(OSError, match="disk full"):
            listen(secrets(outside), keeper, 1)
        keeper.broken = False
        listen(secrets(outside), keeper, 2)
        assert keeper.texts == ["no me pierdas"]
        assert outside.updates == []

    def test_takes_again_what_a_lost_bookmark_repeats_and_its_key_gives_it_away(self, outside: Telegram):
        outside.says(LUCIA, "una sola vez")
        keeper = Keeper()
        listen(secrets(outside), keeper, 1)  # taken, never confirmed
        listen(secrets(outside), keeper, 1)
        assert len(keeper.taken) == 2
        assert keeper.texts == ["una sola vez"]

    def test_hears_numbers_that_begin_anew_below_the_old_ones(self, outside: Telegram):
        outside.says(LUCIA, "antes")
        keeper = Keeper()
        place = listen(secrets(outside), keeper, 2)
        outside._last_update = 5
        outside.says(LUCIA, "una semana después")
        listen(secrets(outside), keeper, 2, place)
        assert keeper.texts == ["antes", "una semana después"]

    def test_takes_back_a_webhook_that_somebody_left(self, outside: Telegram):
        TELEGRAM.connect(secrets(outside), "")
        outside.courier.serve("http://127.0.0.1:9/left/behind", "")
        outside.says(LUCIA, "¿me oís?")
        keeper = Keeper()
        listen(secrets(outside), keeper, 2)
        assert keeper.texts == ["¿me oís?"]

    def test_says_that_another_program_reads_the_same_bot(self, outside: Telegram):
        outside.fail(refusing("getUpdates", 409, "Conflict: terminated by other getUpdates request"))
        with pytest.raises(Unreachable, match="Another program"):
            listen(secrets(outside), Keeper(), 1)

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
            listen(secrets(outside), keeper, 1)
        assert getattr(trouble.value, "after", None) == after
        assert TOKEN not in repr(trouble.value)
        listen(secrets(outside), keeper, 1)
        assert keeper.texts == ["sigo aquí"]

    def test_hears_reactions_since_it_asked_for_them(self, outside: Telegram):
        listen(secrets(outside), Keeper(), 1)
        outside.reacts(LUCIA, 41, "❤")
        keeper = Keeper()
        listen(secrets(outside), keeper, 1)
        [item] = read(list(keeper.kept.values()))
        assert (item.kind, item.of, item.emoji) == ("reaction", f"{LUCIA}:41", "❤")

    def test_an_edit_changes_the_message_that_it_edits(self, outside: Telegram):
        first = outside.says(LUCIA, "dos cajas")
        outside.edits(first, "tres cajas")
        keeper = Keeper()
        listen(secrets(outside), keeper, 1)
        message, edit = read(list(keeper.kept.values()))
        assert (edit.kind, edit.of, edit.text) == ("edited", message.external_id, "tres cajas")


class TestBeingCalled:
    def test_only_by_whoever_knows_the_secret(self, outside: Telegram):
        told = secrets(outside)
        TELEGRAM.verify(told, Parcel(headers={"x-telegram-bot-api-secret-token": HOOK_SECRET}))
        for given in ("", "otra", HOOK_SECRET + "x", HOOK_SECRET.upper(), "ñ"):
            with pytest.raises(Untrusted):
                TELEGRAM.verify(told, Parcel(headers={"x-telegram-bot-api-secret-token": given}))

    def test_an_update_has_the_same_key_whichever_way_it_comes(self, outside: Telegram):
        update = outside.says(LUCIA, "hola")
        [piece] = TELEGRAM.split(Parcel(body=json.dumps(update).encode()))
        keeper = Keeper()
        listen(secrets(outside), keeper, 1)
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
            TELEGRAM.connect(secrets(outside, mode="webhook"), f"{hook.address}/hooks/x")
            for number in range(6):
                outside.says(LUCIA, f"mensaje {number}")
            _until(lambda: not outside.updates)
        assert sorted(keeper.texts) == [f"mensaje {number}" for number in range(6)]
        assert len(keeper.taken) > 6

    def test_watches_whether_the_calls_get_through(self, outside: Telegram):
        told = secrets(outside, mode="webhook")
        with pytest.raises(Unreachable, match="no longer calls"):
            listen(told, Keeper(), 1)
        TELEGRAM.connect(told, "http://127.0.0.1:9/nobody")
        outside.says(LUCIA, "¿hola?")
        _until(lambda: "last_error_date" in outside.courier.told())
        with pytest.raises(Unreachable, match="cannot reach"):
            listen(told, Keeper(), 1)

    def test_fetches_what_its_calls_could_not_bring_and_is_called_again(self, outside: Telegram):
        told, keeper, hook = secrets(outside, mode="webhook"), Keeper(), "http://127.0.0.1:9/nobody"
        TELEGRAM.connect(told, hook)
        written = outside.says(LUCIA, "¿seguís ahí?", date=int(time.time()) - 3600)
        _until(lambda: "last_error_date" in outside.courier.told())
        with pytest.raises(Unreachable, match="cannot reach"):
            listen(told, keeper, 1, {"hook": hook})
        assert keeper.texts == ["¿seguís ahí?"] and outside.updates == []
        [item] = read(list(keeper.kept.values()))
        assert item.sent_at is not None and int(item.sent_at.timestamp()) == written["message"]["date"]
        assert outside.courier.url == hook
        outside.courier.url = ""  # as if we had stopped in the middle of fetching
        assert listen(told, keeper, 1, {"hook": hook}) == {"hook": hook} and outside.courier.url == hook


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


def test_two_readers_of_one_bot_are_told_apart_from_a_webhook(outside: Telegram, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("mostrador.doors.platforms.telegram.taking.POLL_SECONDS", 3)
    told: list[BaseException] = []

    def first() -> None:
        try:
            listen(secrets(outside), Keeper(), 1)
        except Unreachable as trouble:
            told.append(trouble)

    thread = threading.Thread(target=first)
    thread.start()
    _until(lambda: outside.asking == 1)
    monkeypatch.setattr("mostrador.doors.platforms.telegram.taking.POLL_SECONDS", 0)
    listen(secrets(outside), Keeper(), 1)
    thread.join(5)
    assert "Another program" in str(told[0])
