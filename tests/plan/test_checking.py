"""The check of a plan: the example of the schema has no error, and each way to break it is told with line and fix."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from mostrador.plan import doing, law, matching, reaching, reading, texts
from mostrador.plan.findings import PlanWrong
from mostrador.plan.shape import Locale

TODAY = date(2026, 5, 14)
DEMO = Path(reading.__file__).parents[1] / "demo" / "plan.yaml"


def findings(text, *, today=TODAY, level="error"):
    try:
        found = reading.read(text, file="plan.yaml", today=today).warnings
    except PlanWrong as wrong:
        found = wrong.findings
    return [one for one in found if one.level == level]


def test_the_example_plan_has_no_error_and_two_things_to_think_about(vidriera_text):
    assert findings(vidriera_text) == []
    assert [one.line for one in findings(vidriera_text, level="warning")] == [16, 23]


BROKEN = [
    # what is written, what instead, on which line it is told, what is said
    ("owner: dueña", "owner: jefa", 6, "`jefa` is no role"),
    ("{people: [Leo], backup: tienda}", "{people: [Leo], backup: turno}", 11, "`turno` cannot stand in"),
    ("{people: [Leo], backup: tienda}", "{people: [Leo]}", 11, "cm has no stand-in"),
    ("{people: [Ana], backup: cm}", "{people: [Ana], backup: dueña}", 10, "`dueña` cannot stand in for dueña"),
    ("[escalate: dueña, pause_posts", "[escalate: gerente, pause_posts", 35, "that is no role"),
    ("do: [assign: cm", "do: [assign: nadie", 51, "that is no role"),
    ("{to: cm, after: 30m}", "{to: encargado, after: 30m}", 57, "`encargado` is no role"),
    ("lead: cm", "lead: portavoz", 59, "`portavoz` is no role"),
    ("review: {by: dueña", "review: {by: juez", 64, "`juez` is no role"),
    ("  tienda: {refund: 30", "  caja: {refund: 30", 53, "`caja` is no role"),
    ("doors: [tienda, whatsapp, google]", "doors: [tienda, fax]", 20, "`fax` in vecinos is no door"),
    ("{day: sat, door: x", "{day: sat, door: radio", 80, "`radio` is no door"),
    ("fallback: web_chat", "fallback: paloma", 24, "the fallback `paloma` is no door"),
    ("doors: [whatsapp, instagram_dm,", "doors: [wasap, instagram_dm,", 67, "`wasap` in G2 is no door"),
    ("metric: silence_share_24h", "metric: silencio", 14, "`silencio` is no metric"),
    ("metric: silence_share_24h, ", "", 14, "`metric` is missing"),
    ('target: "<=0.02", by', "by", 14, "`target` is missing"),
    ('target: "<=0.02"', 'target: "poco"', 14, "is no target"),
    ('target: "<=0.02"', 'target: "<=60m"', 14, "does not count silence_share_24h"),
    ('target: "<=0.02"', 'target: ">=0.02"', 14, "would reward the wrong way"),
    (', by: 2026-12-31', "", 17, "`by` is missing"),
    ("by: 2026-12-31", "by: pronto", 17, "must be a date"),
    ('target: "<=60m"', 'target: "<=3m"', 15, "asks for more than any door promises: tienda gives 5m"),
    ("hours: tienda, first: 5m", "hours: tienda, first: 20s", 32, "nobody on shift can answer so fast"),
    ("first: 15m, next: 30m, resolve: 1d, window", "first: 15m, next: 30m, resolve: 5m, window",
     24, "would be done before"),
    ("next: 30m, resolve: 1d, window: 24h", "next: 30m, resolve: 1d, window: 10m", 24, "after its window"),
    ("reply: aviso_seguridad", "reply: aviso", 35, "there are no words of that name"),
    ("ask: una_pregunta", "ask: dos_preguntas", 43, "there are no words of that name"),
    ("offer: ayuda", "offer: la_luna", 44, "there are no words of that name"),
    ("pause_posts, reply", "pausar, reply", 35, "`pausar` in L01 is no act"),
    ("[lookup: stock,", "[lookup: bodega,", 39, "that is not known"),
    ("[acknowledge, ask", "[acknowledge: todo, ask", 43, "`acknowledge` takes no value"),
    ("  - {id: L99, when: any", "  - {id: L99, when: {need: other}", 34, "there is no default line"),
    ("  - {id: L09, when: {need: complaint, fault: unknown}", "  - {id: L09, when: {need: other}", 34,
     "no line is about complaints"),
    ("{id: L07, when: {need: order_status}", "{id: L07, when: {need: buy}", 41, "never reached: L06 asks the same"),
    ("{need: complaint, fault: ours}", "{need: [complaint, buy]}", 43, "never reached: L08 takes all of that"),
    ("{id: L13, when: {need: praise}", "{id: L13, when: {need: buy, fault: ours}", 47, "never reached: L06 takes all"),
    ("{id: L16, when: {need: greeting}", "{id: L16, when: {need: greeting, none_of: {need: greeting}}",
     50, "never hold together"),
    ("{id: L16, when: {need: greeting}", "{id: L16, when: {need: complaint, public: true}",
     50, "the lines before it take everything"),
    ("{id: L02", "{id: L01", 36, "`L01` is used twice"),
    ("{id: Q2", "{id: Q1", 75, "`Q1` is used twice"),
    ("{id: aficionados", "{id: vecinos", 21, "`vecinos` is used twice"),
    ("{id: aficionados", "{id: x/remove", 21, "`x/remove` is no id"),
    ("{id: aficionados", "{id: a/../b", 21, "`a/../b` is no id"),
    ("cm:     {refund: 60", "cm:     {refund: 20", 54, "cm may less than tienda below: `refund`"),
    ("month: 900", "month: 90", 55, "dueña may less than cm below: `month`"),
    ("{to: dueña, after: 60m}", "{to: dueña, after: 20m}", 57, "comes no later than the one before"),
    ("neg_authors_2h: 15", "neg_authors_2h: 5", 60, "`neg_authors_2h` is no more than in level 1"),
    ("ratio: 12, min_authors: 12", "ratio: 6, min_authors: 12", 61, "`surge.ratio` is no more than in level 2"),
    ("{ratio: 3, min_authors: 3}", "{ratio: 3}", 59, "`min_authors` is missing"),
    ("{ratio: 3, min_authors: 3}", "{ratio: 3, min_authors: 1}", 59, "has no smallest number of authors"),
    ("same_problem: 3}", "same_problem: 3, health_risk: 1}", 61, "`health_risk` is no more than in level 1"),
    ("  cm:     {refund: 60", "  # cm:   {refund: 60", 11, "cm may less than tienda below: `refund`"),
    ("holding: h3", "holding: h9", 61, "there is no statement of that name"),
    ("  level_2: {name: alerta", "  level_4: {name: alerta", 60, "`level_4` is no word of `crisis`"),
    ("evidence_needed: 2", "evidence_needed: 1", 64, "one piece of evidence makes nobody a troll"),
    ("never: [hide_criticism, mock", "never: [mock", 64, "criticism could be hidden"),
    ("show_rules, stop_replying", "show_rules, hide_criticism", 64, "criticism could be hidden"),
    ("presume: criticism", "presume: guilt", 64, "people are presumed `guilt`"),
    ("  - {id: G1", "  - {id: G1, effect: warn", 66, "`effect` stands here twice"),
    ("gesture: [wine]}}, effect: block", "gesture: [wine]}}, effect: warn", 40, "Alcohol: mayores de 18"),
    ("when: {send: own_shop_pay_link}", "when: {send: invoice}", 40, "Antes de pagar"),
    ("facebook_com]}, effect: block", "instagram_com]}, effect: block", 40, "no se vende alcohol"),
    ("do: [reply: saludo, ask", "do: [send: marketing, reply: automatic, ask", 50, None),
    ("when: {publish: any}", "when: {publish: story}", 78, "anuncios sin decirlo"),
    ("per_person: once", "per_person: siempre", 76, "how often one person may be asked"),
    ("to: buyers_of_new", "to: vecinos", 74, "`to` cannot be `vecinos`"),
    ("review_by: 2026-06-02", "review_by: 2026-01-02", 5, "reviewed before it begins"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "line", "said"), BROKEN, ids=[str(number) for number in range(len(BROKEN))]
)
def test_what_breaks_a_plan_is_told_with_its_line_a_reason_and_a_fix(vidriera_text, before, after, line, said):
    assert before in vidriera_text
    found = findings(vidriera_text.replace(before, after, 1))
    if said is None:  # the gates of the example stand over these acts: nothing is missing
        assert found == []
        return
    told = [one for one in found if said in one.what]
    assert told and told[0].line == line, found
    assert len(told[0].fix) > 5 and str(told[0]).startswith(f"plan.yaml:{line}: ")


def test_every_act_that_a_gate_stood_over_is_told_when_the_law_is_taken_out(vidriera_text):
    begin, end = vidriera_text.index("legal:"), vidriera_text.index("questions:")
    text = vidriera_text[:begin] + vidriera_text[end:]
    text = text.replace("do: [reply: saludo, ask", "do: [send: marketing, reply: automatic, record: person_fact, ask")
    autumn = findings(text, today=date(2026, 11, 1))
    assert [one.line for one in autumn] == [40, 40, 40, 50, 50, 50, 70]
    assert any("Si contesta una máquina" in one.what for one in autumn)
    assert not any("Si contesta una máquina" in one.what for one in findings(text))  # the law begins in August


def test_without_a_ladder_limits_rise_to_the_owner_and_up_the_house(vidriera_text):
    begin, end = vidriera_text.index("escalation:"), vidriera_text.index("crisis:")
    flat = vidriera_text[:begin] + "escalation: []\n" + vidriera_text[end:]
    assert not [one for one in findings(flat) if "may less" in one.what]
    lower = findings(flat.replace("tienda: {refund: 30", "tienda: {refund: 601"))
    assert [one.what for one in lower] == ["dueña may less than tienda below: `refund`"]
    house = flat.replace("people: [Leo],", "people: [Leo], member_role: manager,").replace(
        "people: [Marta, Iker],", "people: [Marta, Iker], member_role: agent,"
    )
    assert not [one for one in findings(house) if "may less" in one.what]
    above = findings(house.replace("tienda: {refund: 30", "tienda: {refund: 61"))
    assert [one.what for one in above] == ["cm may less than tienda below: `refund`"]


def test_a_missing_gate_is_told_with_one_that_would_do(vidriera_text):
    (one,) = findings(vidriera_text.replace("  - {id: G4", "#"))
    assert "when: {send: own_shop_pay_link}, effect: block}" in one.fix and "BOE" in one.fix


ODD = [
    ('evidence: "menciones 2025"', 'evidence: ""', 21, "nothing shows that aficionados matter"),
    ("[tienda, whatsapp, google]", "[tienda, google]", 24, "nothing shows why whatsapp comes first"),
    ("thu, door: instagram_com, about: customer", "thu, door: instagram_com, about: us", 77, "are about us"),
    (', decides: "cambiar de transportista"', "", 75, "Q2 decides nothing"),
    ("Hoy, cata abierta en la tienda a las 12", "Vuestro peor regalo de vino y cómo lo salvamos", 80, "says the same"),
    ("Lo hemos visto", "Consulte la web. Lo hemos visto", 63, "which the tone never does"),
    ("limit: 15m", "limit: 3d", 36, "hurries nobody"),
    ("by: 2026-12-31", "by: 2026-05-01", 17, "the day of O4 is past"),
    ("review_by: 2026-06-02", "review_by: 2026-05-01", 5, "should have been reviewed"),
    ("tienda: {people: [Marta, Iker], backup", "tienda: {backup", 12, "tienda is nobody"),
    ("gesture: 15, month: 60", "gesture: 15, month: 20", 53, "may refund more at once than in a month"),
    ("month: 120, may: [reply, ", "month: 120, may: [", 54, "cm may not reply"),
    ("timezone: Europe/Madrid", "timezone: America/Lima", 7, "no law of PE is known"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "line", "said"), ODD, ids=[one[3] for one in ODD])
def test_what_is_odd_in_a_plan_is_a_warning(vidriera_text, before, after, line, said):
    assert before in vidriera_text
    text = vidriera_text.replace(before, after, 1)
    assert findings(text) == []
    assert any(one.line == line and said in one.what for one in findings(text, level="warning"))


def test_several_lines_together_can_leave_nothing_for_a_later_one(vidriera_text):
    text = vidriera_text.replace("{need: greeting}", "{need: complaint, public: false}")
    assert [one.line for one in findings(text)] == [50]
    spared = text.replace("{need: complaint, fault: not_ours}", "{need: complaint, fault: not_ours, public: true}")
    assert findings(spared) == []


def test_conditions_say_every_fact_they_look_at():
    for word, module in matching.modules().items():
        fields = set(module.SPACE[word])
        for name, _, told, _ in module.EXAMPLES:
            if name == word and "channel" not in told:
                assert set(told) & fields or not told, (word, told)


def test_a_line_is_reached_through_the_one_fact_that_the_others_leave(vidriera):
    line = vidriera.line("L16")
    assert reaching.takers(vidriera, line) is None


def test_the_law_is_of_a_place_a_sector_and_a_day():
    spain = Locale(timezone="Europe/Madrid")
    bakery = {rule.id for rule in law.in_force(spain, TODAY)}
    cellar = {rule.id for rule in law.in_force(Locale(timezone="Europe/Madrid", sector="alcohol-retail"), TODAY)}
    assert cellar - bakery == {"es-alcohol-adults", "meta-no-alcohol"}
    assert "eu-machine-says-so" not in bakery
    assert "eu-machine-says-so" in {rule.id for rule in law.in_force(spain, TODAY + timedelta(days=90))}
    assert law.in_force(Locale(timezone="America/Montevideo"), TODAY) == []


def test_every_rule_has_its_words_in_three_languages_and_a_source():
    for rule in law.rules():
        assert rule.texts.keys() == {"es", "en", "pt"} and rule.source


def test_standard_words_stand_in_three_languages_and_the_plans_own_come_first(vidriera, vidriera_text):
    for reply in texts.standard().values():
        assert reply.texts.keys() == {"es", "en", "pt"}
    assert texts.words(vidriera, "saludo") == "¡Hola!"
    assert texts.words(vidriera, "greeting", "en") == "Hello!"
    own = reading.read(vidriera_text + '\nreplies: {saludo: "Buenas, ¿qué te pongo?"}\n')
    assert texts.words(own, "saludo") == "Buenas, ¿qué te pongo?"
    assert texts.words(own, "humana") == ""


def test_acts_that_nobody_carries_out_yet_are_named_with_their_lines(vidriera):
    down = doing.written_down(vidriera)
    assert down["open: problem"] == ("L08",)
    assert down["thank: personal"] == ("L13", "L14", "L15")
    assert "escalate: dueña" not in down and "open: case" not in down
    assert doing.written_down(vidriera, frozenset({*doing.VOCABULARY})) == {}


def test_the_demo_shop_runs_under_a_whole_plan_with_nothing_to_mend():
    demo = reading.read_file(DEMO, today=date(2026, 11, 22))
    assert demo.warnings == ()
    for part in ("objectives", "segments", "questions", "calendar", "gates", "replies", "escalation"):
        assert getattr(demo, part), part
    assert demo.troll and demo.crisis.levels and demo.measure.hour_cost
