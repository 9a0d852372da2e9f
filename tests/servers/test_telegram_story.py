"""A customer writes to a bot: answered, corrected, blocked, told to wait, cut off; polled and called."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.counter import Colleague, Program, Row, until
from tests.house import House, a_house
from tests.simulators.serving import Fault
from tests.simulators.telegram import TOKEN, Telegram, flood

LUCIA, MARCO, EVA, BRUNO = 7001, 7002, 7003, 7004
PICTURE = b"\xff\xd8\xff\xe0 a bottle with its label upside down"


@dataclass
class Shop:
    house: House
    bot: Telegram
    api: Program
    ana: Colleague

    def sees(self, person: int, text: str, seconds: float = 10.0) -> int:
        """Wait until the customer sees these words, once; return the message's number at Telegram."""
        until(lambda: text in self.bot.texts(person), seconds, told=lambda: (self.bot.texts(person), self.house.log))
        assert self.bot.texts(person).count(text) == 1
        return next(
            number
            for number, shown in self.bot.shown[person].items()
            if text in (shown.get("text"), shown.get("caption"))
        )

    def page(self, heard: Row) -> str:
        return self.ana.reads(f"/cases/{heard['case']}/")


@pytest.fixture(scope="module", params=["polling", "webhook"])
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp(f"telegram-{request.param}")
    with Telegram() as bot, a_house(folder / "house", MOSTRADOR_ALLOW_HOSTS=bot.host) as house:
        bot.courier.repeats, bot.courier.shuffles = 2, True  # as Telegram does when it is not sure of us
        house.open()
        filled = [f"--set={key}={value}" for key, value in (("api", bot.address), ("mode", request.param))]
        assert house.run("doors", "add", "telegram", "--name", "Bot", "--secret", TOKEN, *filled)[0]["door"]
        yield Shop(house, bot, Program(house), Colleague(house))


def test_asked_answered_corrected_and_thanked(shop: Shop) -> None:
    asked = shop.bot.says(LUCIA, "¿Tenéis mencía de 2020?")
    heard = shop.api.waits_for("¿Tenéis mencía")
    case = shop.api.case(heard["conversation"])
    assert case["state"] == "waiting_us" and case["due_at"] and case["owner"]
    shop.bot.edits(asked, "¿Tenéis mencía de 2019?")
    until(lambda: shop.api.heard("mencía de 2019"))
    assert shop.api.heard("mencía de 2019")["edited_at"] and not shop.api.heard("mencía de 2020")  # type: ignore[index]  # heard: the test says so
    shop.api.answers(heard["conversation"], "De las dos añadas.")
    number = shop.sees(LUCIA, "De las dos añadas.")
    assert shop.api.case(heard["conversation"])["state"] == "waiting_them"
    shop.bot.reacts(LUCIA, number, "👍")
    until(lambda: "👍" in shop.page(heard))
    assert len(shop.api.thread(heard["conversation"])) == 2  # neither the correction nor the thumb is a message
    assert shop.api.case(heard["conversation"])["state"] == "waiting_them"
    shop.bot.reacts(LUCIA, number, "")
    until(lambda: "👍" not in shop.page(heard))


def test_files_go_both_ways(shop: Shop) -> None:
    shop.bot.keeps("foto-1", PICTURE, path="photos/botella.jpg")
    photo = {"file_id": "foto-1", "file_unique_id": "u1", "width": 90, "height": 90, "file_size": len(PICTURE)}
    shop.bot.says(EVA, caption="Llegó así.", photo=[photo], name="Eva")
    heard = shop.api.waits_for("Llegó así.")
    link = until(lambda: shop.page(heard).partition('src="/files/')[2].partition('"')[0])
    assert shop.ana.line.get(f"/files/{link}").content == PICTURE
    shop.ana.answers(
        heard["case"], "Te mandamos otra.", files={"files": ("albarán.pdf", b"%PDF-1.7", "application/pdf")}
    )
    number = shop.sees(EVA, "Te mandamos otra.")
    assert shop.bot.shown[EVA][number]["document"]["file_name"] == "albarán.pdf"


