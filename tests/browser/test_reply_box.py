"""The reply box under a real hand: two tabs, second thoughts, large files, and a delivery that nobody understood."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import DESK, PHONE, Room
from tests.counter import until

Told = dict[str, Any]
SECRET = "un secreto de la tienda de pruebas"


def test_two_tabs_keep_both_texts(room: Room, lived_in: dict[str, Any]) -> None:
    first = opened(room, lived_in)
    later = first.context.new_page()
    later.goto(first.url)
    with first.expect_response(re.compile("/draft")):
        first.locator("[data-reply]").press_sequentially("Quedan tres botellas.")
    with later.expect_response(re.compile("/draft")):
        later.locator("[data-reply]").fill("Llegan el jueves.")
    other = later.locator("kept-draft")
    expect(other).to_be_visible()
    expect(other).to_contain_text("Quedan tres botellas.")
    with later.expect_response(re.compile("/draft")):
        other.get_by_role("button", name="Juntar los dos").click()
    expect(other).to_be_hidden()
    expect(later.locator("[data-reply]")).to_have_value("Llegan el jueves.\n\nQuedan tres botellas.")
    first.reload()
    first.evaluate("localStorage.clear()")
    first.reload()
    expect(first.locator("[data-reply]")).to_have_value("Llegan el jueves.\n\nQuedan tres botellas.")
    with first.expect_response(re.compile("/draft")):
        first.locator("[data-reply]").fill("")
    room.forgives("status of 409")


def test_an_answer_in_the_chat_can_be_taken_back_before_it_is_seen(room: Room, lived_in: dict[str, Any]) -> None:
    page = opened(room, lived_in)
    page.locator("[data-reply]").fill("Esto era para otra persona.")
    page.locator(".reply__send").click()
    page.locator("undo-ring button").click()
    expect(page.locator("[data-reply]")).to_have_value("Esto era para otra persona.")
    expect(page.locator(".thread article", has_text="para otra persona")).to_have_count(0)
    page.locator("[data-reply]").fill("Ahora sí.")
    began = time.monotonic()
    page.locator(".reply__send").click()
    said = room.counter.api.waits_for("Ahora sí.")
    until(lambda: room.counter.api.state_of(said) in ("sent", "delivered", "read"))
    assert time.monotonic() - began > 2.5  # it was held; how long it felt is measured by hand
    texts = [row["text"] for row in room.counter.api.thread(lived_in["conversation"]) if row["state"] != "withdrawn"]
    assert "Esto era para otra persona." not in texts


def test_files_go_up_one_by_one_and_none_is_lost_with_another(
    room: Room, lived_in: dict[str, Any], tmp_path: Path
) -> None:
    page = opened(room, lived_in)
    slowly(page)
    tray = page.locator("file-tray")
    page.locator("input[name=files]").set_input_files(
        [file(tmp_path, "siete.bin", 7 * 2**20), file(tmp_path, "uno.txt", 1)]
    )
    expect(tray.locator("progress").first).to_be_visible()
    page.locator("[data-reply]").fill("Aquí van los dos.")
    page.locator(".reply__send").click()
    expect(page.locator("[data-trouble]")).to_contain_text("Sale en cuanto")
    page.locator("[data-reply]").press_sequentially(".")
    expect(page.locator("[data-trouble]")).to_be_hidden()  # who goes on writing sends it by hand
    expect(tray.locator("input[name=file]")).to_have_count(2)
    expect(tray.locator("progress")).to_have_count(0)
    expect(page.locator("[data-reply]")).to_have_value("Aquí van los dos..")
    page.locator("input[name=files]").set_input_files([file(tmp_path, "once.bin", 11 * 2**20)])
    expect(page.locator("[data-trouble]")).to_contain_text("10 MB")
    page.locator("input[name=files]").set_input_files([file(tmp_path, f"{number}.txt", 1) for number in range(20)])
    expect(page.locator("[data-trouble]")).to_contain_text("10 archivos")
    expect(tray.locator("input[name=file]")).to_have_count(10)
    page.locator(".reply__send").click()
    shown = page.locator(".thread article", has_text="Aquí van los dos.")
    expect(shown.get_by_text("siete.bin")).to_be_visible()
    expect(shown.locator("a[href*='/files/']")).to_have_count(10)


def test_who_sends_before_a_file_is_up_sends_as_soon_as_it_is(
    room: Room, lived_in: dict[str, Any], tmp_path: Path
) -> None:
    page = opened(room, lived_in)
    slowly(page)
    page.locator("[data-reply]").fill("El plano entero.")
    page.locator("input[name=files]").set_input_files([file(tmp_path, "plano.bin", 7 * 2**20)])
    page.locator(".reply__send").click()
    expect(page.locator("[data-trouble]")).to_be_visible()
    shown = page.locator(".thread article", has_text="El plano entero.")
    expect(shown.locator("a[href*='/files/']")).to_have_count(1)
    expect(page.locator("[data-trouble]")).to_be_hidden()
    expect(page.locator("[data-reply]")).to_have_value("")
    page.wait_for_timeout(1500)  # longer than a draft waits: none may come in after the answer
    page.reload()
    expect(page.locator("[data-reply]")).to_have_value("")
    expect(page.locator("file-tray .chip")).to_have_count(0)


def test_the_draft_keeps_the_files_as_they_stand(room: Room, lived_in: dict[str, Any], tmp_path: Path) -> None:
    page = opened(room, lived_in)
    with page.expect_response(re.compile("/draft")):
        page.locator("[data-reply]").fill("Te mando dos fichas.")
    with page.expect_response(kept(2)):
        page.locator("input[name=files]").set_input_files([file(tmp_path, f"ficha-{n}.txt", 1) for n in (1, 2)])
    page.reload()
    expect(page.locator("[data-reply]")).to_have_value("Te mando dos fichas.")
    expect(page.locator("file-tray .chip")).to_have_count(2)
    with page.expect_response(kept(3)):
        page.locator("input[name=files]").set_input_files([file(tmp_path, "ficha-3.txt", 1)])
    with page.expect_response(kept(2)):
        page.locator("file-tray .chip", has_text="ficha-3").get_by_role("button").click()
    with page.expect_response(kept(1)):
        page.locator("file-tray .chip", has_text="ficha-1").click()
    page.reload()
    expect(page.locator("file-tray .chip")).to_have_text(["ficha-2.txt"])
    with page.expect_response(kept(0)):
        page.locator("file-tray .chip", has_text="ficha-2").click()
    page.locator("[data-reply]").fill("")
    page.wait_for_timeout(1500)


def test_a_file_that_is_cut_off_says_so_and_the_words_stay(
    room: Room, lived_in: dict[str, Any], tmp_path: Path
) -> None:
    page = opened(room, lived_in)
    page.route(re.compile("/conversations/[0-9]+/files/"), lambda route: route.abort("connectionreset"))
    page.locator("[data-reply]").fill("Te mando la ficha.")
    page.locator("input[name=files]").set_input_files([file(tmp_path, "ficha.pdf", 100_000)])
    expect(page.locator("[data-trouble]")).to_contain_text("ficha.pdf")
    expect(page.locator("[data-reply]")).to_have_value("Te mando la ficha.")
    expect(page.locator("file-tray .chip")).to_have_count(0)
    room.forgives("ERR_CONNECTION_RESET")


def test_what_nobody_understood_is_told_in_words_and_tried_again(room: Room) -> None:
    made = room.counter.house.run("doors", "add", "webhook", "--name", "Formulario", "--secret", SECRET)[0]
    words = {"id": "malo-1", "from": {"id": "x"}, "text": "¿Me oís?", "sent_at": "ayer por la tarde"}
    body = json.dumps(words).encode()
    signed = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    said = httpx.post(str(made["hook_url"]), content=body, headers={"X-Mostrador-Signature": signed}, trust_env=False)
    assert said.status_code == 200
    until(room.counter.api.set_apart)
    page = room.colleague(viewport=DESK)
    page.goto(f"{room.counter.house.url}/doors/quarantine/")
    row = page.locator("article", has_text="Formulario")
    expect(row).to_contain_text("La fecha que trae no es una fecha.")
    expect(row.locator("code")).to_be_hidden()
    row.get_by_text("Para quien hizo el programa").click()
    expect(row.locator("code")).to_be_visible()
    row.get_by_text("Lo que vino").click()
    expect(row.get_by_text("¿Me oís?")).to_be_visible()
    row.get_by_role("button", name="Probar otra vez").click()
    expect(page.get_by_text("Sigue sin entenderse")).to_be_visible()
    page.locator("article", has_text="Formulario").get_by_role("button", name="Dejarlo estar").click()
    expect(page.locator("article", has_text="Formulario")).to_have_count(0)


def test_nothing_speaks_of_the_plans_draft_once_it_is_wiped_out(room: Room, says: Callable[[Page, str], None]) -> None:
    visitor = room.person(viewport=PHONE).new_page()
    visitor.goto(room.counter.hablamos)
    expect(visitor.locator("#chat[data-alive]")).to_be_visible()
    says(visitor, "Hola, buenas tardes")
    heard = room.counter.api.waits_for("Hola, buenas tardes")
    page = opened(room, heard)
    told = page.get_by_text("Borrador del plan")
    expect(told).to_be_visible()
    page.locator("[data-reply]").fill("¡Hola! Dime.")
    expect(told).to_be_visible()
    page.locator("[data-reply]").fill("")
    expect(told).to_have_count(0)


def opened(room: Room, told: dict[str, Any]) -> Page:
    page = room.colleague(viewport=DESK)
    page.goto(f"{room.counter.house.url}/cases/{told['case']}/")
    expect(page.locator("[data-reply]")).to_be_visible()
    return page


def slowly(page: Page) -> None:
    """Let files go up at 4 MB a second."""
    slow = page.context.new_cdp_session(page)
    slow.send("Network.emulateNetworkConditions",
              {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 4 * 2**20})  # fmt: skip


def kept(files: int) -> Callable[[Response], bool]:
    """Tell the answer to a draft that holds so many files."""

    def is_it(answer: Response) -> bool:
        return "/draft" in answer.url and (answer.request.post_data or "").count('name="file"') == files

    return is_it


def file(folder: Path, name: str, size: int) -> Path:
    path = folder / name
    path.write_bytes(b"%" * size)
    return path


def test_what_the_box_opens_stays_within_the_phone(room: Room, lived_in: dict[str, Any]) -> None:
    page = room.colleague(viewport=PHONE)
    page.goto(f"{room.counter.house.url}/cases/{lived_in['case']}/")
    page.locator(".reply__tools summary[aria-label='Prometer algo']").click()
    panel = page.locator(".reply__tools [open] > .menu__panel")
    expect(panel).to_be_visible()
    box = panel.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
