"""Telegram bots: private chats, groups and the business accounts that lend theirs to a bot.

Set up: in Telegram, talk to @BotFather, send /newbot, choose a name, and paste here the token that it gives.
Customers open t.me/<your bot> and press Start: a bot cannot write first. That is all; nothing has to be open
on your router, since we ask Telegram for what is new. To have Telegram call you instead, choose so: the house
then needs a public https address on port 443, 80, 88 or 8443.
In groups a bot hears everything only after /setprivacy → Disable at @BotFather.
Source: https://core.telegram.org/bots/api and /bots/faq (read 2026-11).
"""

from __future__ import annotations

import hmac
import re
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from mostrador.doors.contract import (
    Accept,
    Attached,
    CannotRead,
    Channel,
    Field,
    File,
    FoundDoor,
    Handed,
    Item,
    Limit,
    Malformed,
    NeedsSignIn,
    Outgoing,
    Parcel,
    Piece,
    Receipt,
    Secrets,
    Unreachable,
    Untrusted,
)
from mostrador.doors.platforms import splitting, strict_json
from mostrador.doors.platforms.telegram import calling, fetching, reading, sending, taking
from mostrador.kit.words import N_

PORTS = (443, 80, 88, 8443)
SECRET_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)

NO_HTTPS = N_("Telegram only calls https addresses on port 443, 80, 88 or 8443. Let us ask for what is new instead.")
BAD_SECRET = N_("The secret for Telegram's calls may only have letters, digits, _ and -.")


