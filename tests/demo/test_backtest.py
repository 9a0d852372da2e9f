"""The shop's sixty days replayed: the replay agrees with what was really decided and promised, message by message."""

import json
import os
from datetime import timedelta

import pytest
from django.db.models import OuterRef, Subquery
from django.utils import translation

from mostrador.demo.casting import HERE
from mostrador.desk import replayed
from mostrador.inbox import naming
from mostrador.inbox.models import Case, Message, Promise
from mostrador.insights import past
from mostrador.journeys import backtesting
from mostrador.kit import clock
from mostrador.kit.commands import Refused
from mostrador.listening.models import Anger
from mostrador.plan import counting, keeping, reading
from mostrador.plan.models import Asking, Given
from mostrador.plan.replaying.past import spells
from mostrador.plan.replaying.replay import Replay
from mostrador.site import cli
from tests.demo.conftest import THURSDAY

pytestmark = [pytest.mark.usefixtures("story"), pytest.mark.django_db]


@pytest.fixture
def plan_text():
    return (keeping.house.data_folder() / keeping.FILE).read_text(encoding="utf-8")


def test_every_message_is_decided_by_the_line_that_really_decided_it():
    found, replay = past.read(keeping.current()), Replay(keeping.current())
    really = dict(Message.objects.filter(direction="in").values_list("pk", "line"))
    assert len(found.heard) == len(really) > 100 and all(one.weighed for one in found.heard)
    assert {one.id: replay.advice(one.facts).line for one in found.heard} == really


def test_every_promise_is_due_when_it_really_was():
    found, replay = past.read(keeping.current()), Replay(keeping.current())
    promises = Promise.objects.filter(about=Promise.About.ANSWER, origin=Promise.Origin.PLAN)
    really = {message: due for message, due in promises.values_list("message_id", "due_at") if message}
    replayed = {number: replay.due(spell) for number, spell in spells(found).items()}
    assert replayed == really
    # Who was angry in public after our silence is owed an answer at once, which no line of the plan says.
    angry = list(Anger.objects.exclude(silence=None).values_list("message_id", "message__shown_at"))
    assert angry and all(replayed[number] == at for number, at in angry)


def test_last_quarter_shows_coverage_and_the_ten_biggest_gaps():
    """S2.17: given last quarter, when backtested, then coverage and the 10 biggest gaps show."""
    report = backtesting.backtest(keeping.current()).report
    first, end = (at.astimezone(HERE).date() for at in (report.since, report.until))
    assert (end - first).days == 90 and (end - THURSDAY.date()).days == 1
    default = next(one.new for one in report.lines if one.default)
    assert report.messages == Message.objects.filter(direction="in").count() == report.covered.new + default
    assert 0 < len(report.gaps) <= 10 and sum(one.count for one in report.gaps) <= default
    assert [one.count for one in report.gaps] == sorted((one.count for one in report.gaps), reverse=True)
    assert all(one.quotes and len(one.quotes) == len(one.cases) for one in report.gaps)
    assert (sum(one.made for one in report.promises), report.late().new) == (report.really_promised, report.really_late)


def test_money_that_was_given_is_tried_against_a_changed_limit(plan_text):
    """An owner asks: what would a smaller limit for the shop have done?"""
    lower = reading.read(plan_text.replace("tienda: {refund: 30", "tienda: {refund: 10"))
    report = backtesting.backtest(lower).report
    given = Given.objects.filter(kind=Given.Kind.REFUND, amount__gt=1_000, amount__lte=3_000, purse__role="tienda")
    above = [one.amount for one in given]
    assert len(above) == 3
    asked = {(one.act, one.role, one.of): (one.old, one.new) for one in report.asked}
    chocolates = Asking.objects.get(act="gesture", state=Asking.State.YES)
    assert chocolates.role == "cm", "no choice of the plan tells what they are: the law had somebody asked, then as now"
    assert asked == {("refund", "tienda", "cm"): (1, 4), ("gesture", "tienda", "cm"): (1, 1)}
    moved = {role: sum(one.new - one.old for one in report.spent if one.role == role) for role in ("cm", "tienda")}
    assert moved == {"cm": sum(above), "tienda": -sum(above)}
    assert report.changed == () and report.given == Given.objects.count() == 9
    with translation.override("es"):
        page = replayed.whole(report, keeping.current(), new=lower)
    assert page["title"] == "Ningún mensaje cambia de trato, pero se preguntaría 3 veces más"


