"""A line of action is put into a draft, changed and taken out by choosing; the sentence is seen before it is kept."""

from html import unescape
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from mostrador.desk import plan_marks
from mostrador.plan import keeping, versioning
from mostrador.plan.models import PlanVersion

pytestmark = pytest.mark.usefixtures("plan_folder")
ES = {"Accept-Language": "es"}
GREETING = {"when-need": "question", "act": ["reply", ""], "with": ["humana", ""], "limit-unit": "m", "limit": "20",
            "before": "L05"}  # fmt: skip


def stood(version):
    """Return what a page of a version sends to say what it was drawn of."""
    return {"stood": plan_marks.of_version(PlanVersion.objects.get(pk=version.pk))}


def kept(browser, page, **changed):
    """Send the form of a page with some of it changed, as it stands else."""
    told = Filled(browser.get(page).content.decode()).told
    return browser.post(page, {**told, **changed, "keep": "1"}, headers=ES)


def stood_at(browser, page):
    return {"stood": Filled(browser.get(page).content.decode()).told["stood"][0]}


def words(answer):
    return " ".join(unescape(answer.content.decode()).replace("\xa0", " ").split())


def test_a_line_is_added_by_choosing_and_told_as_a_sentence_before_and_after(enters, ana, draft):
    browser, new = enters(ana), reverse("desk:plan_line_new", args=[draft.pk])
    assert new in words(browser.get(reverse("desk:plan"), headers=ES))
    page = words(browser.get(new, headers=ES))
    assert "Qué necesitan" in page and "Elige cuándo, y aquí se lee" in page
    page = words(browser.post(new, GREETING, headers=ES))
    assert "Si preguntan algo: contestar, en 20 min." in page
    draft.refresh_from_db()
    assert "L17" not in draft.text
    browser.post(new, {**GREETING, "keep": "1"})
    comments = draft.text.count("#")
    draft.refresh_from_db()
    plan = versioning.plan_of(draft)
    assert [one.id for one in plan.lines][3:6] == ["L04", "L17", "L05"]
    assert plan.line("L17").limit.total_seconds() == 1200 and draft.text.count("#") == comments
    page = words(browser.get(reverse("desk:plan"), headers=ES))
    assert "Nuevo: Si preguntan algo: contestar, en 20 min." in page


def test_conditions_and_acts_of_a_line_are_changed_where_they_stand(enters, ana, draft):
    browser, line = enters(ana), reverse("desk:plan_line", args=[draft.pk, "L09"])
    told = {
        "when-need": "complaint", "when-fault": "unknown", "when-public": "true", "place-public": "none_of",
        "act": ["acknowledge", "open", "assign"], "with": ["", "case", "cm"], "limit": "", "limit-unit": "h",
        "before": "L10",
    }  # fmt: skip
    browser.post(line, {**told, **stood_at(browser, line), "keep": "1"})
    before = draft.text.splitlines()
    draft.refresh_from_db()
    held = versioning.plan_of(draft).line("L09")
    assert held.when.written == {"need": "complaint", "fault": "unknown", "none_of": {"public": True}}
    assert list(map(str, held.do)) == ["acknowledge", "open: case", "assign: cm"]
    assert sum(a != b for a, b in zip(before, draft.text.splitlines(), strict=True)) == 1


def test_a_line_opened_and_kept_as_it_stands_changes_nothing(enters, ana, draft):
    browser = enters(ana)
    for line in ("L01", "L04", "L08", "L99"):
        address = reverse("desk:plan_line", args=[draft.pk, line])
        browser.post(address, {**Filled(browser.get(address).content.decode()).told, "keep": "1"})
    before = draft.text
    draft.refresh_from_db()
    assert draft.text == before


