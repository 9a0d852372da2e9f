"""A sheet of the plan: read back as it was written, written back as it was filled in, and every comment stays."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mostrador.demo.loading import PLAN as DEMO
from mostrador.plan import editing, explaining, filling, reading, sheets
from mostrador.plan.editing import NoSuchPlace
from mostrador.plan.keeping import FIRST
from mostrador.plan.sheets_of_the_plan import SHEETS, of_row
from mostrador.plan.voice import speaking
from tests.plan.conftest import SAMPLE

TEXT = SAMPLE.read_text(encoding="utf-8")
PLANS = {one.name: one.read_text(encoding="utf-8") for one in (SAMPLE, FIRST, DEMO)}
WRITTEN_OUT = """
tone:                       # la voz
  # así, y no de otra manera
  address: tú               # nunca usted
  sign_with: first_name
  never:                    # lo que no se dice
    - "consulte la web"     # lo dijo el jefe anterior
    # esta la propuso Leo
    - lamentamos las molestias   # ni en broma
    - "2026"                # el año malo
  do: [decir cuándo,        # siempre
       "decir qué"]
crisis:
  level_1: {name: brote, any: {neg_authors_2h: 5}, lead: cm, act_within: 30m, do: [watch]}
  stand_down: {
    below_for: 12h,         # medio día
    drill_every: 90d        # con café
  }
  holding:                  # para empezar
    h2: |                   # con calma
      Lo hemos visto.

      A las {hora} contamos más.
    # y este otro
    h3: >
      Hemos parado
      la venta.
    h4: {es: "Hola.", en: Hello.}   # en dos idiomas
questions:
  # la primera
  - id: Q1                  # no la quites
    text: "¿Qué tal?"       # corta
    to: orders
    after: 2d
    per_person: 1/90d
  - {id: Q7, text: "¿Y el vino?", to: everyone, after: 0m, per_person: once}   # la segunda
