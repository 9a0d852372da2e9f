"""An owner changes a limit by its sentence, reads what changes, signs, and it decides; on the phone and on the desk."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from mostrador.plan import reading
from tests.browser.conftest import DESK, PHONE, Room
from tests.browser.test_fits import THUMB_PX, TOO_SMALL

MOST_TABS = 150  # between two things of a page of the plan
RINGED = """(node) => [node, node.closest("label")].some((one) => one && parseFloat(getComputedStyle(one).outlineWidth)
  && getComputedStyle(one).outlineStyle !== "none")"""


@pytest.mark.parametrize(("size", "amount"), [(DESK, 35), (PHONE, 45)], ids=["desk", "phone"])
def test_a_limit_is_raised_signed_and_decides(room: Room, size: dict[str, int], amount: int) -> None:
    page = room.colleague(viewport=size)
    page.goto(f"{room.counter.house.url}/plan/")
    expect(page.locator("h1")).to_contain_text("Plan")
    page.get_by_role("button", name="Cambiarlo en un borrador").click()
    page.get_by_role("link", name="Cambiar Qué puede «equipo» sin preguntar").press("Enter")
    page.get_by_label("Devolución").fill(str(amount))
    expect(page.locator("#line-said")).to_contain_text(re.compile(rf"devolver hasta {amount}\s€"))
    page.get_by_role("button", name="Guardar", exact=True).click()
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
    expect(page.get_by_text("Hay algo que arreglar")).to_be_visible()
    expect(page.locator("main").get_by_text("no hay palabras con ese nombre").first).to_be_visible()
    expect(page.get_by_role("region", name="Qué hacemos").get_by_role("link", name="Cambiar L01")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Firmar"))).to_have_count(0)
    page.get_by_role("button", name="Tirar el borrador").click()
    expect(page.get_by_role("button", name="Cambiarlo en un borrador")).to_be_visible()


@pytest.mark.parametrize(("size", "theme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_a_line_is_added_by_choosing_and_taken_out_and_back(room: Room, size: dict[str, int], theme: str) -> None:
    page = room.colleague(viewport=size, color_scheme=theme)
    page.goto(f"{room.counter.house.url}/plan/")
    page.get_by_role("button", name="Cambiarlo en un borrador").click()
    page.get_by_role("link", name="Añadir una línea").click()
    said = page.locator("#line-said")
    page.locator("summary", has_text="Qué necesitan").press("Enter")
    page.get_by_role("checkbox", name="Proponen una idea").check()
    page.locator("summary", has_text="En público").press("Enter")
    page.get_by_role("radio", name="Es en público").check()
    expect(said).to_contain_text("Si proponen una idea y es en público")
    page.get_by_label("Acto 1", exact=True).select_option(label="Dar las gracias…")
    page.get_by_label("Con qué, acto 1").select_option(label="Agradecer en público")
    page.get_by_role("button", name="Añadir un acto").click()
    page.get_by_label("Acto 2", exact=True).select_option(label="Anotar con palabras…")
    page.get_by_label("Con qué palabras, acto 2").fill("una idea: la miramos el lunes")
    expect(said).to_contain_text("agradecer en público y anotar «una idea: la miramos el lunes»")
    page.get_by_role("button", name="Subir el acto 2").click()
    expect(said).to_contain_text("anotar «una idea: la miramos el lunes» y agradecer en público")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    if size == PHONE:
        assert page.evaluate(TOO_SMALL, THUMB_PX) == []
    expect(said).to_contain_text("no se llega nunca")  # the line for ideas stands before it
    page.get_by_label("Dónde va").select_option(index=0)
    expect(said).not_to_contain_text("no se llega nunca")
    page.get_by_role("button", name="Guardar la línea").click()
    expect(page.locator("#lines .clause--changed")).to_have_count(1)
    expect(page.locator(".plan__differs").first).to_contain_text("Nuevo: Si proponen una idea y es en público")
    page.locator("#lines .clause--changed").get_by_role("link", name="Cambiar").click()
    page.get_by_role("button", name="Quitar la línea").click()
    expect(page.locator("#lines .clause--changed")).to_have_count(0)
    page.get_by_role("button", name="Deshacer", exact=True).click()
    expect(page.locator("#lines .clause--changed")).to_have_count(1)
    page.get_by_role("button", name="Tirar el borrador").click()
    expect(page.get_by_role("button", name="Cambiarlo en un borrador")).to_be_visible()


def test_what_is_wrong_with_a_line_stands_beside_it_and_nothing_is_lost(room: Room) -> None:
    page = room.colleague(viewport=PHONE)
    page.goto(f"{room.counter.house.url}/plan/")
    page.get_by_role("button", name="Cambiarlo en un borrador").click()
    page.get_by_role("link", name="Añadir una línea").click()
    page.get_by_label("Acto 1", exact=True).select_option(label="Decir que lo hemos leído")
    page.get_by_role("button", name="Guardar la línea").click()
    expect(page.locator("#fault-when")).to_contain_text("Elige al menos una condición.")
    expect(page.get_by_label("Acto 1", exact=True)).to_have_value("acknowledge")
    room.forgives("422")
    page.goto(f"{room.counter.house.url}/plan/")
    page.get_by_role("button", name="Tirar el borrador").click()
    expect(page.get_by_role("button", name="Cambiarlo en un borrador")).to_be_visible()


@pytest.mark.parametrize(("size", "theme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_how_we_speak_and_when_we_close_are_filled_in(room: Room, size: dict[str, int], theme: str) -> None:
    page = room.colleague(viewport=size, color_scheme=theme)
    page.goto(f"{room.counter.house.url}/plan/")
    page.get_by_role("button", name="Cambiarlo en un borrador").click()
    page.get_by_role("link", name="Decir cómo hablamos").click()
    said = page.locator("#line-said")
    page.get_by_label("Cómo firmamos").select_option(label="Firmamos como la tienda.")
    expect(said).to_contain_text("Firmamos como la tienda.")
    page.get_by_label("Lo que no decimos nunca, fila 1").fill("consulte la web")
    more = page.locator("#field-never-more")
    more.press("Enter")
    expect(page.get_by_label("Lo que no decimos nunca, fila 2")).to_be_visible()
    expect(more).to_be_focused()
    page.get_by_label("Lo que no decimos nunca, fila 2").fill("no es nuestra culpa")
    expect(said).to_contain_text("Nunca decimos: «consulte la web», «no es nuestra culpa».")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    if size == PHONE:
        assert page.evaluate(TOO_SMALL, THUMB_PX) == []
    page.get_by_role("button", name="Guardar", exact=True).press("Enter")
    expect(page.locator(".plan__differs").first).to_contain_text("Nuevo: Firmamos como la tienda.")
    page.get_by_role("link", name="Cambiar Festivos y días que se cierra").click()
    page.get_by_label("Festivos de").select_option(label="Portugal")
    expect(page.get_by_label("Y de su región").locator("option", has_text="Lisboa")).to_have_count(1)
    page.get_by_label("Otros días que cierras, fila 1").fill("2026-12-24")
    expect(said).to_contain_text("Festivos: los de Portugal. También se cierra: 24 de diciembre de 2026.")
    page.get_by_role("button", name="Guardar", exact=True).click()
    expect(page.locator(".strip", has_text="míralo con tu pasado")).to_be_visible()
    page.get_by_role("button", name="Deshacer el último cambio").click()
    expect(page.locator("#hours")).not_to_contain_text("Portugal")
    page.get_by_role("button", name="Tirar el borrador").click()
    expect(page.get_by_role("button", name="Cambiarlo en un borrador")).to_be_visible()


@pytest.mark.parametrize(("size", "theme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_a_role_and_hours_are_added_and_taken_out_and_back(room: Room, size: dict[str, int], theme: str) -> None:
    page = room.colleague(viewport=size, color_scheme=theme)
    page.goto(f"{room.counter.house.url}/plan/")
    page.get_by_role("button", name="Cambiarlo en un borrador").click()
    page.get_by_role("link", name="Añadir un papel").press("Enter")
    said = page.locator("#line-said")
    page.get_by_label("Cómo se llama", exact=True).fill("taller")
    page.get_by_label("Quiénes son, fila 1").fill("Eva")
    page.get_by_label("Quién suple").select_option(label="dueña")
    expect(said).to_contain_text("taller: Eva; suple")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    if size == PHONE:
        assert page.evaluate(TOO_SMALL, THUMB_PX) == []
    page.get_by_role("button", name="Guardar", exact=True).press("Enter")
    expect(page.locator("#people .clause--changed")).to_contain_text("taller: Eva")
    page.get_by_role("link", name="Añadir un horario").click()
    page.get_by_label("Cómo se llama", exact=True).fill("verano")
    page.get_by_label("lunes, desde").first.fill("10:00")
    page.get_by_label("lunes, hasta").first.fill("14:00")
    expect(said).to_contain_text("verano: lunes, de 10:00 a 14:00.")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.get_by_role("button", name="Guardar", exact=True).click()
    page.get_by_role("link", name="Cambiar Quién es «taller»").click()
    page.get_by_role("button", name="Quitarlo").press("Enter")
    expect(page.locator("#people .clause--changed")).to_have_count(0)
    page.get_by_role("button", name="Deshacer", exact=True).click()
    expect(page.locator("#people .clause--changed")).to_contain_text("taller: Eva")
    page.get_by_role("button", name="Tirar el borrador").click()
    expect(page.get_by_role("button", name="Cambiarlo en un borrador")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_sentences_come_first_and_what_is_beside_them_is_one_tap_away(room: Room, size: dict[str, int]) -> None:
    page = room.colleague(viewport=size)
    page.goto(f"{room.counter.house.url}/plan/")
    paper, beside = page.locator(".plan__paper").bounding_box(), page.locator(".plan__beside").bounding_box()
    assert paper is not None and beside is not None
    assert (paper["x"] < beside["x"]) if size == DESK else (paper["y"] + paper["height"] < beside["y"])
    jump = page.locator(".plan__jump").get_by_role("link", name="Historia")
    if size == DESK:
        expect(jump).to_be_hidden()
        return
    jump.press("Enter")
    expect(page.get_by_role("heading", name="Historia")).to_be_in_viewport()


@pytest.mark.parametrize(("size", "theme"), [(DESK, "dark"), (PHONE, "light")], ids=["desk", "phone"])
def test_a_condition_is_asked_once_more_by_keyboard_and_read_with_the_others(
    room: Room, size: dict[str, int], theme: str
) -> None:
    page = room.colleague(viewport=size, color_scheme=theme)
    page.goto(f"{room.counter.house.url}/plan/")
    page.get_by_role("button", name="Cambiarlo en un borrador").click()
    page.get_by_role("link", name="Cambiar L01").click()
    again = page.get_by_role("button", name="Preguntarlo otra vez")
    page.locator("summary", has_text="En público").press("Enter")
    page.get_by_role("radio", name="Es en público").press("Space")
    again.first.press("Enter")
    second = page.locator("[name=when-need-2]").first
    expect(second).to_be_visible()
    page.locator("[name=place-need]").select_option("any_of")
    page.locator("[name=when-need-2][value=complaint]").press("Space")
    for name in ("need-2", "public"):
        page.locator(f"[name=place-{name}]").select_option("any_of.all_of")
    expect(page.locator("#line-said")).to_contain_text("/ (se quejan y es en público)")
    expect(page.locator("#said-when-need-2")).to_contain_text("se quejan")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    if size == PHONE:
        assert page.evaluate(TOO_SMALL, THUMB_PX) == []
    page.get_by_role("button", name="Guardar la línea").press("Enter")
    expect(page.locator("#lines .clause--changed").first).to_contain_text("(se quejan y es en público)")
    page.get_by_role("button", name="Tirar el borrador").click()
    expect(page.get_by_role("button", name="Cambiarlo en un borrador")).to_be_visible()


def test_a_page_that_is_behind_switches_nothing_and_says_so(room: Room) -> None:
    page = room.colleague(viewport=DESK)
    page.goto(f"{room.counter.house.url}/plan/")
    page.get_by_role("button", name="Cambiarlo en un borrador").click()
    beside = page.context.new_page()
    beside.goto(page.url)
    beside.get_by_role("button", name="Apagar L05").click()
    expect(beside.get_by_role("button", name="Encender L05")).to_be_visible()
    page.get_by_role("button", name="Apagar L06").press("Enter")
    expect(page.locator(".strip", has_text="Alguien ha cambiado el borrador entretanto")).to_be_visible()
    expect(page.get_by_role("button", name="Apagar L06")).to_be_visible()
    page.get_by_role("button", name="Tirar el borrador").click()
    expect(page.get_by_role("button", name="Cambiarlo en un borrador")).to_be_visible()


def test_a_gate_is_changed_by_keyboard_alone(room: Room) -> None:
    page = room.colleague(viewport=DESK)
    page.goto(f"{room.counter.house.url}/plan/")
    _press(page, "button", "Cambiarlo en un borrador")
    page.wait_for_url("**/versions/*/")
    _press(page, "link", "Cambiar G6")
    page.wait_for_url("**/law/G6/")
    said = page.locator("#line-said")
    _reach(page, page.get_by_label("La regla"))
    page.keyboard.press("Control+A")
    page.keyboard.type("Si contesta una máquina, lo dice")
    _reach(page, page.locator("summary", has_text="Enviar…"))
    page.keyboard.press("Enter")
    _reach(page, page.get_by_role("checkbox", name="Mandar publicidad"))
    page.keyboard.press("Space")
    expect(said).to_contain_text("Si contesta una máquina, lo dice. Si toca mandar publicidad")
    _reach(page, page.get_by_role("radio", name="No se hace"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Se pregunta antes")).to_be_focused()
    expect(said).to_contain_text("se pregunta antes")
    _press(page, "button", "Guardar la regla")
    expect(page.locator("#law .clause--changed")).to_contain_text("Si contesta una máquina, lo dice")
    _press(page, "button", "Tirar el borrador")
    expect(page.get_by_role("button", name="Cambiarlo en un borrador")).to_be_visible()


def _press(page: Page, role: Literal["button", "link"], name: str) -> None:
    _reach(page, page.get_by_role(role, name=name))
    page.keyboard.press("Enter")


def _reach(page: Page, wanted: Locator) -> None:
    """Go on with Tab until the focus stands there, in sight and with its ring."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("(node) => node === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    expect(wanted).to_be_in_viewport()
    assert wanted.evaluate(RINGED), wanted