class Filled(HTMLParser):
    """What a browser would send of a form."""

    def __init__(self, page):
        super().__init__()
        self.told, self.select, self.options, self.area = {}, "", [], ""
        begin = page.index('class="line-form ')
        self.feed(page[begin : page.index("</form>", begin)])

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        if tag == "select":
            self.select, self.options = held["name"], []
        if tag == "option":
            self.options.append((held["value"], "selected" in held))
        self.area = held["name"] if tag == "textarea" else self.area
        sends = held.get("type") not in ("checkbox", "radio") or "checked" in held
        if tag == "input" and held["name"] != "csrfmiddlewaretoken" and sends:
            self.told.setdefault(held["name"], []).append(held["value"])

    def handle_data(self, data):
        if self.area:
            self.told[self.area] = [data]

    def handle_endtag(self, tag):
        self.area = "" if tag == "textarea" else self.area
        if tag == "select":
            chosen = next((value for value, on in self.options if on), self.options[0][0])
            self.told.setdefault(self.select, []).append(chosen)


def test_how_many_answers_a_line_gives_and_its_note_are_filled_in_and_taken_out(enters, ana, draft):
    browser, line = enters(ana), reverse("desk:plan_line", args=[draft.pk, "L09"])
    before, beside = draft.text, {"max_turns": "3", "note": "si insisten: Leo # hoy"}
    page = words(browser.post(line, {**Filled(browser.get(line).content.decode()).told, **beside}, headers=ES))
    assert "3 respuestas como mucho. Nota: si insisten: Leo # hoy" in page
    kept(browser, line, **beside)
    draft.refresh_from_db()
    held = versioning.plan_of(draft).line("L09")
    assert (held.max_turns, held.note) == (3, "si insisten: Leo # hoy")
    page = words(browser.get(reverse("desk:plan"), headers=ES))
    assert "3 respuestas como mucho. Nota: si insisten: Leo # hoy" in page
    kept(browser, line, max_turns="030")
    draft.refresh_from_db()
    assert versioning.plan_of(draft).line("L09").max_turns == 30 and "max_turns: 30" in draft.text
    kept(browser, line, max_turns="", note="")
    draft.refresh_from_db()
    assert draft.text == before


def test_acts_are_added_moved_and_taken_out_without_being_kept(enters, ana, draft):
    browser, line = enters(ana), reverse("desk:plan_line", args=[draft.pk, "L05"])
    told = Filled(browser.get(line).content.decode()).told
    for asked, acts in (
        ({"more": "1"}, ["lookup", "reply", "offer", ""]), ({"up": "2"}, ["lookup", "offer", "reply"]),
        ({"down": "0"}, ["reply", "lookup", "offer"]), ({"drop": "0"}, ["reply", "offer"]),
        ({"up": "0"}, ["lookup", "reply", "offer"]), ({"drop": "77"}, ["lookup", "reply", "offer"]),
    ):  # fmt: skip
        answer = browser.post(line, {**told, **asked}, headers=ES)
        assert Filled(answer.content.decode()).told["act"] == acts
    before = draft.text
    draft.refresh_from_db()
    assert draft.text == before


@pytest.mark.parametrize(("changed", "said"), [
    ({"when-need": "buy"}, "a L17 no se llega nunca: L06"), ({"when-need": ""}, "Elige al menos una condición."),
    ({"act": [""], "with": [""]}, "Elige qué se hace."), ({"act": ["lookup"], "with": [""]}, "Elige con qué."),
    ({"act": ["reply"], "with": ["nada_de_eso"]}, "Elige con qué."), 
    ({"act": ["note"], "with": [" "]}, "Elige con qué"),
    ({"limit": "pronto"}, "número entero"), ({"limit": "0"}, "número entero"),
    ({"max_turns": "muchas"}, "número entero"), ({"max_turns": "-1"}, "número entero"),
    ({"max_turns": "²"}, "número entero"), ({"max_turns": "0"}, "tiene que ser 1 por lo menos"),
    ({"act": ["borrar"]}, "Elige qué se hace"),
    ({"act": ["publish"], "with": ["post"], "before": "L01"}, ""),
])  # fmt: skip
def test_what_is_wrong_stands_beside_its_field_and_is_not_kept(enters, ana, draft, changed, said):
    new = reverse("desk:plan_line_new", args=[draft.pk])
    answer = enters(ana).post(new, {**GREETING, "before": "L99", **changed, "keep": "1"}, headers=ES)
    draft.refresh_from_db()
    if said:
        assert answer.status_code == 422 and said in words(answer) and "L17" not in draft.text
    else:
        assert answer.status_code == 303 and "L17" in draft.text


