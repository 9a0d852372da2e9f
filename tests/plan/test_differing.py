"""Two plans compared: each difference is a sentence that an owner reads, in three languages."""

import re

import pytest

from mostrador.plan import explaining, phrases, reading
from mostrador.plan.conditions.need import NEEDS
from mostrador.plan.differing import differences
from mostrador.plan.doing import VOCABULARY
from mostrador.plan.voice import SPOKEN, speaking


def said(text, before, after, language="es"):
    assert before in text
    old, new = reading.read(text), reading.read(text.replace(before, after, 1))
    return [one.says.replace("\xa0", " ") for one in differences(old, new, speaking(language))]


CHANGES = [
    ("tienda: {refund: 30", "tienda: {refund: 15", "Marta e Iker pueden devolver 15 € (antes 30 €)."),
    ("cm:     {refund: 60", "cm:     {refund: 75.5", "Leo puede devolver 75,50 € (antes 60 €)."),
    ("month: 120, may", "month: 130, may", "Leo puede dar 130 € al mes en total (antes 120 €)."),
    ("apologise, move_private]}", "apologise]}", "Ya no: Marta e Iker pueden, sin preguntar: seguir en privado."),
    ("correct, hide_spam", "correct, publish, hide_spam", "Leo puede, sin preguntar: publicar."),
    ("first: 8h, next: 8h, resolve: 5d}\n  linkedin", "first: 4h, next: 8h, resolve: 5d}\n  linkedin",
     "google: primera respuesta en 4 h (antes 8 h)."),
    ("people: [Leo]", "people: [Leo, Eva]", "cm: Leo y Eva; suple Marta o Iker. (antes cm: Leo; suple Marta o Iker.)"),
    ("limit: 15m", "limit: 20m",
     "Si piden hablar con quien manda: avisar a Ana y contestar con «encargado avisado», en 20 min. "
     "(antes Si piden hablar con quien manda: avisar a Ana y contestar con «encargado avisado», en 15 min.)"),
    ("{to: cm, after: 30m}", "{to: cm, after: 45m}",
     "Si nadie contesta a tiempo, se llama a Leo, como pronto 45 min después de que escriban. "
     "(antes Si nadie contesta a tiempo, se llama a Leo, como pronto 30 min después de que escriban.)"),
    ("budget_month: 120", "budget_month: 90",
     "Detalles: 90 € al mes para toda la casa. (antes Detalles: 120 € al mes para toda la casa.)"),
    ("sign_with: first_name", "sign_with: full_name",
     "Firmamos con nombre y apellidos. (antes Firmamos con el nombre.)"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "sentence"), CHANGES)
def test_a_change_is_a_sentence(vidriera_text, before, after, sentence):
    assert said(vidriera_text, before, after) == [sentence]


TRANSLATED = [
    ("es", "Nuevo: «encargado avisado» en francés: «On it»", "Ya no: «encargado avisado» en francés: «On it»",
     "«encargado avisado» en francés: «Coming» (antes «encargado avisado» en francés: «On it»)"),
    ("en", "New: “encargado avisado” in French: «On it»", "No longer: “encargado avisado” in French: «On it»",
     "“encargado avisado” in French: «Coming» (before: “encargado avisado” in French: «On it»)"),
    ("pt", "Novo: “encargado avisado” em francês: “On it”", "Não mais: “encargado avisado” em francês: “On it”",
     "“encargado avisado” em francês: “Coming” (antes “encargado avisado” em francês: “On it”)"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "came", "went", "changed"), TRANSLATED)
def test_a_translated_text_is_told_as_a_sentence(vidriera_text, language, came, went, changed):
    alone, both, other = "{encargado_avisado: Ahora}", "{encargado_avisado: {es: Ahora, fr: On it}}", "Coming}}"
    text = f"{vidriera_text}\nreplies: {both}\n"
    assert said(text.replace(both, alone), alone, both, language) == [came]
    assert said(text, both, alone, language) == [went]
    assert said(text, both, both.replace("On it}}", other), language) == [changed]


def test_a_translated_statement_and_what_a_new_text_has_in_other_languages_are_told_too(vidriera_text):
    assert said(vidriera_text, "holding: {", "holding: {h9: {es: Hola, fr: Hello}, ") == [
        "Nuevo: Comunicado «h9»: «Hola»", "Nuevo: «h9» en francés: «Hello»",
    ]  # fmt: skip


def test_lines_come_go_and_change_places(vidriera_text):
    (line,) = re.findall(r"  - \{id: L16.*\n", vidriera_text)
    assert said(vidriera_text, line, "")[0].startswith("Ya no: Si saludan: contestar con «saludo»")
    moved = vidriera_text.replace(line, "").replace("  - {id: L15", line + "  - {id: L15")
    assert said(vidriera_text, vidriera_text, moved) == ["El orden de las líneas es L16, L15 (antes L15, L16)."]


def test_the_same_plan_differs_in_nothing_whatever_its_comments(vidriera, vidriera_text):
    assert differences(vidriera, reading.read("# otra nota\n" + vidriera_text)) == []


@pytest.mark.parametrize("language", SPOKEN)
def test_the_whole_plan_is_said_in_each_language(vidriera, language):
    voice = speaking(language)
    rows = list(explaining.sentences(vidriera, voice))
    assert len({(row["part"], row["id"]) for row in rows}) == len(rows)
    assert not [row for row in rows if "%(" in row["says"] or not row["says"].strip()]
    if language != "en":
        english = {(row["part"], row["id"]): row["says"] for row in explaining.sentences(vidriera, speaking("en"))}
        same = [row for row in rows if row["says"] == english[row["part"], row["id"]]]
        assert {row["part"] for row in same} <= {"hours", "calendar", "reply", "crisis"}


def test_every_need_and_every_lonely_act_has_its_words():
    assert {f"need: {need}" for need in NEEDS} <= phrases.CONDITIONS.keys()
    alone = {word for word, values in VOCABULARY.items() if values == "alone"}
    assert alone <= phrases.ACTS.keys()
