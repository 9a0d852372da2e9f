"""A page of the plan that is behind changes, signs, takes back and throws away nothing; it says so."""

import re

import pytest
from django.urls import reverse

from mostrador.accounts.models import Role
from mostrador.plan import keeping, versioning
from mostrador.plan.models import PlanVersion
from tests import cast
from tests.desk.test_plan_lines import ES, Filled, words

pytestmark = pytest.mark.usefixtures("plan_folder")
MOVED = "Alguien lo ha cambiado entretanto"
DRAFT_MOVED = "Alguien ha cambiado el borrador entretanto"


def somebody_else_writes(draft, before, after):
    """Let a colleague change the draft, and return what it says then."""
    lea = cast.a_member("Lea", Role.MANAGER)
    assert before in draft.text
    return versioning.change(draft, text=draft.text.replace(before, after, 1), by=lea).text


def sent_by(browser, page, action):
    """Return the hidden fields of the form of a page that goes to an address."""
    found = re.search(rf'action="{re.escape(action)}"[^>]*>(.*?)</form>', browser.get(page).content.decode(), re.DOTALL)
    return dict(re.findall(r'type="hidden" name="(stood|version)" value="([^"]*)"', found[1]))


@pytest.mark.parametrize("row", [
    ("plan_gate", ["G7"], "{record: person_fact}, effect: ask", "{record: person_fact}, effect: block"),
    ("plan_line", ["L05"], "offer: reservar]}", "offer: reservar], limit: 5m}"),
    ("plan_level", ["1"], "do: [watch, common_reply]", "do: [common_reply]"),
    ("plan_sheet", ["tone"], "max_public_turns: 2", "max_public_turns: 3"),
    ("plan_sheet", ["question", "Q1"], "after: 10d", "after: 12d"),
    ("plan_sheet", ["statement", "h2"], "lo que sepamos", "lo que haya"),
    ("plan_sheet", ["starter", "0"], "¿Qué cenáis hoy?", "¿Qué cenáis?"),
])  # fmt: skip
def test_a_page_of_a_sentence_that_is_behind_keeps_nothing_however_often_it_is_sent(enters, ana, draft, row):
    name, keys, before, after = row
    browser, page = enters(ana), reverse(f"desk:{name}", args=[draft.pk, *keys])
    told = Filled(browser.get(page).content.decode()).told
    says = somebody_else_writes(draft, before, after)
    for _time in range(2):
        answer = browser.post(page, {**told, "keep": "1"}, headers=ES)
        assert answer.status_code == 422 and MOVED in words(answer)
        told = Filled(answer.content.decode()).told
    if name != "plan_level" and keys != ["tone"]:
        browser.post(reverse(f"desk:{name}_remove", args=[draft.pk, *keys]), {"stood": told["stood"][0]})
    draft.refresh_from_db()
    assert draft.text == says


def test_a_form_of_limits_that_is_behind_does_not_put_the_old_limit_back(enters, ana, draft):
    browser, page = enters(ana), reverse("desk:plan_sheet", args=[draft.pk, "authority", "tienda"])
    stale = {**Filled(browser.get(page).content.decode()).told, "gesture": "11", "keep": "1"}
    says = somebody_else_writes(draft, "tienda: {refund: 30", "tienda: {refund: 10")
    answer = browser.post(page, stale, headers=ES)
    draft.refresh_from_db()
    assert answer.status_code == 422 and MOVED in words(answer) and draft.text == says


@pytest.mark.parametrize(("part", "name"), [("line", "L16"), ("law", "G7")])
def test_a_line_or_a_rule_is_switched_only_on_a_page_that_says_what_the_draft_says(enters, ana, draft, part, name):
    browser, page = enters(ana), reverse("desk:plan_version", args=[draft.pk])
    switch = reverse("desk:plan_switch", args=[draft.pk])
    sent = {**sent_by(browser, page, switch), "of": part, "off": name}
    says = somebody_else_writes(draft, "tienda: {refund: 30", "tienda: {refund: 10")
    for stale in (sent, {"of": part, "off": name}):
        answer = browser.post(switch, stale)
        draft.refresh_from_db()
        assert draft.text == says and DRAFT_MOVED in words(browser.get(answer["Location"], headers=ES))
    browser.post(switch, {**sent_by(browser, page, switch), "of": part, "off": name})
    draft.refresh_from_db()
    plan = versioning.plan_of(draft)
    assert [one.id for one in (*plan.resting_lines, *plan.resting_gates)] == [name]


def test_the_owner_signs_takes_back_and_throws_away_only_what_she_has_seen(enters, ana, draft):
    browser, page = enters(ana), reverse("desk:plan_version", args=[draft.pk])
    draft = versioning.change(draft, text=draft.text.replace("month: 900", "month: 800"), by=ana)
    acts = {name: reverse(f"desk:{name}", args=[draft.pk]) for name in ("plan_sign", "plan_undo", "plan_remove")}
    sent = {name: sent_by(browser, page, action) for name, action in acts.items()}
    says = somebody_else_writes(draft, "tienda: {refund: 30", "tienda: {refund: 40")
    for name, action in acts.items():
        browser.post(action, sent[name])
        assert DRAFT_MOVED in words(browser.get(page, headers=ES)), name
        held = PlanVersion.objects.get(pk=draft.pk)
        assert held.text == says and held.is_open, name
    assert keeping.current().authority["tienda"].limits["refund"] == 3000
    browser.post(acts["plan_sign"], sent_by(browser, page, acts["plan_sign"]))
    assert keeping.current().authority["tienda"].limits["refund"] == 4000


def test_the_strip_that_takes_back_does_not_take_back_somebody_elses_change(enters, ana, draft):
    browser, page = enters(ana), reverse("desk:plan_version", args=[draft.pk])
    line, undo = reverse("desk:plan_line", args=[draft.pk, "L16"]), reverse("desk:plan_undo", args=[draft.pk])
    held = Filled(browser.get(line).content.decode()).told["stood"][0]
    browser.post(reverse("desk:plan_line_remove", args=[draft.pk, "L16"]), {"stood": held})
    sent = sent_by(browser, page, undo)
    draft.refresh_from_db()
    assert "id: L16" not in draft.text and sent["stood"]
    says = somebody_else_writes(draft, "tienda: {refund: 30", "tienda: {refund: 10")
    browser.post(undo, sent)
    draft.refresh_from_db()
    assert draft.text == says


def test_a_text_typed_over_another_is_shown_again_and_not_kept(enters, ana, draft):
    browser, page = enters(ana), reverse("desk:plan_text", args=[draft.pk])
    sent = sent_by(browser, page, page)
    says = somebody_else_writes(draft, "tienda: {refund: 30", "tienda: {refund: 10")
    answer = browser.post(page, {**sent, "text": "# lo que escribí"}, headers=ES)
    draft.refresh_from_db()
    assert answer.status_code == 422 and "# lo que escribí" in words(answer) and DRAFT_MOVED in words(answer)
    assert draft.text == says


def test_words_made_from_what_was_read_are_not_written_over_what_stands_there_now(ana, draft):
    read = PlanVersion.objects.get(pk=draft.pk)
    says = somebody_else_writes(draft, "tienda: {refund: 30", "tienda: {refund: 10")
    for act in (
        lambda: versioning.change(read, text=read.text + "# más", by=ana), lambda: versioning.undo(read, by=ana),
        lambda: versioning.sign(read, by=ana), lambda: versioning.throw_away(read, by=ana),
    ):  # fmt: skip
        with pytest.raises(versioning.Moved):
            act()
    draft.refresh_from_db()
    assert draft.text == says