def test_an_act_under_no_gate_is_told_at_that_act(enters, ana, plan_folder):
    text = (plan_folder / keeping.FILE).read_text(encoding="utf-8").replace("rest: true, ", "")
    without = "\n".join(one for one in text.splitlines() if "id: G3" not in one) + "\n"
    draft = versioning.draft(text=without, by=ana)
    told = {**GREETING, "act": ["acknowledge", "send"], "with": ["", "marketing"], "keep": "1"}
    answer = enters(ana).post(reverse("desk:plan_line_new", args=[draft.pk]), told, headers=ES)
    page = words(answer)
    assert answer.status_code == 422 and 'id="fault-act-1"' in page and "Añade a `legal`" in page


def nested(draft, ana, when):
    """Let a line of the draft ask for this."""
    versioning.change(draft, text=draft.text.replace("{need: help_after_sale}", when), by=ana)
    draft.refresh_from_db()
    return reverse("desk:plan_line", args=[draft.pk, "L12"])


def test_what_is_nested_too_deep_is_read_and_left_and_points_to_the_text(enters, ana, draft):
    when = "{any_of: {all_of: {need: help_after_sale, any_of: {public: true, crisis: 1}}, label: spam}}"
    browser, line = enters(ana), nested(draft, ana, when)
    page = words(browser.get(line, headers=ES))
    assert "(necesitan ayuda con lo que compraron y (cualquiera de estas: es en público / " in page
    assert reverse("desk:plan_text", args=[draft.pk]) in page and 'name="when-need"' not in page
    kept(browser, line, **{"when-need": "buy", "limit": "15", "limit-unit": "m"})
    draft.refresh_from_db()
    assert when in draft.text and versioning.plan_of(draft).line("L12").limit.total_seconds() == 900


def test_one_group_inside_of_another_is_chosen_from_menus_and_nothing_of_it_is_lost(enters, ana, draft):
    when = "{any_of: {all_of: {need: help_after_sale, public: true}, label: spam}}"
    browser, line = enters(ana), nested(draft, ana, when)
    before = draft.text
    page = words(browser.get(line, headers=ES))
    assert "Si cualquiera de estas: el mensaje es spam / (necesitan ayuda con lo que compraron y es en público)" in page
    assert kept(browser, line).status_code == 303
    draft.refresh_from_db()
    assert draft.text == before, "kept as it stands it changes nothing"
    kept(
        browser,
        line,
        **{
            "when-need": ["help_after_sale", "idea"],
            "when-has_open_case": "true",
            "place-has_open_case": "none_of.all_of",
            "when-crisis": "2",
            "place-crisis": "none_of.all_of",
        },
    )
    draft.refresh_from_db()
    assert versioning.plan_of(draft).line("L12").when.written == {
        "none_of": {"all_of": {"has_open_case": True, "crisis": 2}},
        "any_of": {"label": "spam", "all_of": {"need": ["help_after_sale", "idea"], "public": True}},
    }  # fmt: skip
    assert draft.text.count("#") == before.count("#")
    browser.post(reverse("desk:plan_undo", args=[draft.pk]), stood(draft))
    draft.refresh_from_db()
    assert draft.text == before


