"""What plain words know better than the models: threats, everyday talk with a trace of danger, buyers like adverts."""

from pathlib import Path

import pytest

from mostrador.triage import deepening, faint, sorting, tempering, thinker, threats
from mostrador.triage.reading import read
from tests.triage import dev_rows
from tests.triage.both_models import MODELS

FOLDER = Path(__file__).with_name("tempered")
WEAK_FOUND = {"danger": 25, "danger_unseen": 12}  # of 48 and 20, by the light model; 31 and 14 measured
IN_VAIN = 1  # of 104: "el corcho se partió y ahora hay trocitos en el vino", by the full model
TAKEN_FOR_COMPLAINTS, CALLED_CRITICAL = 12, 7  # of 140 that are none; 12 light and 5 full, 1 and 6 measured
QUIET_COMPLAINTS = 38  # of 50; 39 and 43 measured


def rows(name: str, answer: str) -> list[str]:
    lines = [line.split("\t") for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
    return [text for _, asked, text in lines if asked == answer]


def kinds(text: str, think=lambda _: None) -> set[str]:
    return {need.kind for need in sorting.sort(text, deeper=think(text)).needs}


@pytest.mark.parametrize("think", MODELS)
def test_everyday_talk_calls_nobody(think) -> None:
    false = [text for text in rows("everyday", "no") if "safety" in kinds(text, think)]
    assert len(false) <= IN_VAIN, false


@pytest.mark.parametrize("think", MODELS)
def test_everyday_talk_is_seldom_a_complaint_and_quiet_complaints_are(think) -> None:
    """The rows were written before anybody looked at what the models make of such talk, and train nothing."""
    chat = [sorting.sort(text, deeper=think(text)) for text in rows("complaining", "no")]
    assert sum(opinion.kind == "complaint" for opinion in chat) <= TAKEN_FOR_COMPLAINTS
    assert sum(opinion.urgency == "critical" for opinion in chat) <= CALLED_CRITICAL
    quiet = [sorting.sort(text, deeper=think(text)) for text in rows("complaining", "yes")]
    assert sum(opinion.kind == "complaint" for opinion in quiet) >= QUIET_COMPLAINTS


@pytest.mark.parametrize("think", MODELS)
@pytest.mark.parametrize(
    "text",
    [
        "¿Vendéis sacacorchos? El mío se ha quedado dentro del corcho",
        "dos botellas sin etiquetar",
        "tengo al niño con fiebre",
        "Se lo recomendé a mi cuñado y va a ir el sábado",
        "Voy a ir el sábado con mi cuñado",
        "vou aí no sábado com meu cunhado",
    ],
)
def test_what_had_been_taken_for_danger_is_none(text: str, think) -> None:
    assert "safety" not in kinds(text, think)


@pytest.mark.parametrize("name", WEAK_FOUND)
def test_danger_without_a_telling_word_is_still_heard(name: str) -> None:
    """Nobody looked at `danger_unseen` while the list of signs was written."""
    assert sum("safety" in kinds(text) for text in rows(name, "yes")) >= WEAK_FOUND[name]


@pytest.mark.parametrize(
    "text", ["mi hijo tiene fiebre desde que comió vuestro queso", "my girl has a fever after eating your prawns"]
)
def test_who_is_ill_of_what_we_sold_is_not_merely_ill(text: str) -> None:
    assert not faint.only_ill(read(text))


@pytest.mark.parametrize("text", [*rows("threats", "yes"), "Si no me lo arregláis quemo la tienda"])
def test_a_threat_is_abuse_and_danger(text: str) -> None:
    opinion = sorting.sort(text)
    assert {"abuse", "safety"} <= {need.kind for need in opinion.needs}
    assert opinion.abuse and opinion.urgency == "critical" and opinion.needs_answer


def test_fire_told_of_or_jested_with_is_no_threat() -> None:
    assert [text for text in rows("threats", "no") if threats.said(read(text))] == []


@pytest.mark.parametrize("think", MODELS)
@pytest.mark.parametrize("text", ["os mato a besos", "os voy a quemar... las existencias", "vou te matar de beijos"])
def test_love_put_loudly_is_no_abuse(text: str, think) -> None:
    opinion = sorting.sort(text, deeper=think(text))
    assert not opinion.abuse and opinion.urgency != "critical"
    assert "abuse" not in {need.kind for need in opinion.needs}


@pytest.mark.parametrize("think", MODELS)
@pytest.mark.parametrize("text", rows("threats", "yes"))
def test_a_threat_is_never_thanked(text: str, think) -> None:
    assert sorting.sort(text, deeper=think(text)).needs[0].kind in ("abuse", "safety")


def test_what_is_critical_is_never_thanked() -> None:
    every = [row for each in dev_rows.LANGUAGES for row in [*dev_rows.rows(each), *dev_rows.grave(each)]]
    critical = [said for row in every if (said := sorting.sort(row.text)).urgency == "critical"]
    assert len(critical) >= 100
    assert not {"praise", "recommendation", "greeting"} & {opinion.needs[0].kind for opinion in critical}


def test_of_rows_by_another_hand_only_threats_are_taken_for_them() -> None:
    every = [row for each in dev_rows.LANGUAGES for row in [*dev_rows.rows(each), *dev_rows.grave(each)]]
    assert [row.text for row in every if threats.said(read(row.text)) and row.sub != "abuse.threat"] == []


@pytest.mark.parametrize("think", MODELS)
@pytest.mark.parametrize(
    "text", [*rows("shopping", "no"), "Looking for a gift for our hosts, around 20 €. They drink red."]
)
def test_who_means_to_buy_is_no_advert(text: str, think) -> None:
    opinion = sorting.sort(text, deeper=think(text))
    assert not opinion.spam and opinion.kind != "spam" and opinion.needs_answer


@pytest.mark.parametrize("text", rows("shopping", "yes"))
def test_who_offers_something_still_is_one(text: str) -> None:
    assert sorting.sort(text).spam


def test_a_buyers_words_beside_a_link_count_for_nothing() -> None:
    text = "Looking for a gift? Win a free iPhone, click http://win.click now"
    assert sorting.sort(text).spam


class TestTakenBack:
    WEAK = "el sol quema la etiqueta del escaparate"

    @pytest.mark.skipif(not thinker.installed(), reason="the extra `encoder` is not installed")
    def test_only_what_was_weak_and_in_no_strong_word(self) -> None:
        strong = "hay vidrio dentro de la mermelada"
        assert tempering.taken_back(self.WEAK, first=0.1, deeper=deepening.deepen(self.WEAK))
        assert not tempering.taken_back(self.WEAK, first=0.7, deeper=deepening.deepen(self.WEAK))
        assert not tempering.taken_back(strong, first=0.1, deeper=deepening.deepen(self.WEAK))

    def test_nothing_without_the_full_model(self) -> None:
        assert not tempering.taken_back(self.WEAK, first=0.1, deeper=None)
