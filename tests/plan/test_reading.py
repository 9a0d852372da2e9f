"""Plans read from YAML: what they become, and what a wrong one is told."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mostrador.plan import reading
from mostrador.plan.findings import PlanWrong
from mostrador.plan.parts import Act, Pace, Surge

SMALL = """\
plan: 1
id: pequeño
owner: dueña
locale: {timezone: Europe/Madrid}
hours: {tienda: "mon-fri 09:00-20:00"}
roles:
  dueña: {people: [Ana], backup: equipo}
  equipo: {people: [Leo], backup: dueña}
doors:
  default: {first: 1h, hours: tienda}
lines:
  - {id: L01, when: {need: [safety, complaint]}, do: [escalate: dueña]}
  - {id: L99, when: any, do: [reply: humana]}
authority:
  equipo: {may: [reply], refund: 20}
  dueña: {may: [all], refund: 200}
escalation: [{to: equipo, after: 0m}, {to: dueña, after: 1h}]
"""


def wrong(text):
    with pytest.raises(PlanWrong) as raised:
        reading.read(text, file="plan.yaml")
    return [str(finding) for finding in raised.value.findings]


def test_a_whole_plan_is_read_into_what_it_means(vidriera):
    assert (vidriera.id, vidriera.version, vidriera.owner) == ("vinos-la-vidriera", "2.3.0", "dueña")
    assert vidriera.effective_from == date(2026, 3, 2)
    assert vidriera.doors["whatsapp"].first == timedelta(minutes=15)
    assert vidriera.doors["whatsapp"].hours is vidriera.hours["guardia"]
    assert vidriera.line("L04").do == (
        Act("open", "case"), Act("reply", "publica_breve"), Act("move", "private"), Act("retriage", True),
    )  # fmt: skip
    assert vidriera.authority["tienda"].limits == {"refund": 3000, "discount": 1000, "gesture": 1500}
    assert vidriera.authority["tienda"].month == 6000
    assert vidriera.ladder == ("tienda", "cm", "dueña")
    assert [gate.id for gate in vidriera.gates] == ["G1", "G2", "G3", "G4", "G5", "G6", "G7"]


def test_aims_and_people_are_read_with_their_units(vidriera):
    first, second, *_, posts = vidriera.objectives
    assert (first.target.sign, first.target.amount, first.now, first.by) == ("<=", 0.02, 0.23, date(2026, 6, 30))
    assert (second.now, second.target.amount) == (310 * 60, 3600)
    assert (vidriera.objectives[3].target.amount, vidriera.objectives[2].now) == (12000, None)
    assert posts.target.met(0.5) and not posts.target.met(1.8)
    assert vidriera.segments[0].doors == ("tienda", "whatsapp", "google")
    assert vidriera.questions[0].per_person == Pace(1, timedelta(days=90))
    assert vidriera.questions[2].per_person == Pace(1)
    assert [one.about for one in vidriera.calendar] == ["customer", "customer", "us"]
    assert (vidriera.measure.hour_cost, vidriera.measure.gross_margin) == (1600, 0.32)


def test_voice_care_and_alarm_are_read_into_what_they_mean(vidriera):
    assert (vidriera.tone.address, vidriera.tone.max_public_turns) == ("tú", 2)
    assert vidriera.gestures.big.max == 20000 and vidriera.gestures.holdout.share == 0.2
    assert (vidriera.troll.evidence_needed, vidriera.troll.review_by) == (2, "dueña")
    worst = vidriera.crisis.level(3)
    assert worst.counts == {"neg_authors_2h": 40, "health_risk": 1} and worst.surge == Surge(12, 12)
    assert (worst.lead, worst.act_within, worst.do[1]) == ("dueña", timedelta(minutes=15), Act("holding", "h3"))
    assert vidriera.crisis.stand_down.below_for == timedelta(hours=12)
    assert vidriera.crisis.holding["h3"].text("es").startswith("Hemos parado la venta")
    whatsapp = vidriera.doors["whatsapp"]
    assert (whatsapp.window, whatsapp.fallback, whatsapp.risk) == (timedelta(hours=24), "web_chat", "alcohol: Meta")


def test_saved_words_may_be_written_in_several_languages():
    plan = reading.read(SMALL + 'replies: {hola: "Buenas", adiós: {es: "Hasta luego", en: "See you"}}\n')
    assert plan.replies["hola"].text("es") == "Buenas" == plan.replies["hola"].text("pt")
    assert plan.replies["adiós"].text("en") == "See you"


def test_the_plan_for_the_first_day_has_nothing_to_mend(first):
    assert first.warnings == ()
    assert first.doors["default"].first == timedelta(hours=1)
    assert first.lines[-1].default


def test_every_need_has_a_line_of_its_own_or_the_default_on_the_first_day(first):
    from mostrador.plan.conditions.need import NEEDS
    from mostrador.plan.deciding import Facts, decide

    own = {need for need in NEEDS if decide(first, Facts(needs=(need,))).line != "L99"}
    assert set(NEEDS) - own == {"spam", "abuse", "other"}


def test_comments_and_layout_do_not_change_the_hash_but_words_do(vidriera, vidriera_text):
    again = reading.read("# una nota\n" + vidriera_text.replace("{id: L01, when:", "{id:   L01,  when:"))
    assert again.hash == vidriera.hash
    assert reading.read(vidriera_text.replace("refund: 30,", "refund: 31,")).hash != vidriera.hash


def test_next_is_first_where_it_is_not_said():
    assert reading.read(SMALL).doors["default"].next == timedelta(hours=1)


def test_amounts_have_the_decimals_of_their_currency():
    text = SMALL.replace("{timezone: Europe/Madrid}", "{timezone: America/Santiago, currency: CLP}")
    assert reading.read(text).authority["equipo"].limits["refund"] == 20
    assert reading.read(SMALL.replace("refund: 20}", "refund: 12.5}")).authority["equipo"].limits["refund"] == 1250
    assert "no amount of money" in wrong(text.replace("refund: 20}", "refund: 0.5}"))[0]


def test_a_warning_keeps_nothing_from_being_in_force():
    plan = reading.read(SMALL.replace("default:", "barra:"))
    assert {finding.level for finding in plan.warnings} == {"warning"}
    assert 9 in [finding.line for finding in plan.warnings]


BROKEN = [
    # what is written instead, what it says, on which line
    ("plan: 1", "plan: 2", "schema 1, not 2", 1),
    ("plan: 1", "plan: true", "schema 1, not True", 1),
    ("id: pequeño", "id: 7", "`id` must be a name", 2),
    ("id: pequeño", "identidad: pequeño", "`identidad` is no word of the plan", 2),
    ("owner: dueña", "owner: jefa", "the owner `jefa` is no role", 3),
    ("{timezone: Europe/Madrid}", "{timezone: Europe/Vidriera}", "is no time zone", 4),
    ("{timezone: Europe/Madrid}", "{language: es}", "`timezone` is missing", 4),
    ("{timezone: Europe/Madrid}", "{timezone: UTC, currency: PTS}", "`PTS` is no currency", 4),
    ("{timezone: Europe/Madrid}", "{timezone: UTC, language: xx}", "`xx` is no language", 4),
    ("{timezone: Europe/Madrid}", "{timezone: UTC, country: XX}", "is no country", 1),
    ("{timezone: Europe/Madrid}", "{timezone: UTC, holidays: [mañana]}", "must be a date", 4),
    ("mon-fri 09:00-20:00", "lunes 09:00-20:00", '"lunes" is no day', 5),
    ("mon-fri 09:00-20:00", "mon-fri", "is not a timetable", 5),
    ("{people: [Ana], backup: equipo}", "{people: [Ana]}", "dueña has no stand-in", 7),
    ("{people: [Ana], backup: equipo}", "{people: [Ana], backup: nadie}", "`nadie` cannot stand in for dueña", 7),
    ("{people: [Ana], backup: equipo}", "{people: [Ana], backup: dueña}", "`dueña` cannot stand in for dueña", 7),
    ("{people: [Ana], backup: equipo}", "{people: Ana, backup: equipo}", "`people` must be a list", 7),
    ("{people: [Ana], backup: equipo}", "{member_role: boss, backup: equipo}", "`member_role` cannot be `boss`", 7),
    ("{people: [Ana], backup: equipo}", "Ana", "`dueña` says nothing", 7),
    ("first: 1h, hours", "first: 90, hours", '"90" is no span of time', 10),
    ("first: 1h, hours", "first: 1:30, hours", '"1:30" is no span of time', 10),
    ("first: 1h, hours", "first: 0m, hours", "leaves no time at all", 10),
    ("first: 1h, hours", "first: 99999999h, hours", "longer than a year", 10),
    ("first: 1h, hours", "first: 99999999999999999h, hours", "longer than a year", 10),
    ("first: 1h, hours", "frist: 1h, hours", "`frist` is no word of `default`", 10),
    ("hours: tienda}", "hours: noche}", "`noche` is none of the plan's hours", 10),
    ("hours: tienda}", "hours: tienda, kind: secret}", "`kind` cannot be `secret`", 10),
    ("hours: tienda}", "hours: tienda, priority: -1}", "must be a whole number", 10),
    ("{need: [safety, complaint]}", "{need: seguridad}", "`need: seguridad` is no need", 12),
    ("{need: [safety, complaint]}", "{need: []}", "is no need", 12),
    ("{need: [safety, complaint]}", "{ned: safety}", "`ned` is no condition", 12),
    ("{need: [safety, complaint]}", "{}", "`when` says nothing", 12),
    ("{need: [safety, complaint]}", "{public: maybe}", "`public` is true or false", 12),
    ("{need: [safety, complaint]}", "{asks_for: director}", "`asks_for: director` is not known", 12),
    ("{need: [safety, complaint]}", "{crisis: 4}", "`crisis: 4` is no level", 12),
    ("{need: [safety, complaint]}", "{any_of: buy}", "`any_of` holds conditions", 12),
    ("{need: [safety, complaint]}", "{any_of: {nedd: buy}}", "`nedd` is no condition", 12),
    ("{need: [safety, complaint]}", "any", "L99 is never reached", 13),
    ("when: any, do", "when: {need: [safety, complaint]}, do", "there is no default line", 11),
    ("when: any, do", "when: {need: [safety, complaint]}, do", "L99 is never reached: L01 asks the same", 13),
    ("{id: L99", "{id: L01", "`L01` is used twice", 13),
    ("{id: L99", "{id: 99", "`id` must be a name", 13),
    ("{id: L99", "{id: esta-línea", "is no id", 13),
    ("escalate: dueña]", "escalate: jefa]", "`escalate: jefa` in L01: that is no role", 12),
    ("escalate: dueña]", "7]", "an act is one word", 12),
    ("do: [escalate: dueña]", "do: avisar", "`do` must be a list", 12),
    ("do: [reply: humana]", "do: [reply: humana], limit: pronto", '"pronto" is no span of time', 13),
    ("equipo: {may: [reply]", "eqipo: {may: [reply]", "`eqipo` is no role", 15),
    ("may: [reply]", "may: [contestar]", "`contestar` is no act", 15),
    ("refund: 20}", "refund: mucho}", "no amount of money", 15),
    *[
        ("refund: 20}", f"refund: {odd}}}", f"`{odd}` is not written like a number", 15)
        for odd in ("030", "0700", "0x1E", "0b11", "3_0", "10:00", "1.000.000", "3e1", "030.50", "1:30.5", "30 €", "08")
    ],
    *[("refund: 20}", f"refund: {odd}}}", "no amount of money", 15) for odd in ("1.000", "0.005", '"30"', "+30")],
    *[
        ("do: [reply: humana]", f"do: [reply: humana], max_turns: {odd}", f"`{odd}` is not written like a number", 13)
        for odd in ("030", "0x2", "1_0", "1:00")
    ],
    ("do: [reply: humana]", "do: [reply: humana], max_turns: 0", "`max_turns` must be 1 at least", 13),
    ("hours: tienda}", "hours: tienda, priority: 010}", "`010` is not written like a number", 10),
    ("plan: 1", "plan: 01", "schema 1, not 01", 1),
    ("refund: 20}", "refund: -1}", "no amount of money", 15),
    ("refund: 20}", "refund: .inf}", "no amount of money", 15),
    ("refund: 200}", "refund: 10}", "dueña may less than equipo below: `refund`", 16),
    ("refund: 20}", "refund: 20, month: 90}\n  dueñas: {}", "`dueñas` is no role", 16),
    ("to: equipo, after: 0m", "to: nadie, after: 0m", "`nadie` is no role", 17),
    ("to: equipo, after: 0m", "to: equipo, after: 2h", "comes no later than the one before", 17),
    ("to: equipo, after: 0m", "to: equipo", "`after` is missing", 17),
    ("id: pequeño", "id: pequeño\nid: grande", "`id` stands here twice", 3),
    ("id: pequeño", "id: &a pequeño\nversion: *a", "anchors and aliases are not read", 2),
    ("id: pequeño", "id: pequeño\n? [a]\n: b", "this key is not a word", 3),
    ("id: pequeño", "id: [pequeño", "the `[` of this line is never closed", 2),
    ("id: pequeño", "id: peque\ufffeño", "no plan may have the character U+FFFE, which is not seen", 2),
    ("id: pequeño", "effective_from: 2026-02-31", "the value `2026-02-31` cannot be read", 2),
]


@pytest.mark.parametrize(("before", "after", "said", "line"), BROKEN)
def test_what_is_wrong_is_told_with_its_line_and_a_fix(before, after, said, line):
    assert before in SMALL
    found = [one for one in wrong(SMALL.replace(before, after, 1)) if said in one]
    assert found, wrong(SMALL.replace(before, after, 1))
    assert found[0].startswith(f"plan.yaml:{line}: ")
    assert found[0].count(". ") >= 1
    assert found[0].endswith((".", "?"))


def test_what_is_a_number_to_yaml_alone_is_the_word_that_it_is_to_people():
    """As names and words stay as they are written, too: neither 24 nor 600."""
    read = reading.read(SMALL.replace("people: [Ana]", "people: [030, 10:00]"))
    assert read.roles["dueña"].people == ("030", "10:00")


@pytest.mark.parametrize("part", ["plan", "locale", "hours", "roles", "doors", "lines", "authority"])
def test_a_part_that_no_plan_can_do_without(part):
    import yaml

    whole = yaml.safe_load(SMALL)
    del whole[part]
    assert any(f"`{part}` is missing in the plan" in one for one in wrong(yaml.safe_dump(whole, allow_unicode=True)))


def test_everything_wrong_is_told_at_once_and_in_order():
    found = wrong(
        SMALL.replace("1h, hours", "90, hours").replace("Europe/Madrid", "Marte").replace("[reply]", "[nada]")
    )
    assert [int(one.split(":")[1]) for one in found] == [4, 10, 15]


@pytest.mark.parametrize(
    "text", ["", "- a\n- b", "hola", "42", "a: b: c", "\0", "[" * 2000, "{a: " * 30 + "b" + "}" * 30]
)
def test_what_is_no_plan_at_all_is_told_so(text):
    assert wrong(text)


def test_a_file_that_is_not_utf8_is_told_so(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_bytes(SMALL.encode("latin-1"))
    with pytest.raises(PlanWrong, match="UTF-8"):
        reading.read_file(path)


def test_a_byte_order_mark_does_no_harm(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_bytes(SMALL.encode("utf-8-sig"))
    assert reading.read_file(path).id == "pequeño"


def test_the_shop_rests_on_the_holidays_of_its_time_zones_country(vidriera_text):
    christmas = datetime(2026, 12, 25, 11, 0, tzinfo=ZoneInfo("Europe/Madrid"))
    assert "country:" not in vidriera_text
    hours = reading.read(vidriera_text).hours["tienda"]
    assert not hours.open_at(christmas) and hours.open_at(christmas - timedelta(days=1))
    assert reading.read(vidriera_text.replace("Europe/Madrid", "UTC")).hours["tienda"].open_at(christmas)
