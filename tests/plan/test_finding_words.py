"""What the check finds is read in Spanish and Portuguese too; what has no sentence here stays as it is."""

import pytest
from django.utils import translation
from django.utils.translation import gettext

from mostrador.plan import finding_words, reading
from mostrador.plan.findings import PlanWrong
from tests.plan.test_checking import BROKEN, TODAY


def findings(text):
    try:
        return reading.read(text, today=TODAY).warnings
    except PlanWrong as wrong:
        return wrong.findings


@pytest.mark.parametrize("language", ["es", "pt"])
def test_nearly_everything_that_breaks_a_plan_is_told_in_the_readers_language(vidriera_text, language):
    told, english = 0, []
    with translation.override(language):
        for before, after, _line, _said in BROKEN:
            for one in findings(vidriera_text.replace(before, after, 1)):
                for words in (one.what, one.fix):
                    said = finding_words.told(words, gettext)
                    told += 1
                    english += [words] if said == words else []
    assert told > 150 and not english, sorted(set(english))


@pytest.mark.parametrize(("before", "after", "said"), [
    ("when: {need: complaint", "when: {need: comprar", ("`need: comprar` no es ninguna necesidad", "Uno de estos: ")),
    ("version: 2.3.0", "foo: bar\nversion: 2.3.0", ("`foo` no es una palabra de este plan", "Corrige ")),
    ("timezone: Europe/Madrid", "timezone: Madrid", ("`Madrid` no es ninguna zona horaria", "Pon una como ")),
    ("need: safety", "crisis: 9", ("`crisis: 9` no es ningún nivel", "Pon 1, 2 o 3.")),
    ("version: 2.3.0", "version: 2.3\ufffe.0", ("ningún plan puede llevar el carácter U+FFFE", "Quítalo, o vuelve a")),
    ("limit: 10m", "limit: pronto", ("«pronto» no es un tiempo", "Escríbelo con su unidad: 15m")),
    ("limit: 10m", "limit:", ("`limit` está vacío", "Pon cuánto")),
    ("daily 09:00-22:00", "lunes 09:00-22:00", ("«lunes» no es un día", "Los días son mon, tue")),
    ("version: 2.3.0", "x: {[\nversion: 2.3.0", ("un `[` de esta línea no se cierra", "Ciérralo con `]`.")),
])  # fmt: skip
def test_what_somebody_mistypes_is_told_in_spanish(vidriera_text, before, after, said):
    assert before in vidriera_text
    with translation.override("es"):
        found = findings(vidriera_text.replace(before, after, 1))
        told = [(finding_words.told(one.what, gettext), finding_words.told(one.fix, gettext)) for one in found]
    assert any(what.startswith(said[0]) and fix.startswith(said[1]) for what, fix in told), told


def test_what_stands_in_the_sentence_is_said_too():
    with translation.override("es"):
        said = finding_words.told("`reply: salut` in L16: there are no words of that name", gettext)
    assert said == "`reply: salut` en L16: no hay palabras con ese nombre"


@pytest.mark.parametrize(("language", "found", "said"), [
    ("es", "tienda may refund more at once than in a month",
     "tienda puede devolver dinero en una sola vez por más de lo que le deja el mes"),
    ("es", "cm may less than tienda below: `refund`", "cm puede menos que tienda, que está debajo: devolver dinero"),
    ("es", "cm may not hide_spam, label_troll, which tienda below may",
     "cm no puede ocultar spam, llamar troll a alguien, y tienda por debajo sí"),
    ("pt", "cm may less than tienda below: `gesture`",
     "cm pode menos que tienda, que está abaixo: fazer uma gentileza"),
    ("en", "cm may not hide_spam, which tienda below may", "cm may not hide spam, which tienda below may"),
])  # fmt: skip
def test_what_one_may_is_said_as_people_say_it(language, found, said):
    with translation.override(language):
        assert finding_words.told(found, gettext) == said


def test_english_stays_as_it_was_written(vidriera_text):
    with translation.override("en"):
        for before, after, _line, _said in BROKEN[:20]:
            for one in findings(vidriera_text.replace(before, after, 1)):
                assert finding_words.told(one.what, gettext) == one.what
    assert finding_words.told("nothing that anybody wrote", gettext) == "nothing that anybody wrote"
