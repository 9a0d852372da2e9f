"""An owner changes a limit by its sentence, reads what changes, signs, and it decides; on the phone and on the desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from mostrador.plan import reading
from tests.browser.conftest import DESK, PHONE, Room


@pytest.mark.parametrize(("size", "amount"), [(DESK, 35), (PHONE, 45)], ids=["desk", "phone"])
def test_a_limit_is_raised_signed_and_decides(room: Room, size: dict[str, int], amount: int) -> None:
    page = room.colleague(viewport=size)
    page.goto(f"{room.counter.house.url}/plan/")
    expect(page.locator("h1")).to_contain_text("Plan")
    page.get_by_role("button", name="Cambiarlo en un borrador").click()
    row = page.locator("#authority .clause").first
    row.locator("summary").press("Enter")
    row.get_by_label("Devolución").fill(str(amount))
    row.get_by_role("button", name="Guardar", exact=True).click()
    expect(page.locator(".plan__differs").first).to_contain_text(re.compile(rf"puede devolver {amount}\s€ \(antes"))
    expect(page.locator("#authority .clause--changed")).to_have_count(1)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.get_by_role("button", name=re.compile("Firmar la")).click()
    expect(page.get_by_text("Firmado. Decide desde ahora.")).to_be_visible()
    expect(page.locator(".page-head__line")).to_contain_text("La firmó")
    plan = reading.read_file(room.counter.house.folder / "plan.yaml")
    assert plan.authority["equipo"].limits["refund"] == amount * 100


def test_a_text_with_a_fault_shows_it_beside_its_line(room: Room) -> None:
    page = room.colleague(viewport=PHONE, color_scheme="dark")
    page.goto(f"{room.counter.house.url}/plan/")
    page.get_by_role("button", name="Cambiarlo en un borrador").click()
    page.get_by_role("link", name="Ver como texto").click()
    text = page.locator("textarea[name=text]")
    text.fill(text.input_value().replace("reply: saludo", "reply: nada"))
    page.get_by_role("button", name="Guardar y comprobar").click()
    expect(page.locator(".plan__finding").first).to_contain_text("no hay palabras con ese nombre")
    page.get_by_role("link", name="Ver en frases").click()
    expect(page.get_by_role("heading", name="El borrador aún no se puede leer")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Firmar"))).to_have_count(0)
    page.get_by_role("button", name="Tirar el borrador").click()
    expect(page.get_by_role("button", name="Cambiarlo en un borrador")).to_be_visible()
