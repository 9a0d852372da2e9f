"""What our own words do by themselves is read in three languages, and honest answers are not taken for it."""

import pytest

from mostrador.triage import offering, pledging
from tests.triage.harmless_answers import BESIDE, FIRST, LAST, LATER
from tests.triage.typed_answers import IN_WORDS, NO_SUMS, OFFERS, REPEATED, SEVERAL, SUMS


@pytest.mark.parametrize("text", OFFERS)
def test_an_offer_is_read_as_one(text):
    assert offering.offer(text) == text


@pytest.mark.parametrize("row", SUMS)
def test_a_sum_that_is_promised_is_read_with_its_kind(row):
    kind, amount, text = row.split(" | ")
    assert [(one.kind, one.amount) for one in pledging.find(text)] == [(kind, amount)]
    assert all(one.words in text for one in pledging.find(text))


@pytest.mark.parametrize("row", IN_WORDS)
def test_a_sum_in_words_is_read_as_figures(row):
    kind, figures, text = row.split(" | ")
    assert [(one.kind, one.figures) for one in pledging.find(text)] == [(kind, figures)]


@pytest.mark.parametrize("row", SEVERAL + REPEATED)
def test_sums_added_in_the_same_breath_are_read_each_with_its_kind_and_how_often(row):
    told, text = row.split(" | ")
    assert " + ".join(_told(one) for one in pledging.find(text)) == told
    assert all(one.words in text for one in pledging.find(text))


def _told(one: pledging.Pledge) -> str:
    return f"{one.kind} {one.figures}" + (f" x{one.times}" if one.times > 1 else "")


def test_equal_sums_of_two_days_are_two_and_one_that_is_told_again_is_one():
    def repeats(text: str) -> bool:
        first, again = pledging.find(text)
        return again.repeats(first)

    assert not repeats("Hoy te devuelvo 40 €. Mañana te devuelvo 40 €.")
    assert not repeats("I'll refund you $40 today. I'll refund you $40 next week.")
    assert repeats("Hoy te devuelvo 40 €. Mañana te ingresamos esos 40 €.")
    assert repeats("Te devolvemos 40 €. Mañana te devolvemos 40 €, prometido.")


def test_the_same_sum_said_twice_says_whether_it_is_another_one():
    again = pledging.find("Te devolvemos 20 €. Hoy te ingresamos esos 20 €.")
    another = pledging.find("Te devolvemos 20 €. También te devolvemos 20 € del envío.")
    assert [one.anew for one in again] == [False, False]
    assert sorted(one.anew for one in another) == [False, True]


@pytest.mark.parametrize("text", NO_SUMS)
def test_numbers_and_money_in_words_that_promise_nothing_are_no_sum(text):
    assert list(pledging.find(text)) == []


def test_harmless_answers_are_neither():
    harmless = [*FIRST, *LATER, *LAST, *BESIDE]
    wrong = [text for text in harmless if offering.offer(text) or list(pledging.find(text))]
    assert len(harmless) > 155 and wrong == []


def test_an_endless_text_costs_no_more_than_its_beginning():
    text = "te devolvemos " * 20_000 + "500 euros"
    assert not offering.offer(text) and not list(pledging.find(text))


def test_somebody_who_asks_what_is_on_offer():
    assert offering.asks_for_offers("¿Tenéis algo en oferta?") and offering.asks_for_offers("Any deals this week?")
    assert not offering.asks_for_offers("De seis botellas han llegado dos rotas.")
