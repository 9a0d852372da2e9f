"""A plan from the past: clocks, owners, lines and limits that were really kept, with their evidence, checking clean."""

from datetime import timedelta

import pytest
from hypothesis import given

from mostrador.plan import editing, proposing, reading
from mostrador.plan.proposing.drafting import said
from mostrador.plan.voice import speaking
from tests.plan.conftest import SAMPLE
from tests.plan.pasts import PASTS, answered, gave, heard, past

TEXT = SAMPLE.read_text(encoding="utf-8")


def many(minutes: float, count: int = 25, *, need: str = "complaint", **who: object):
    """Return as many errands, each answered after so many minutes, but every tenth an hour later."""
    for number in range(1, count + 1):
        yield heard(number, number, need, case=number)
        late = 60 if number % 10 == 0 else 0
        yield answered(number + minutes + late, case=number, **who)  # type: ignore[arg-type]  # each by its name, as that takes it


def evidence(draft: proposing.Draft) -> dict[tuple[object, ...], str]:
    return {one.path: said(one, lambda msgid: msgid) for one in draft.taken}


def test_a_clock_is_what_nine_in_ten_were_really_answered_in():
    draft = proposing.draft(TEXT, past(*many(22)))
    assert evidence(draft)["doors", "whatsapp", "first"] == "23 of 25 answered within 30m, half of them within 22m"
    plan = reading.read(draft.text)
    assert plan.doors["whatsapp"].first == timedelta(minutes=30) and plan.version == "2.4.0"
    assert "# doors.whatsapp.first: 23 of 25 answered" in draft.text


def test_who_really_answers_a_line_gets_it():
    draft = proposing.draft(TEXT, past(*many(10, name="Leo", role="manager")))
    assert evidence(draft)["lines", "L09", "do"] == "25 of 25 were answered by cm"
    line = reading.read(draft.text).line("L09")
    assert line is not None and line.value_of("assign") == "cm"


def test_what_only_the_default_took_gets_a_line():
    draft = proposing.draft(TEXT, past(*many(10, need="question", name="Marta")))
    assert "no line spoke of these 25; tienda answered 25 of 25" in evidence(draft)["lines", "L99"]
    plan = reading.read(draft.text)
    assert [str(line.when) for line in plan.lines][-2:] == ["need: question", "any"]


def test_a_limit_is_what_was_really_given_and_never_shrinks_up_the_ladder():
    gifts = [gave(number, 5_500, case=number) for number in range(1, 9)]
    draft = proposing.draft(TEXT, past(*gifts))
    assert evidence(draft)["authority", "tienda", "refund"] == "given 8 times: half up to 55, nine in ten up to 55"
    limits = [reading.read(draft.text).authority[role].limits["refund"] for role in ("tienda", "cm", "dueña")]
    assert limits == [6_000, 6_000, 60_000]


def test_each_change_is_told_as_the_plan_says_it():
    """A changed clock and a new line; a limit beside them, though it was found last."""
    gifts = [gave(number, 5_500, case=number + 100) for number in range(1, 9)]
    draft = proposing.draft(TEXT, past(*many(10, need="question", name="Marta"), *gifts))
    says = [sentence for _, sentences in proposing.told(TEXT, draft.taken, speaking("es")) for sentence in sentences]
    assert says == [
        "whatsapp: primera respuesta en 10 min (antes 15 min).",
        "Nuevo: Si preguntan algo: dárselo a Marta o Iker y contestar.",
        "Marta e Iker pueden devolver 60\xa0€ (antes 30\xa0€).",
    ]


@pytest.mark.parametrize("count", [0, 5])
def test_too_little_past_proposes_nothing(count: int):
    draft = proposing.draft(TEXT, past(*many(22, count)))
    assert draft.taken == () and draft.text == TEXT


def test_a_proposal_that_the_plan_would_not_bear_is_left_out_and_said():
    text = editing.put(TEXT, ("authority", "dueña", "refund"), "60")
    gifts = [gave(number, 9_000, case=number) for number in range(1, 9)]
    draft = proposing.draft(text, past(*gifts))
    assert [one.path for one in draft.left_out] == [("authority", "tienda", "refund")] and draft.taken == ()


@given(PASTS)
def test_whatever_the_past_the_draft_checks_clean_and_is_the_same_twice(found):
    draft = proposing.draft(TEXT, found)
    assert reading.read(draft.text).lines and draft == proposing.draft(TEXT, found)