class Telegram(Channel):
    key = "telegram"
    name = "Telegram"
    glyph = "telegram"
    help = (
        N_("In Telegram, open a chat with @BotFather and send /newbot."),
        N_("Choose a name for your bot. @BotFather answers with a token: paste it here."),
        N_("Customers open the bot and press Start. It cannot write to anybody first."),
        N_("In groups it hears everything only after /setprivacy, Disable, at @BotFather."),
    )
    fields = (
        Field(
            key="token",
            label=N_("Token of the bot"),
            kind="secret",
            placeholder="123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11",
            help=N_("@BotFather gives it to you."),
        ),
        Field(
            key="mode",
            label=N_("How messages arrive"),
            kind="choice",
            default="polling",
            choices=(
                ("polling", N_("We ask Telegram (works everywhere)")),
                ("webhook", N_("Telegram calls us (needs a public https address)")),
            ),
        ),
        Field(
            key="webhook_secret",
            label=N_("Secret for Telegram's calls"),
            kind="secret",
            generated=True,
            required=False,
        ),
        Field(
            key="api",
            label=N_("Address of the Bot API"),
            kind="url",
            default=calling.HOME,
            required=False,
            help=N_("Change it only if you run your own Bot API server."),
        ),
    )
    listens = True
    text_limit = 4096
    file_limit_bytes = 50 * 1024 * 1024
    can_edit = True
    can_delete = True

    def verify(self, secrets: Secrets, parcel: Parcel) -> None:
        expected = secrets.get("webhook_secret", "")
        if not expected:
            raise Untrusted("This door has no secret for Telegram's calls.")
        given = parcel.header("x-telegram-bot-api-secret-token")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode()):
            raise Untrusted("Telegram's secret token is not the one of this door.")

    def split(self, parcel: Parcel) -> list[Piece]:
        """Take one update, a list of them, or a whole answer of getUpdates."""
        try:
            told = strict_json.decoded(parcel.body)
        except strict_json.NotJson as wrong:
            raise Malformed(str(wrong)) from wrong
        if isinstance(told, dict) and "update_id" in told:
            return [Piece(key=taking.key(told), body=parcel.body)]
        listed = told.get("result") if isinstance(told, dict) else told
        if not isinstance(listed, list):
            raise Malformed("That is no update of Telegram's.")
        return [taking.piece(update) for update in listed]

    def read(self, parcel: Parcel) -> list[Item]:
        try:
            update = strict_json.decoded(parcel.body)
            update = strict_json.mended(update) if b"\\u" in parcel.body else update
        except strict_json.NotJson as wrong:
            raise CannotRead(str(wrong)) from wrong
        if not isinstance(update, dict):
            raise CannotRead("An update is a JSON object.")
        return reading.items(update)

    def send(self, secrets: Secrets, outgoing: Outgoing) -> Receipt:
        try:
            return sending.send(secrets, outgoing)
        except calling.WRONG as wrong:
            raise calling.while_sending(wrong) from None  # its text may hold the address, and that the token

    def fetch(self, secrets: Secrets, attached: Attached, parcel: Parcel | None) -> File:
        try:
            return fetching.fetch(secrets, attached)
        except calling.WRONG as wrong:
            raise calling.while_asking(wrong) from None

    def listen(
        self, secrets: Secrets, bookmark: dict[str, Any], accept: Accept, stopping: Callable[[], bool]
    ) -> Iterable[dict[str, Any]]:
        step = taking.watch if secrets.get("mode") == "webhook" else taking.poll
        while not stopping():
            try:
                bookmark = step(secrets, bookmark, accept)
            except calling.WRONG as wrong:
                raise calling.while_asking(wrong) from None
            yield bookmark
            if step is taking.watch:
                _wait(30, stopping)

    def connect(self, secrets: Secrets, hook_url: str) -> list[FoundDoor]:
        try:
            bot = calling.call(secrets, "getMe")
            _choose_the_way_in(secrets, hook_url)
        except calling.WRONG as wrong:
            raise calling.while_asking(wrong) from None
        if not isinstance(bot, dict) or not isinstance(bot.get("id"), int):
            raise Unreachable(calling.GARBLED)
        return [FoundDoor(external_id=str(bot["id"]), name=f"@{bot.get('username') or bot['id']}")]

    def handed_over(self, secrets: Secrets, *, public_url: str, key: str) -> list[Handed]:
        """Nothing: `connect` tells Telegram itself where to call, and with what secret."""
        return []

    def disconnect(self, secrets: Secrets) -> None:
        try:
            calling.call(secrets, "deleteWebhook")
        except calling.WRONG as wrong:
            raise calling.while_asking(wrong) from None

    def limits(self, thread: str) -> Sequence[Limit]:
        """Thirty a second in all, one a second in a chat, twenty a minute in a group (/bots/faq, read 2026-11)."""
        chat = thread.partition(":")[0]
        in_chat = Limit(of=chat, most=20, seconds=60.0) if chat.startswith("-") else Limit(of=chat, most=1, seconds=1.0)
        return (Limit(of="", most=30, seconds=1.0), in_chat)

    def length(self, text: str) -> int:
        return splitting.utf16_units(text)

    def parts(self, text: str, files: int) -> list[tuple[str, int]]:
        """Send each file alone, the first with the text under it where that fits; a long text in parts."""
        if files and splitting.utf16_units(text) <= sending.CAPTION_LIMIT:
            return [(text, 1), *[("", 1)] * (files - 1)]
        written = splitting.pieces(text, limit=sending.TEXT_LIMIT, length=splitting.utf16_units)
        return [*[(piece, 0) for piece in written], *[("", 1)] * files]


def _wait(seconds: int, stopping: Callable[[], bool]) -> None:
    for _second in range(seconds):
        if stopping():
            return
        time.sleep(1)


def _choose_the_way_in(secrets: Secrets, hook_url: str) -> None:
    if secrets.get("mode") != "webhook":
        calling.call(secrets, "deleteWebhook", drop_pending_updates=False)
        return
    secret, address = secrets.get("webhook_secret", ""), urlsplit(hook_url)
    own_server = (secrets.get("api") or calling.HOME).rstrip("/") != calling.HOME
    if not own_server and (address.scheme != "https" or (address.port or 443) not in PORTS):
        raise Unreachable(NO_HTTPS)
    if not SECRET_TOKEN.fullmatch(secret):
        raise NeedsSignIn(BAD_SECRET)
    taking.be_called(secrets, hook_url)