def test_an_owner_reads_that_a_month_is_nearly_given_away(plan_text):
    """What is asked for then has nothing to do with how much one refund may be."""
    tighter = reading.read(plan_text.replace("gesture: 15,  month: 60,", "gesture: 15,  month: 50,"))
    report = backtesting.backtest(tighter).report
    with translation.override("es"):
        spent = replayed.whole(report, keeping.current(), new=tighter)["spent"]
    left = {row.month: one["left"] for one, row in zip(spent, report.spent, strict=True) if row.role == "tienda"}
    assert left["2026-04"] == "quedan 7,50\xa0€ del mes: lo que pase de ahí se pregunta" and not left["2026-05"]


def test_somebody_was_asked_and_said_yes_and_somebody_no():
    """Above one's limit, and where the law stands over what it is, somebody is asked: a yes is given, a no is not."""
    yes, no, bonbons = Asking.objects.order_by("asked_at")
    assert (yes.state, no.state) == (Asking.State.YES, Asking.State.NO) and yes.words and no.words
    assert [one.amount for one in Given.objects.filter(case=yes.case)] == [yes.amount]
    assert not Given.objects.filter(case=no.case).exists()
    given = Given.objects.get(case=bonbons.case)
    assert (given.thing, given.receipt.gates, given.receipt.ground) == ("other", "G1", "asked")


def test_leave_is_the_exception():
    """The plan's own figure: up to 3 % of what is done waits for somebody."""
    month = counting.asked(since=THURSDAY - timedelta(days=90))
    assert month.waited == 3 and month.share <= 0.03


def test_those_on_shift_could_have_kept_the_clocks_of_the_plan():
    """Its clocks run at any hour, and somebody is there at any hour; one answer in a rush may be late all the same."""
    report = backtesting.backtest(keeping.current()).report
    assert sum(one.tried.new for one in report.promises) > 100
    assert sum(one.at_best.new for one in report.promises) <= 1


def test_who_was_on_shift_is_on_record_from_the_first_day():
    report = backtesting.backtest(keeping.current(), since=THURSDAY.date() - timedelta(days=55)).report
    assert report.shifts_from is not None and report.shifts_from <= report.since
    weeks = report.work.on_shift
    assert weeks is not None and 0 < report.work.needed_then < weeks.new


def test_a_correction_counts_and_the_machine_is_not_asked_again():
    last = Message.objects.filter(direction="in", case=OuterRef("pk")).order_by("-pk")
    case = Case.objects.annotate(decided=Subquery(last.values("line")[:1])).filter(decided="L99").order_by("pk")[0]
    before = backtesting.backtest(keeping.current()).report
    with clock.held_at(THURSDAY):
        naming.say_need(case, kind="complaint", by=case.owner or pytest.fail("nobody has it"))
    after = backtesting.backtest(keeping.current()).report
    complaints = [next(one.new for one in report.lines if one.line == "L09") for report in (before, after)]
    assert complaints[1] == complaints[0] + 1 and after.corrected == before.corrected + 1


def told(*words: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run the command on the story; the console script would look for a whole house around it."""
    options = cli.parser(cli.commands()).parse_args(["plan", "backtest", *words])
    assert options.command.run(options) == 0
    out: str = capsys.readouterr().out
    return out


def test_the_command_says_the_same_twice_byte_for_byte(tmp_path, plan_text, capsys):
    new = tmp_path / "new.yaml"
    new.write_text(plan_text.replace("first: 30m, next: 1h", "first: 5m, next: 1h"), encoding="utf-8")
    first, second = (told(str(new), "--json", capsys=capsys) for _ in range(2))
    assert first == second
    rows = [json.loads(line) for line in first.splitlines()]
    assert [row["part"] for row in rows][:2] == ["replay", "coverage"]
    changed = [row for row in rows if row["part"] == "changed"]
    assert len(changed) == rows[0]["changed"] > 0 and all(row["old_due"] > row["new_due"] for row in changed)
    assert rows[0]["late"]["new"] >= rows[0]["late"]["old"]


def test_the_command_for_people_says_what_it_cannot_know(capsys):
    path = str(keeping.house.data_folder() / keeping.FILE)
    said = told(path, "--against", path, "--since", "2026-05-01", "--until", "2026-05-07", capsys=capsys)
    assert "2026-05-01 to 2026-05-07: 0 of " in said and "not what customers would have answered" in said


@pytest.mark.parametrize(("words", "why"), [
    (["nada.yaml"], "nada.yaml: No such file or directory"),
    (["{plan}", "--since", "2026-05-08", "--until", "2026-05-07"], "2026-05-08 comes after 2026-05-07."),
])  # fmt: skip
def test_it_refuses_in_one_line(words: list[str], why: str, capsys):
    path = os.fspath(keeping.house.data_folder() / keeping.FILE)
    with pytest.raises(Refused, match=why):
        told(*[word.format(plan=path) for word in words], capsys=capsys)