def test_who_blocked_us_is_not_answered_in_silence(shop: Shop) -> None:
    shop.bot.says(MARCO, "Dadme de baja.", name="Marco")
    heard = shop.api.waits_for("Dadme de baja.")
    owed = shop.api.case(heard["conversation"])["due_at"]
    shop.bot.blocked.add(MARCO)
    said = shop.api.answers(heard["conversation"], "Hecho, Marco.")
    until(lambda: shop.api.state_of(said) == "failed", told=lambda: shop.house.log)
    case = shop.api.case(heard["conversation"])
    assert (case["state"], case["due_at"]) == ("waiting_us", owed)
    assert f"/messages/{said['id']}/delivery/" in shop.page(heard)
    shop.bot.blocked.remove(MARCO)
    shop.ana.posts(f"/messages/{said['id']}/delivery/", {"how": "retry"}, page=f"/cases/{heard['case']}/")
    shop.sees(MARCO, "Hecho, Marco.")
    until(lambda: shop.api.state_of(said) == "sent")
    assert shop.api.case(heard["conversation"])["state"] == "waiting_them"


def test_patience_when_telegram_asks_for_it(shop: Shop) -> None:
    shop.bot.says(BRUNO, "¿Envíos a Lisboa?", name="Bruno")
    heard = shop.api.waits_for("¿Envíos a Lisboa?")
    shop.bot.fail(flood("sendMessage", retry_after=2))
    begun = time.monotonic()
    said = shop.api.answers(heard["conversation"], "Sí, en dos días.")
    until(lambda: "patien" in shop.page(heard) or "paciencia" in shop.page(heard), told=lambda: shop.page(heard))
    assert shop.api.state_of(said) == "queued" and "Sí, en dos días." not in shop.bot.texts(BRUNO)
    shop.sees(BRUNO, "Sí, en dos días.", 20)
    assert time.monotonic() - begun >= 2
    until(lambda: shop.api.state_of(said) == "sent")


def test_a_power_cut_loses_nothing_and_repeats_nothing(shop: Shop) -> None:
    shop.bot.says(LUCIA, "Antes del apagón.")
    heard = shop.api.waits_for("Antes del apagón.")
    shop.ana.answers(heard["case"], "Escrito antes, sale después.")  # it waits four seconds for second thoughts
    shop.house.close(signal.SIGKILL)
    shop.bot.says(LUCIA, "Durante el apagón.")
    shop.bot.says(EVA, "Yo también.", name="Eva")
    shop.house.open()
    shop.sees(LUCIA, "Escrito antes, sale después.", 15)
    shop.api.waits_for("Durante el apagón.", 15)
    shop.api.waits_for("Yo también.")
    texts = [row["text"] for row in shop.api.all("/messages")]
    assert sorted(texts) == sorted(set(texts))
    assert shop.api.heard("Durante el apagón.")["conversation"] == heard["conversation"]  # type: ignore[index]  # heard: the test says so
    assert not shop.api.set_apart() and shop.api.waiting_to_be_opened() == 0


def test_cut_off_while_sending_it_is_never_sent_again_blindly(shop: Shop) -> None:
    heard = shop.api.waits_for("Antes del apagón.")
    shop.bot.fail(Fault(at="sendMessage", slow_seconds=3))
    said = shop.api.answers(heard["conversation"], "Quizá lo tengas ya.")
    until(lambda: "Quizá lo tengas ya." in shop.bot.texts(LUCIA))
    shop.house.close(signal.SIGKILL)
    shop.house.open()
    assert shop.bot.texts(LUCIA).count("Quizá lo tengas ya.") == 1
    until(lambda: shop.api.state_of(said) == "unsure")