"""


def written_out(text=TEXT):
    """Return the example with some of its parts written one below the other, and comments everywhere."""
    lines = text.splitlines(keepends=True)
    for name in ("tone", "crisis", "questions"):
        begin = next(number for number, line in enumerate(lines) if line.startswith(f"{name}:"))
        end = next(number for number in range(begin + 1, len(lines)) if lines[number][:1].isalpha())
        del lines[begin:end]
    return "".join(lines) + WRITTEN_OUT.lstrip()


PLANS["written out"] = written_out()


def entries(text):
    """Go through every sheet that a plan has, with the entries that its sentences lead to."""
    plan, seen = reading.read(text, checked=False), {}
    for row in explaining.sentences(plan):
        sheet = of_row(row)
        if sheet is not None:
            seen.setdefault(sheet.key, []).append(row)
    return [
        (SHEETS[key], entry)
        for key, rows in seen.items()
        for entry in dict.fromkeys(sheets.entry_of(SHEETS[key], row, number) for number, row in enumerate(rows))
    ]


ALL = [(name, sheet, entry) for name, text in PLANS.items() for sheet, entry in entries(text)]


def named(one):
    return one if isinstance(one, str) else one.key


@pytest.mark.parametrize(("name", "sheet", "entry"), ALL, ids=named)
def test_what_is_kept_as_it_stands_changes_not_one_character(name, sheet, entry):
    text = PLANS[name]
    assert sheets.filled(sheet, text, entry, sheets.standing(sheet, text, entry)) == text


def test_every_part_of_the_example_and_of_the_first_plan_has_its_sheet():
    found = {name: {sheet.key for sheet, _entry in entries(text)} for name, text in PLANS.items()}
    assert found[SAMPLE.name] == SHEETS.keys() - {"text"} and found[DEMO.name] == SHEETS.keys()
    assert found[SAMPLE.name] - found[FIRST.name] == {
        "aim", "segment", "measure", "gestures", "question", "starter", "tone", "troll",
    }  # fmt: skip
    fixed = {key for key, one in SHEETS.items() if not one.can_go}
    assert fixed == {"house", "closed", "floor"}, "what no plan can do without"


CHANGES = [
    ("tone", "", {"address": ("usted",)}, lambda plan: plan.tone.address == "usted"),
    ("tone", "", {"max_public_turns": ("3",)}, lambda plan: plan.tone.max_public_turns == 3),
    ("tone", "", {"never": ("consulte la web", "no: nunca #1", "2027")},
     lambda plan: plan.tone.never == ("consulte la web", "no: nunca #1", "2027")),
    ("tone", "", {"do": ("decir qué", "decir cuándo")}, lambda plan: plan.tone.do == ("decir qué", "decir cuándo")),
    ("stand-down", "", {"debrief_within": ("5d",), "below_for": ("1d",)},
     lambda plan: plan.crisis.stand_down.debrief_within.days == plan.crisis.stand_down.below_for.days + 4 == 5),
    ("statement", "h2", {"words": ("Una línea: «y otra».\n\nOtra más, a las {hora}.",)},
     lambda plan: plan.crisis.holding["h2"].text("es").strip().endswith("Otra más, a las {hora}.")),
    ("statement", "h3", {"words": ("Corta",)}, lambda plan: plan.crisis.holding["h3"].text("es") == "Corta"),
    ("statement", "h4", {"es": ("Adiós",), "pt": ("Tchau: já",), "en": ()},
     lambda plan: plan.crisis.holding["h4"].texts == {"es": "Adiós", "pt": "Tchau: já"}),
    ("question", "Q1", {"text": ("¿Todo bien? # sí",), "decides": ("nada, de momento",)},
     lambda plan: (plan.questions[0].text, plan.questions[0].decides) == ("¿Todo bien? # sí", "nada, de momento")),
    ("question", "Q7", {"after": ("3d",), "per_person": ("1/30d",)}, lambda plan: plan.questions[1].after.days == 3),
    ("troll", "", {"steps": ("one_question", "one_polite_reply", "report"), "review.after": ("3d",)},
     lambda plan: plan.troll.steps[::2] == ("one_question", "report") and plan.troll.review_after.days == 3),
    ("segment", "vecinos", {"doors": ("tienda", "x"), "evidence": ()},
     lambda plan: (plan.segments[0].doors, plan.segments[0].evidence) == (("tienda", "x"), "")),
    ("rung", "1", {"to": ("dueña",), "after": ("45m",)}, lambda plan: plan.escalation[1].to == "dueña"),
    ("starter", "2", {"day": ("sun",), "line": ("¿Qué tal?",)}, lambda plan: plan.calendar[2].day == "sun"),
    ("closed", "", {"country": ("PT",), "holidays": ("2026-12-24", "2026-12-31")},
     lambda plan: plan.locale.country == "PT" and len(plan.locale.holidays) == 2),
    ("floor", "", {"floor": ("72.5",)}, lambda plan: plan.triage.floor == 0.725),
    ("house", "", {"owner": ("cm",), "review_by": ("2027-01-15",), "locale.currency": ("MXN",)},
     lambda plan: (plan.owner, plan.review_by.year, plan.locale.currency) == ("cm", 2027, "MXN")),
    ("hours", "guardia", {"words": ("mon-fri 10:00-21:00",)},
     lambda plan: plan.hours["guardia"].text.endswith("21:00")),
    ("door", "whatsapp", {"window": ("20h",), "kind": ("any",), "fallback": ("x",)},
     lambda plan: (plan.doors["whatsapp"].window.total_seconds(), plan.doors["whatsapp"].fallback) == (72000, "x")),
    ("role", "cm", {"people": ("Leo", "Eva"), "backup": ("dueña",), "member_role": ("manager",)},
     lambda plan: (plan.roles["cm"].people, plan.roles["cm"].member_role) == (("Leo", "Eva"), "manager")),
    ("authority", "tienda", {"refund": ("30.5",), "discount": (), "may": ("reply", "order")},
     lambda plan: (plan.authority["tienda"].limits, len(plan.authority["tienda"].may))
     == ({"refund": 3050, "gesture": 1500}, 2)),
    ("aim", "O2", {"now": ("2h",), "target": ("<=45m",)},
     lambda plan: (plan.objectives[1].now, plan.objectives[1].target.amount) == (7200, 2700)),
    ("gestures", "", {"budget_month": ("90.5",), "big.per_year": ("1",), "idea_from": ("order_history",),
                      "holdout.share": ("12.5",), "holdout.applies_to": ("all",)},
     lambda plan: (plan.gestures.budget_month, plan.gestures.idea_from, plan.gestures.holdout.share)
     == (9050, ("order_history",), 0.125)),
    ("level", "level_1", {"any.surge.ratio": ("3.5",), "any.surge.min_authors": ("4",), "any.press": ("2",)},
     lambda plan: (plan.crisis.level(1).surge.ratio, plan.crisis.level(1).counts["press"]) == (3.5, 2)),
    ("measure", "", {"hour_cost": ("17.5",), "gross_margin": ("40",), "report_every": ("30d",)},
     lambda plan: (plan.measure.hour_cost, plan.measure.gross_margin) == (1750, 0.4)),
    ("troll", "", {"presume": ("criticism",), "evidence_needed": ("3",)}, lambda plan: plan.troll.evidence_needed == 3),
]  # fmt: skip


@pytest.mark.parametrize(("key", "entry", "wanted", "holds"), CHANGES)
def test_what_is_filled_in_is_what_the_plan_reads_and_comments_and_order_stay(key, entry, wanted, holds):
    text, sheet = PLANS["written out"], SHEETS[key]
    after = sheets.filled(sheet, text, entry, {**sheets.standing(sheet, text, entry), **wanted})
    assert holds(reading.read(after, checked=False)), after
    kept = [line.partition("#")[2] for line in after.splitlines() if "#" in line]
    assert [one for one in comments(text) if not any(one in line for line in kept)] == []
    assert editing.keys_of(after)[: len(editing.keys_of(text))] == editing.keys_of(text)
    again = {**sheets.standing(sheet, text, entry), **wanted}
    stands = sheets.standing(sheet, after, entry)
    assert all(
        filling.same(field, stands[field.name], again[field.name]) for field in sheets.fields(sheet, after, entry)
    )


def comments(text):
    return [line.partition("#")[2].strip() for line in text.splitlines() if "#" in line]


def test_what_is_emptied_takes_its_own_comments_along_and_no_other():
    text = PLANS["written out"]
    for key, emptied, gone in (
        ("tone", "do", {"siempre"}), ("stand-down", "drill_every", {"con café"}),
        ("tone", "address", {"nunca usted", "así, y no de otra manera"}),
    ):  # fmt: skip
        sheet = SHEETS[key]
        after = sheets.filled(sheet, text, "", {**sheets.standing(sheet, text, ""), emptied: ()})
        assert not sheets.standing(sheet, after, "")[emptied]
        assert set(comments(text)) - set(comments(after)) == gone


def test_only_the_line_of_what_changes_is_another():
    text, sheet = PLANS["written out"], SHEETS["tone"]
    never = ("consulte la web", "ni hablar", "2026")
    after = sheets.filled(sheet, text, "", {**sheets.standing(sheet, text, ""), "never": never})
    differ = [(a, b) for a, b in zip(text.splitlines(), after.splitlines(), strict=True) if a != b]
    assert differ == [("    - lamentamos las molestias   # ni en broma", "    - ni hablar   # ni en broma")]
    sheet, words = SHEETS["statement"], ("Lo hemos visto.\n\nA las {hora}, más.",)
    after = sheets.filled(sheet, text, "h2", {**sheets.standing(sheet, text, "h2"), "words": words})
    assert (
        "    h2: |                   # con calma\n      Lo hemos visto.\n\n      A las {hora}, más.\n    # y este"
        in after
    )


def test_a_new_entry_is_put_in_and_taken_out_again():
    for name, text in PLANS.items():
        for key, wanted in NEW.items():
            sheet = SHEETS[key]
            values = {**sheets.standing(sheet, text, None), **wanted}
            entry = sheets.entry_put_in(sheet, text, values)
            after = sheets.filled(sheet, text, None, values)
            plan = reading.read(after, checked=False)
            assert sheets.sentences(sheet, plan, entry, speaking("es")), (name, key)
            stands = sheets.standing(sheet, after, entry)
            assert {one: stands[one] for one in wanted if one in stands} == {
                one: value for one, value in wanted.items() if one in stands
            }
            assert reading.read(sheets.without(sheet, after, entry), checked=False).hash == reading.read(text).hash


NEW = {
    "question": {"text": ("¿Volverías?",), "to": ("everyone",), "after": ("1d",), "per_person": ("once",)},
    "starter": {"day": ("mon",), "door": ("x",), "about": ("customer",), "line": ("¿Qué tal: todo bien?",)},
    "segment": {"id": ("turistas",), "text": ("De paso",), "doors": ("x",)},
    "statement": {"called": ("h9",), "words": ("A las {hora}: más.\nGracias.",)},
    "text": {"called": ("cerrado",), "words": ("Volvemos mañana.",)},
    "hours": {"called": ("verano",), "words": ("mon-fri 10:00-14:00 holidays 10:00-12:00",)},
    "role": {"called": ("taller",), "people": ("Eva", "Noé"), "backup": ("dueña",)},
    "door": {"called": ("Línea del taller",), "first": ("1h",), "hours": ("tienda",), "priority": ("2",)},
    "aim": {
        "text": ("Deprisa: siempre",),
        "metric": ("first_human_reply_p90",),
        "target": ("<=2h",),
        "by": ("2027-01-31",),
    },
}


def test_a_step_of_the_ladder_is_put_in_at_its_time():
    sheet = SHEETS["rung"]
    wanted = {"to": ("tienda",), "after": ("45m",)}
    assert sheets.entry_put_in(sheet, TEXT, wanted) == "2"
    plan = reading.read(sheets.filled(sheet, TEXT, None, wanted), checked=False)
    assert [rung.to for rung in plan.escalation] == ["tienda", "cm", "tienda", "dueña"]
    assert sheets.next_id(SHEETS["question"], TEXT) == "Q4"


def test_a_part_that_stands_alone_is_begun_where_there_is_none():
    text = PLANS[FIRST.name]
    asked = SHEETS["troll"], SHEETS["tone"]
    for sheet, wanted in zip(asked, (
        {"evidence_needed": ("2",), "never": ("hide_criticism",), "review.by": ("dueña",), "review.after": ("7d",)},
        {"sign_with": ("first_name",), "never": ("consulte la web",)},
    ), strict=True):  # fmt: skip
        text = sheets.filled(sheet, text, "", {**sheets.standing(sheet, text, ""), **wanted})
    plan = reading.read(text)
    assert plan.troll.review_by == "dueña" and plan.tone.never == ("consulte la web",)


def test_what_is_not_there_is_no_place():
    for key, entry in (("question", "Q77"), ("rung", "9"), ("statement", "h77"), ("starter", "-1")):
        with pytest.raises(NoSuchPlace):
            sheets.standing(SHEETS[key], TEXT, entry)


words = st.text(min_size=1, max_size=30).map(lambda said: " ".join(filling.UNSEEN.sub(" ", said).split())).filter(bool)


@given(
    never=st.lists(words, max_size=5),
    do=st.lists(words, max_size=4, unique=True),
    said=words,
    name=st.sampled_from(sorted(PLANS)),
)
@settings(max_examples=15, deadline=None)
def test_whatever_is_typed_is_read_back_and_no_comment_of_another_is_lost(never, do, said, name):
    text, tone = PLANS[name], SHEETS["tone"]
    wanted = {**sheets.standing(tone, text, ""), "never": tuple(never), "do": tuple(do), "sign_with": ("house",)}
    after = sheets.filled(tone, text, "", wanted)
    plan = reading.read(after, checked=False)
    assert (plan.tone.never, plan.tone.do) == (tuple(never), tuple(do))
    assume("h2" in plan.crisis.holding)
    sheet = SHEETS["statement"]
    after = sheets.filled(sheet, after, "h2", {**sheets.standing(sheet, after, "h2"), "words": (said,)})
    plan = reading.read(after, checked=False)
    assert plan.crisis.holding["h2"].text("es").strip() == said
    theirs = {"siempre", "lo dijo el jefe anterior", "ni en broma", "el año malo", "esta la propuso Leo"}
    theirs |= set() if never else {"lo que no se dice"}  # the whole list went
    found = " ".join(line for line in after.splitlines() if "#" in line)
    assert {one for one in comments(text) if one not in found} <= theirs, "only those of rows that went may go"
