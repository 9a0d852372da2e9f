"""What the light model makes of messages written for this test, in three languages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mostrador.triage import heads, needs, sorting
from tests.triage import dev_rows
from tests.triage.written import WRITTEN


class TestNeeds:
    def test_the_leading_one(self):
        wrong = [(need, text) for _language, need, text in WRITTEN if sorting.sort(text).needs[0].kind != need]
        assert len(wrong) <= len(WRITTEN) * 0.1, wrong

    def test_languages_of_those_rows(self):
        wrong = [text for language, _need, text in WRITTEN if sorting.sort(text).language != language]
        assert len(wrong) <= len(WRITTEN) * 0.06, wrong

    def test_name_the_words_as_they_were_written(self):
        [need] = sorting.sort("Hola. ¿DÓNDE ESTÁ MI pedido?").needs
        assert (need.kind, need.words) == ("order_status", "DÓNDE ESTÁ MI")

    def test_what_says_nothing_is_something_else(self):
        [need] = sorting.sort("12345 ...").needs
        assert (need.kind, need.p) == ("other", sorting.UNKNOWN)

    @pytest.mark.parametrize(
        "text",
        ["no me encanta que tarde tanto", "not a great day", "nunca lo recomiendo a nadie", "não gostei muito"],
    )
    def test_of_what_is_denied_are_no_praise(self, text: str):
        assert sorting.sort(text).needs[0].kind not in ("praise", "recommendation")

    def test_survive_missing_accents_capitals_and_drawn_out_letters(self):
        for text in ("DONDE ESTA MI PEDIDO", "dónde está mi pedidoooo", "do\u0301nde esta\u0301 mi pedido"):
            assert sorting.sort(text).needs[0].kind == "order_status"

    def test_a_complaint_with_an_insult_stays_a_complaint(self):
        opinion = sorting.sort("El paquete llegó roto, sois unos idiotas")
        assert opinion.needs[0].kind == "complaint"
        assert opinion.abuse

    def test_are_all_on_the_one_list(self):
        assert set(heads.EXTRAS) | {needs.leading_need(sub) for sub in heads.SUBS} <= set(needs.KINDS)


class TestSeveralNeeds:
    def test_praise_and_a_complaint_are_both_kept_and_the_complaint_leads(self):
        """S2.7: given praise with a complaint, when sorted, then both needs are kept and the complaint leads."""
        first, *further = sorting.sort("Riquísimo el tinto. Pero llegó una botella rota.").needs
        assert (first.kind, first.words) == ("complaint", "rota")
        assert [(need.kind, need.words) for need in further] == [("praise", "Riquísimo")]

    def test_each_clause_is_heard(self):
        opinion = sorting.sort("Riquísimo el tinto, pero llegó una botella rota. ¿Me la cambiáis?")
        assert {need.kind: need.words for need in opinion.needs} == {
            "help_after_sale": "la cambiáis",
            "complaint": "rota",
            "praise": "Riquísimo",
        }
        assert opinion.needs[0].kind == "complaint"

    def test_a_question_aside(self):
        kinds = {need.kind for need in sorting.sort("Todo genial. Por cierto, ¿abrís el lunes?").needs}
        assert kinds == {"praise", "question"}

    @pytest.mark.parametrize(
        "text",
        ["Muchas gracias. Un saludo.", "Hola, buenas tardes. ¿A qué hora abrís?", "¿dónde está mi pedido? Gracias"],
    )
    def test_courtesy_is_no_further_need(self, text: str):
        assert len(sorting.sort(text).needs) == 1

    def test_what_is_denied_in_a_clause_is_no_praise(self):
        kinds = {need.kind for need in sorting.sort("Llegó tarde y mojado. No me encanta, la verdad.").needs}
        assert "praise" not in kinds


class TestDanger:
    @pytest.mark.parametrize("text", ["el corcho estaba podrido", "the cork was rotten", "veio podre"])
    def test_what_is_only_rotten_is_a_complaint(self, text: str):
        opinion = sorting.sort(text)
        assert opinion.needs[0].kind == "complaint"
        assert opinion.urgency != "critical"
        assert not any(need.kind == "safety" for need in opinion.needs)

    @pytest.mark.parametrize(
        "text",
        [
            "la carne estaba podrida y mi hijo está en urgencias",
            "there was glass in my salad and I cut my mouth",
        ],
    )
    def test_who_was_hurt_by_it_comes_first(self, text: str):
        [first, *_] = sorting.sort(text).needs
        assert (first.kind, first.p >= 0.6) == ("safety", True)

    def test_danger_half_believed_is_named_without_certainty(self):
        needs = {need.kind: need.p for need in sorting.sort("me pidieron en urgencias el informe").needs}
        assert needs.get("safety", 0.0) < 0.6


class TestUrgency:
    @pytest.mark.parametrize(
        ("text", "urgency"),
        [
            ("hay un trozo de metal en los cereales", "critical"),
            ("I will sue you, see you in court", "critical"),
            ("me cobraron dos veces", "critical"),
            ("sé dónde vives", "critical"),
            ("vazaram meus dados", "critical"),
            ("quiero cancelar el pedido", "high"),
            ("llegó roto", "high"),
            ("quiero comprar dos", "high"),
            ("¿dónde está mi pedido?", "normal"),
            ("what time do you open", "normal"),
            ("gracias por todo, sois geniales", "low"),
            ("gana dinero desde casa", "low"),
        ],
    )
    def test_follows_from_what_is_at_stake(self, text: str, urgency: str):
        assert sorting.sort(text).urgency == urgency


class TestAnswering:
    @pytest.mark.parametrize(
        "text", ["vale, gracias", "ok", "👍", "Perfecto!!", "thanks 😊", "tá bom, obrigada", "jajaja"]
    )
    def test_a_nod_waits_for_nothing(self, text: str):
        assert not sorting.sort(text).needs_answer

    @pytest.mark.parametrize(
        "text", ["vale, ¿y cuándo?", "ok pero no ha llegado", "hola", "?", "gracias, una duda", ""]
    )
    def test_anything_more_waits(self, text: str):
        assert sorting.sort(text).needs_answer

    def test_talk_among_friends_in_public_waits_for_nothing(self):
        for words in ("jajaja qué bueno", "qué ricoooo", "🔥🔥", "hoy ceno eso jaja", "so cute", "que delícia"):
            assert not sorting.sort(words, public=True).needs_answer, words
        for words in ("hay godello?", "sois una estafa", "quiero seis botellas", "sin respuesta desde el lunes"):
            assert sorting.sort(words, public=True).needs_answer, words

    def test_few_who_ask_are_taken_for_talk_among_friends(self):
        asking = ("complaint", "order", "purchase", "question", "feedback")
        rows = [row for code in dev_rows.LANGUAGES for row in dev_rows.rows(code) if dev_rows.kind_of(row) in asking]
        heard = [row for row in rows if sorting.sort(row.text, public=True).needs_answer]
        assert len(rows) == 300 and len(heard) >= 0.98 * len(rows)

    def test_tagging_a_friend_in_public_waits_for_nothing(self):
        assert not sorting.sort("@maria.p @luis", public=True).needs_answer
        assert sorting.sort("@maria.p ¿tienen de esto?", public=True).needs_answer

    def test_spam_and_bare_insults_wait_for_nothing(self):
        assert not sorting.sort("gana dinero desde casa http://x.xyz").needs_answer
        assert not sorting.sort("gilipollas").needs_answer

    @pytest.mark.parametrize(
        "text", ["quiero hablar con el encargado", "get me your manager", "chama o gerente", "que se ponga la dueña"]
    )
    def test_whoever_asks_for_the_manager_is_heard(self, text: str):
        assert sorting.sort(text).asks_for_manager


class TestTone:
    @pytest.mark.parametrize(
        ("text", "tone"),
        [
            ("me encanta, muchas gracias por todo", "pos"),
            ("llegó roto y nadie responde", "neg"),
            ("¿a qué hora abrís?", "neu"),
            ("péssimo", "neg"),
            ("amazing quality", "pos"),
        ],
    )
    def test_of_a_message(self, text: str, tone: str):
        assert sorting.sort(text).tone == tone


class TestLanguage:
    def test_of_a_word_without_one_is_what_they_wrote_before(self):
        assert sorting.sort("info", hint="pt").language == "pt"
        assert sorting.sort("where is my order", hint="pt").language == "en"

    def test_is_told_honestly(self):
        assert sorting.sort("12345").language_p < 0.5
        assert sorting.sort("¿Cuándo me llega el pedido que hice ayer?").language_p > 0.95


class TestStrength:
    @given(text=st.text(max_size=200))
    @settings(max_examples=200, deadline=None)
    def test_any_text_has_an_opinion(self, text: str):
        opinion = sorting.sort(text)
        assert all(need.kind in needs.KINDS and 0 < need.p < 1 for need in opinion.needs)
        assert bool(opinion.needs) == bool(text.strip())

    def test_a_very_long_text_costs_little(self):
        started = time.process_time()
        sorting.sort("donde devolver cuanto no llega idiota " * 20_000)
        assert time.process_time() - started < 1.0


class TestTheList:
    def test_every_need_has_a_name_and_a_kind(self):
        for kind in needs.KINDS:
            assert needs.label(kind)
            assert needs.kind_of(kind)

    def test_another_word_is_refused(self):
        with pytest.raises(needs.UnknownNeed, match="There is no need “wine”"):
            needs.kind_of("wine")
