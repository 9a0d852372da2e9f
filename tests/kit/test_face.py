"""The face keeps its promises: colours that can be read, colour only for debt, nothing inline, little JavaScript."""

import gzip
import re
from datetime import UTC, datetime
from pathlib import Path

import django_htmx
import pytest
from django.http import Http404
from django.test import RequestFactory
from django.utils import translation

import mostrador
from mostrador.desk.gallery import gallery
from mostrador.kit import drawing, icons, jinja, looks

HOUSE = Path(mostrador.__path__[0])
STATIC = HOUSE / "kit" / "static"
SHEETS = sorted((STATIC / "kit" / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "kit" / "js").glob("*.js"))
# A stranger's mail brings its own styles: it is shown in a sandboxed frame, under a policy of its own.
STRANGERS = {HOUSE / "desk" / "templates" / "desk" / "mail.html"}
TEMPLATES = sorted(set(HOUSE.glob("*/templates/**/*.html")) - STRANGERS)
TOKENS = (STATIC / "kit" / "css" / "tokens.css").read_text(encoding="utf-8")
LAYERS = "reset, tokens, base, layout, components, rooms, utilities"

GROUNDS = ("ground", "surface", "sunk")
READ = [
    *((ink, on) for ink in ("ink", "muted") for on in (*GROUNDS, "ours")),
    *(("ink", f"stone-{number}") for number in (1, 2, 3, 4)),
    *(("debt", on) for on in (*GROUNDS, "tint")),
    ("on-debt", "debt"), ("on-ink", "ink"), ("kept", "ground"), ("kept", "surface"), ("kept", "sunk"),
    ("note-ink", "note"), ("note-ink", "note-sunk"), ("muted", "tint"),
]  # fmt: skip
EDGES = [("edge", "ground"), ("edge", "surface"), ("note-edge", "note"), ("note-edge", "ground"), ("debt", "ground")]


def colours(selector: str) -> dict[str, str]:
    """Return the colours a block of the tokens file sets."""
    start = TOKENS.index("{", TOKENS.index(selector))
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", TOKENS[start : TOKENS.index("}", start)]))


THEMES = {
    "marble": colours(':root, [data-theme="marble"]'),
    "slate": colours(':root:not([data-theme="marble"])'),
    "slate, chosen": colours('  [data-theme="slate"]'),
}


def brightness(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2) of #rrggbb."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("words", "on"), READ)
def test_words_can_be_read(theme: str, words: str, on: str) -> None:
    assert contrast(THEMES[theme][words], THEMES[theme][on]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "on"), EDGES)
def test_edges_of_controls_can_be_seen(theme: str, edge: str, on: str) -> None:
    assert contrast(THEMES[theme][edge], THEMES[theme][on]) >= 3


def test_a_night_that_was_chosen_is_the_night_that_falls() -> None:
    assert THEMES["slate"] == THEMES["slate, chosen"]
    assert THEMES["slate"].keys() == THEMES["marble"].keys()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_a_sheet_keeps_to_its_layer(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL).strip()
    if sheet.stem == "layers":
        assert text == f"@layer {LAYERS};"
        return
    layer = re.fullmatch(r"@layer (\w+) \{.*\}", text, flags=re.DOTALL)
    assert layer and layer[1] in LAYERS.split(", ")
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_a_sheet_is_right_to_left_safe_and_names_no_colour_of_its_own(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    sided = re.findall(r"(?:^|[\s;{])((?:margin|padding|border)-(?:left|right)\b|(?:left|right|width|height): )", text)
    assert sided == []
    if sheet.stem != "tokens":
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|gradient\(|box-shadow", text) == []


def test_colour_is_debt_and_nothing_else() -> None:
    """Only marks, the ring, the badge, the count of a tab and today's open promises may wear bermellón."""
    wearing = {sheet.stem for sheet in SHEETS if "var(--debt)" in sheet.read_text(encoding="utf-8")}
    assert wearing == {"mark", "ring", "rail", "tabs", "agenda"}


def test_every_sheet_and_script_is_loaded_once_and_exists() -> None:
    assert [f"kit/css/{sheet.name}" for sheet in SHEETS] == sorted(looks.SHEETS)
    assert [f"kit/js/{script.name}" for script in SCRIPTS] == sorted(looks.SCRIPTS)
    for path in (*looks.SHEETS, *looks.SCRIPTS, looks.HTMX, "kit/favicon.svg"):
        assert re.fullmatch(r"/static/[\w/.-]+\?v=[0-9a-f]{16}", jinja.static(path))
    with pytest.raises(LookupError):
        jinja.static("kit/css/missing.css")


def test_the_desk_loads_at_most_40_kilobytes_of_javascript() -> None:
    htmx = Path(django_htmx.__path__[0]) / "static" / looks.HTMX
    assert sum(len(gzip.compress(script.read_bytes(), 9)) for script in (*SCRIPTS, htmx)) <= 40_000


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_is_short_and_needs_no_eval(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 80
    assert not re.search(r"\beval\(|new Function|\.style\b|document\.write|^import .* from", text, flags=re.MULTILINE)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_template_has_nothing_inline(template: Path) -> None:
    """The content security policy forbids it, so it would silently not work."""
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("language", ["es", "en", "pt"])
def test_the_gallery_draws_every_piece(language: str, settings: object, rf: RequestFactory) -> None:
    settings.DEVELOPMENT = True  # type: ignore[attr-defined]  # a setting of our own
    with translation.override(language):
        page = gallery(rf.get("/gallery")).content.decode()
    assert f'lang="{language}"' in page
    for piece in (
        "mark--late",
        "ring--closed",
        "row--theirs",
        "said--automatic",
        "reply__band",
        "strip--small",
        "fault",
    ):
        assert piece in page
    assert "Undefined" not in page


def test_the_gallery_is_shut_in_a_shop(settings: object, rf: RequestFactory) -> None:
    settings.DEVELOPMENT = False  # type: ignore[attr-defined]  # a setting of our own
    with pytest.raises(Http404):
        gallery(rf.get("/gallery"))


def test_icons_say_their_title_and_nothing_more() -> None:
    assert 'aria-hidden="true"' in icons.icon("sun")
    assert "<title>&lt;b&gt;</title>" in icons.icon("sun", 16, "<b>")
    assert "xmlns" not in icons.icon(icons.glyph_names()[0])
    with pytest.raises(icons.NoSuchIcon):
        icons.icon("no-such-icon")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Pablo Rey", "PR"), ("Marta", "M"), ("+34 612 40 88 15", "15"), ("ana maría de la o", "AO"), ("", "·")],
)
def test_a_name_becomes_letters(name: str, letters: str) -> None:
    assert drawing.initials(name) == letters


def test_the_ring_is_closed_when_nobody_waits_and_all_debt_when_nobody_was_attended() -> None:
    assert drawing.ring_arcs(0, 9).debt == "" and drawing.ring_arcs(0, 9).ink
    assert drawing.ring_arcs(4, 0).ink == "" and drawing.ring_arcs(4, 0).debt
    both = drawing.ring_arcs(5, 17)
    assert both.debt.startswith("M132.00 2.50") and both.ink
    assert drawing.stone("person-1") == drawing.stone("person-1") and 1 <= drawing.stone("x") <= 4


def test_a_mark_without_script_still_says_its_words() -> None:
    environment = jinja.environment(loader=None)
    filters = environment.filters
    now = datetime(2026, 5, 14, 15, 42, tzinfo=UTC)
    assert filters["clock_time"](now) == "17:42" and filters["initials"]("Ana") == "A"
