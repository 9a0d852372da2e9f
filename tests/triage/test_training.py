"""The rows that train, and that training is repeatable. Without scikit-learn there is nothing to try."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

pytest.importorskip("sklearn")

from mostrador.triage import full
from mostrador.triage.heads import HEADS, SUBS
from mostrador.triage.matching import tokens
from mostrador.triage.training import fitting, making, mixing, packing, rows, tables
from mostrador.triage.weights import Light, shipped
from tests.triage import dev_rows

URGENCY = next(head for head in HEADS if head.name == "urgency")


def _public(folder: Path, **told: object) -> Path:
    row = {"id": "1", "text": "hola", "lang": "es", "kind": None, "sub": None, "urgency": None, "sentiment": None}
    row |= {"abuse": None, "spam": None, "source": "x", "tier": "ship"} | told
    with gzip.open(folder / "rows.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps(row) + "\n")
    return folder


SAYINGS = 3  # two hands knew the same saying, and it was noticed too late to train anew


def _runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of four words, of a text with six or more."""
    words = [token.word for token in tokens(text) if token.word.isalpha()]
    return {tuple(words[at : at + 4]) for at in range(len(words) - 3)} if len(words) >= 6 else set()


class TestRows:
    def test_the_authored_ones_are_all_readable(self):
        written = rows.authored()
        assert len(written) > 15_000
        assert {row.language for row in written} == {"es", "en", "pt"}
        assert {row.sub for row in written if row.sub} == set(SUBS)

    def test_none_of_those_for_scoring_trains(self):
        taught = {row.text.casefold().strip() for row in rows.authored()}
        scored = [row.text for language in dev_rows.LANGUAGES for row in dev_rows.rows(language)]
        assert [text for text in scored if len(text.split()) > 3 and text.casefold().strip() in taught] == []

    def test_hardly_one_of_those_for_scoring_trains_in_other_words(self):
        sets = (dev_rows.rows, dev_rows.several, dev_rows.untouched)
        scored = [row for each in dev_rows.LANGUAGES for read in sets for row in read(each)]
        theirs = {run for row in scored for run in _runs(row.text)}
        taught = rows.authored()
        alike = [row.text for row in taught if len(_runs(row.text) & theirs) * 2 > len(_runs(row.text))]
        assert len(alike) <= SAYINGS, alike

    def test_only_what_we_may_ship_trains(self, tmp_path: Path):
        assert len(list(rows.of_folder(_public(tmp_path)))) == 1
        for tier in ("research", "nc", None):
            assert list(rows.of_folder(_public(tmp_path, tier=tier))) == []

    def test_what_is_no_row_is_named(self, tmp_path: Path):
        file = tmp_path / "es.tsv"
        file.write_text("question\tprice\tnormal\tneu\t-\tcuánto\nquestion\tweather\tlow\tneu\t-\tllueve\n")
        with pytest.raises(rows.BadRow, match=r"es\.tsv:2"):
            list(rows.read_tsv(file))

    def test_a_mark_tells_the_need_more_exactly(self, tmp_path: Path):
        file = tmp_path / "es.tsv"
        file.write_text("praise\tpraise\tlow\tpos\t=recommend,+question\tos recomiendo siempre, ¿abrís hoy?\n")
        assert next(rows.read_tsv(file)).needs == {"recommendation", "question"}

    def test_posts_that_are_no_messages_teach_no_kind(self, tmp_path: Path):
        file = tmp_path / "abuse-es.tsv"
        file.write_text("-\t-\t-\tneg\tabuse\tqué payaso eres\n")
        [row] = rows.read_tsv(file)
        assert (row.sub, row.needs, row.urgency, row.abuse, row.language) == (None, None, None, True, "es")

    def test_what_was_written_for_one_head_teaches_no_other(self, tmp_path: Path):
        for name in rows.ONE_HEAD:
            file = tmp_path / f"{name}-es-fifth.tsv"
            file.write_text(
                "question\thuman\thigh\tneg\tmanager,+complaint\tque me atienda tu jefe, esto no funciona\n"
            )
            [row] = rows.read_tsv(file)
            told = {"abuse": row.abuse, "manager": row.manager, "needs": row.needs}
            assert [each for each, said in told.items() if said is not None] == [name]
            assert (row.sub, row.urgency, row.tone, row.spam, row.silent) == (None,) * 5

    def test_the_light_model_is_not_taught_what_is_for_the_full_one_alone(self):
        written = rows.authored()
        assert {row.source for row in written} > rows.FULL_ONLY
        assert {row.source for row in rows.for_light(written)} == {row.source for row in written} - rows.FULL_ONLY

    def test_the_shipped_weights_were_made_of_these_rows(self):
        written = rows.authored()
        both = rows.by_source([*written, *mixing.mixed(written)])
        assert rows.by_source(rows.for_light(written)).items() <= shipped().told["rows"].items()
        assert both.items() <= full.Full(full.SHIPPED).told["rows"].items()


class TestMixing:
    def test_two_messages_of_one_need_make_one_of_two_and_the_same_each_time(self):
        taught = rows.authored()
        mixed = mixing.mixed(taught)
        assert len(mixed) > 2_500 and mixed == mixing.mixed(taught)
        assert all(len(row.needs or ()) == 2 for row in mixed)

    def test_they_teach_nothing_but_their_needs(self):
        row = mixing.mixed(rows.authored())[0]
        assert (row.sub, row.urgency, row.tone, row.abuse, row.spam, row.manager, row.silent) == (None,) * 7

    def test_who_is_abusive_is_not_mixed(self):
        taught = [row for row in rows.authored() if row.abuse or len(row.needs or ()) != 1]
        assert mixing.mixed(taught) == []


class TestFitting:
    def test_the_same_rows_give_the_same_bytes(self):
        taught = rows.authored()[:300]
        table = tables.blocks([row.text for row in taught])
        rare = tables.rarity(table)
        once, again = (
            fitting.fit_head(URGENCY, fitting.questions()["urgency"], taught, tables.joined(table, rare))
            for _ in range(2)
        )
        assert once.weights.tobytes() == again.weights.tobytes()
        assert once.bias.tobytes() == again.bias.tobytes()

    @pytest.mark.slow
    def test_a_whole_training_gives_the_same_file_and_sorts(self, tmp_path: Path):
        taught = rows.authored()[::12]
        files = [tmp_path / name for name in ("once", "again")]
        for file in files:
            making.make_light(taught, file, say=lambda _words: None)
        assert files[0].read_bytes() == files[1].read_bytes()
        assert Light(files[0]).told["columns"] == packing.COLUMNS
