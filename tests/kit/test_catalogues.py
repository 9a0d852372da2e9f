"""Catalogues: what is merged is kept, what is wrong is said, what is compiled is what a page shows."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from mostrador.kit import catalogues

PLURAL = ("%(count)s waits", "%(count)s wait")


@pytest.fixture
def template() -> Catalog:
    made = Catalog(domain="django", fuzzy=False)
    made.add("Hello, %(name)s")
    made.add(PLURAL)
    made.add("order", context="verb")
    return made


@pytest.fixture
def spanish(template: Catalog) -> Catalog:
    made = Catalog(locale="es", domain="django", fuzzy=False)
    catalogues.update(made, template)
    texts = {
        "Hello, %(name)s": {"es": "Hola, %(name)s"},
        "\0".join(PLURAL): {"es": ["%(count)s espera", "%(count)s esperan"]},
        "verb\4order": {"es": "pedir"},
    }
    assert list(catalogues.merge(made, texts, "es")) == []
    return made


def faults(catalogue: Catalog, template: Catalog, language: str = "es") -> list[str]:
    return list(catalogues.faults(catalogue, template, language))


def test_a_full_catalogue_has_no_faults(spanish, template):
    assert faults(spanish, template) == []


def test_it_survives_the_disk_and_the_page_shows_it(spanish, template, tmp_path: Path):
    for language in ("en", "es", "pt"):
        catalogues.save(spanish if language == "es" else Catalog(locale=language), language, tmp_path)
    again = catalogues.load("es", tmp_path)
    assert faults(again, template) == []
    catalogues.compile_all(tmp_path)
    shown = gettext.translation("django", tmp_path, ["es"])
    assert shown.gettext("Hello, %(name)s") % {"name": "Eva"} == "Hola, Eva"
    assert [shown.ngettext(*PLURAL, n) % {"count": n} for n in (1, 2)] == ["1 espera", "2 esperan"]
    assert shown.pgettext("verb", "order") == "pedir"


def test_saving_twice_changes_nothing(spanish, tmp_path: Path):
    catalogues.save(spanish, "es", tmp_path)
    first = catalogues.path_of("es", tmp_path).read_bytes()
    catalogues.save(catalogues.load("es", tmp_path), "es", tmp_path)
    assert catalogues.path_of("es", tmp_path).read_bytes() == first


def test_unknown_texts_are_told(spanish):
    assert list(catalogues.merge(spanish, {"Gone": {"es": "Ido"}}, "es")) == ["Gone"]


def test_a_new_text_is_missing_until_the_update_and_untranslated_after_it(spanish, template):
    template.add("New")
    assert faults(spanish, template) == ["es: not in the catalogue: ('', 'New')"]
    catalogues.update(spanish, template)
    assert faults(spanish, template) == ["es: not translated: ('', 'New')"]


def test_a_text_no_longer_shown_is_left_over_until_the_update(spanish):
    without = Catalog(domain="django", fuzzy=False)
    assert len(faults(spanish, without)) == 3
    catalogues.update(spanish, without)
    assert faults(spanish, without) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Hola", "a placeholder is lost"),
        ("Hola, %(nombre)s", "a placeholder that the English does not have"),
        ("", "not translated"),
    ],
)
def test_a_translation_that_would_break_the_page_is_a_fault(spanish, template, text, fault):
    list(catalogues.merge(spanish, {"Hello, %(name)s": {"es": text}}, "es"))
    assert faults(spanish, template) == [f"es: {fault}: ('', 'Hello, %(name)s')"]


def test_english_needs_no_translation(template):
    english = Catalog(locale="en", domain="django", fuzzy=False)
    catalogues.update(english, template)
    assert faults(english, template, "en") == []


def test_half_a_plural_is_not_translated(spanish, template):
    list(catalogues.merge(spanish, {"\0".join(PLURAL): {"es": ["%(count)s espera"]}}, "es"))
    assert faults(spanish, template)[0].startswith("es: not translated")


@pytest.mark.parametrize("language", ["es", "pt"])
def test_the_voice_of_the_house_is_kept(language):
    never = re.compile(r"\btickets?\b|lamentamos|¡ups|\bops!|\busted(es)?\b|lo sentimos|sentimos muito", re.IGNORECASE)
    said = [text for message in catalogues.load(language) for text in _forms(message.string)]
    assert len(said) > 100
    assert [text for text in said if never.search(text)] == []


@pytest.mark.parametrize(("language", "never"), [
    ("es", r"“|\b(?:la|con el) encargad[ao]\b"),
    ("pt", r"«|\bgestos?\b|leva a casa|\b(?:com )?[ao] encarregada\b|saudação, |\bregistad|\baceite\b|base de dados"
           r"|\b(?:saibas|tens|podes|queres|teu|tua|usas)\b|(?:^|[.:] )(?:Escolhe|Escreve|Põe|Corrige|Procura)\b"),
], ids=["es", "pt"])  # fmt: skip
def test_one_thing_has_one_word_and_one_reader_is_spoken_to(language, never):
    """The role's name is nobody's sex, a gesture is a gentileza, and nobody is "tu" in Portuguese."""
    said = [text for message in catalogues.load(language) for text in _forms(message.string)]
    assert [text for text in said if re.search(never, text)] == []


def test_only_spanish_writes_a_share_with_a_space():
    said = {text for message in catalogues.load("pt") for text in (*_forms(message.id), *_forms(message.string))}
    assert [text for text in said if re.search(r"\d %%?(?![(\w])", text)] == []


def _forms(string) -> list[str]:
    return [string] if isinstance(string, str) else list(string or ())