def test_the_same_is_asked_once_more_in_another_way(enters, ana, draft):
    browser, line = enters(ana), reverse("desk:plan_line", args=[draft.pk, "L12"])
    told = Filled(browser.get(line).content.decode()).told
    page = browser.post(line, {**told, "again": "need"}, headers=ES).content.decode()
    again = {**Filled(page).told, "place-need": "any_of.all_of", "when-need-2": "safety"}
    assert 'name="when-need-2"' in page and 'id="said-when-need-2"' in page
    twice = words(browser.post(line, {**again, "place-need-2": "any_of.all_of", "keep": "1"}, headers=ES))
    assert "Lo mismo se pregunta dos veces" in twice
    told = {**again, "place-need-2": "any_of", "when-public": "true", "place-public": "any_of.all_of", "keep": "1"}
    assert browser.post(line, told, headers=ES).status_code == 303
    draft.refresh_from_db()
    written = versioning.plan_of(draft).line("L12").when.written
    assert written == {"any_of": {"need": "safety", "all_of": {"need": "help_after_sale", "public": True}}}
    assert Filled(browser.get(line).content.decode()).told["place-need-2"] == ["any_of.all_of"]


def test_a_line_is_taken_out_and_that_is_undone(enters, ana, draft):
    browser = enters(ana)
    line = reverse("desk:plan_line", args=[draft.pk, "L16"])
    browser.post(reverse("desk:plan_line_remove", args=[draft.pk, "L16"]), stood_at(browser, line))
    before = draft.text
    draft.refresh_from_db()
    assert "id: L16" not in draft.text and draft.text.count("#") == before.count("#")
    page = words(browser.get(reverse("desk:plan"), headers=ES))
    assert "Quitada: L16. Si saludan" in page and "Ya no: Si saludan" in page and "Deshacer el último cambio" in page
    browser.post(reverse("desk:plan_undo", args=[draft.pk]), stood(draft))
    draft.refresh_from_db()
    assert draft.text == before


@pytest.mark.parametrize(("line", "said"), [("L99", "no hay línea"), ("L09", "quejas")])
def test_a_line_that_no_plan_can_do_without_is_not_taken_out(enters, ana, draft, line, said):
    browser = enters(ana)
    held = stood_at(browser, reverse("desk:plan_line", args=[draft.pk, line]))
    answer = browser.post(reverse("desk:plan_line_remove", args=[draft.pk, line]), held, headers=ES)
    before = draft.text
    draft.refresh_from_db()
    assert draft.text == before
    page = words(browser.get(answer["Location"], headers=ES))
    assert "Línea" in page and ("por defecto" in page or said in page)


def test_every_change_of_a_draft_can_be_undone_once_and_done_again(enters, ana, draft):
    first = draft.text
    browser, undo = enters(ana), reverse("desk:plan_undo", args=[draft.pk])
    browser.post(undo, stood(draft))
    kept(browser, reverse("desk:plan_sheet", args=[draft.pk, "authority", "tienda"]), refund="40")
    for text in ("refund: 40", "refund: 30", "refund: 40"):
        draft.refresh_from_db()
        assert f"tienda: {{{text}" in draft.text
        browser.post(undo, stood(draft))
    draft.refresh_from_db()
    assert draft.text == first


def test_a_version_that_is_signed_or_a_line_that_is_not_there_is_not_edited(enters, ana, draft):
    browser, held = enters(ana), PlanVersion.objects.in_force()
    for name, args in (("plan_line_new", []), ("plan_line", ["L05"])):
        answer = browser.post(reverse(f"desk:{name}", args=[held.pk, *args]), {**GREETING, "keep": "1"})
        assert answer["Location"] == reverse("desk:plan_version", args=[held.pk])
    for name in ("plan_line_remove",):
        browser.post(reverse(f"desk:{name}", args=[held.pk, "L16"]))
    browser.post(reverse("desk:plan_undo", args=[held.pk]))
    before = held.text
    held.refresh_from_db()
    assert held.text == before and browser.get(reverse("desk:plan_line", args=[draft.pk, "L77"])).status_code == 404


def test_others_do_not_reach_it(enters, leo, draft):
    assert enters(leo).get(reverse("desk:plan_line_new", args=[draft.pk])).status_code == 403
