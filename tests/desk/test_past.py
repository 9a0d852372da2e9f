"""The plan tried on the past at the desk: asked for, waited for, read by an owner, and never anybody else's."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import translation

from mostrador.accounts import rostering
from mostrador.accounts.models import Member
from mostrador.desk import replayed
from mostrador.doors.models import Door
from mostrador.inbox.models import Message
from mostrador.journeys import backtesting
from mostrador.kit import clock, jobs
from mostrador.plan import keeping
from mostrador.plan.models import PlanVersion, Trial
from mostrador.plan.replaying import compare
from tests.cast import hears, says
from tests.desk.conftest import SignedIn
from tests.plan.pasts import past as rows
from tests.plan.test_replaying import PLAN
from tests.plan.test_replaying_law import gesture, with_gate

pytestmark = pytest.mark.django_db
WORDS = "¿Tenéis copas sueltas?"


@pytest.fixture(autouse=True)
def _a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    keeping.write_first(tmp_path)


@pytest.fixture
def owner(ana: Member, enters: SignedIn) -> Client:
    ana.language = "en"
    ana.save()
    return enters(ana)


def tried(owner: Client, **told: str) -> str:
    """Try a plan, let the house work, and return the page in one line."""
    asked = owner.post("/plan/past/", told)
    assert asked.status_code == 303, asked.content
    while jobs.run_next():
        pass
    page = owner.get(asked.headers["Location"])
    assert page.status_code == 200
    return re.sub(r"\s+", " ", page.content.decode())


def test_a_house_without_a_past_says_so(owner: Client):
    page = tried(owner)
    assert "Nobody wrote in these days" in page


def test_it_is_at_work_until_it_is_done(owner: Client):
    at = owner.post("/plan/past/", {}).headers["Location"]
    page = owner.get(at).content.decode()
    assert "Reading what they wrote to you: 0 of 4" in page and "every 2s" in page
    while jobs.run_next():
        pass
    assert "every 2s" not in owner.get(at).content.decode()


def test_the_plan_in_force_shows_what_it_covers_and_its_gaps(owner: Client, door: Door):
    hears(door, WORDS, need="other")
    hears(door, "¿Cuánto vale el mencía?", need="price_availability", author="eva")
    page = tried(owner)
    assert "The plan has a line for 50% of what they write" in page
    assert "Gaps in the plan" in page and f"“{WORDS}”" in page


def test_a_changed_plan_names_every_message_it_treats_differently(owner: Client, door: Door, leo: Member):
    hears(door, WORDS, need="other")
    says("Sí, a 3 €.", by=leo)
    new = keeping.text().replace("{need: idea}", "{need: [idea, other]}").replace("version: 1.0.0", "version: 1.1.0")
    page = tried(owner, text=new)
    assert "1 message would be treated differently" in page and "version 1.1.0 against 1.0.0" in page
    assert "line L11 instead of L99" in page and "0% → 100%" in page


def test_the_first_ten_stand_open_and_the_others_are_folded_by_what_changes(owner: Client, door: Door):
    for number in range(13):
        need = "price_availability" if number in (10, 12) else "other"
        hears(door, f"¿Tenéis copas del número {number}?", need=need, author=f"c{number}")
    new = keeping.text().replace("{need: idea}", "{need: [idea, other]}")
    new = new.replace("{need: [price_availability, question]}", "{need: question}")
    page = tried(owner, text=new)
    assert "13 messages would be treated differently" in page
    open_, folded = page.split('id="changed"')[1].split("</section>")[0].split("The others, by what changes for them:")
    assert open_.count("told__one") == 10 and "<details" not in open_
    groups = re.findall(r"<summary[^>]*>(.*?)</summary>", folded)
    assert [re.sub(r"<[^>]+>", "", one).split(" · ")[1] for one in groups] == ["2", "1"]
    assert "Line L99 instead of L08" in groups[0] and "Line L11 instead of L99" in groups[1]
    assert folded.count("told__one") == 3 and "del número 11?" in folded


def test_what_stays_as_it_was_is_folded_away(owner: Client, door: Door):
    hears(door, WORDS, need="other")
    hears(door, "¿Cuánto vale el mencía?", need="price_availability", author="eva")
    page = tried(owner, text=keeping.text().replace("{need: idea}", "{need: [idea, other]}"))
    moved, still = page.split("What each line decided")[1].split("</section>")[0].split("As it was")
    assert "L11" in moved and "L99" in moved and "L05" not in moved and "L05" in still


def test_a_plan_from_the_past_is_put_in_the_box_to_be_read(owner: Client):
    at = owner.post("/plan/past/proposal/").headers["Location"]
    assert "Reading what they wrote to you: 0 of 3" in owner.get(at).content.decode()
    while jobs.run_next():
        pass
    page = owner.get(at).content.decode()
    assert "The proposal is ready" in page
    page = owner.get(f"/plan/past/proposal/?of={Trial.objects.get().pk}").content.decode()
    assert "Nothing to change" in page and "id: primer-plan" in page
    assert owner.get("/plan/past/proposal/").status_code == 303


def test_a_text_in_the_box_becomes_a_draft_that_was_tried_on_the_past(owner: Client):
    new = keeping.text().replace("version: 1.0.0", "version: 1.1.0").replace("limit: 30m", "limit: 20m")
    at = owner.post("/plan/past/", {"text": new, "keep": "1"}).headers["Location"]
    draft = PlanVersion.objects.get()
    assert at == f"/plan/versions/{draft.pk}/" and draft.state == "checked" and not Trial.objects.exists()
    tried(owner, text=new)
    draft.refresh_from_db()
    assert draft.state == "backtested"


def test_a_report_keeps_none_of_their_words_and_forgets_with_them(owner: Client, door: Door):
    message = hears(door, WORDS, need="other")
    assert message is not None
    tried(owner)
    trial = Trial.objects.get()
    assert "copas" not in trial.report and backtesting.report_of(trial).gaps[0].messages == (message.pk,)
    Message.objects.filter(pk=message.pk).update(text="")
    assert "copas" not in owner.get(f"/plan/past/{trial.pk}/").content.decode()


def test_a_plan_that_is_wrong_is_told_with_its_line_and_stays_in_the_box(owner: Client):
    page = owner.post("/plan/past/", {"text": keeping.text().replace("need: safety", "need: safeti")})
    assert page.status_code == 422 and not Trial.objects.exists()
    said = page.content.decode()
    assert "no need" in said and "Line " in said and "need: safeti" in said


@pytest.mark.parametrize(("since", "until"), [("2026-05-08", "2026-05-07"), ("nunca", "")])
def test_days_that_are_none_are_refused(owner: Client, since: str, until: str):
    page = owner.post("/plan/past/", {"since": since, "until": until})
    assert page.status_code == 422 and "must come before" in page.content.decode()


def test_who_does_not_run_the_house_neither_tries_nor_reads(leo: Member, ana: Member, enters: SignedIn):
    trial = backtesting.ask(keeping.text(), by=ana)
    agent = enters(leo)
    assert agent.get("/plan/past/").status_code == agent.get(f"/plan/past/{trial.pk}/").status_code == 403
    assert agent.post("/plan/past/", {}).status_code == 403


def test_a_trial_that_cannot_be_done_says_why(owner: Client, ana: Member):
    trial = backtesting.ask(keeping.text(), by=ana)
    Trial.objects.filter(pk=trial.pk).update(text="plan: 3")
    while jobs.run_next():
        pass
    page = owner.get(f"/plan/past/{trial.pk}/").content.decode()
    assert "It could not be tried" in page and "schema" in page


def test_days_beyond_any_past_are_tried_like_the_whole_of_it(owner: Client, door: Door) -> None:
    hears(door, WORDS)
    tried(owner, since="0001-01-01", until="9999-12-31")
    assert Trial.objects.get().state == Trial.State.DONE


def test_a_clock_that_those_on_shift_cannot_keep_stands_where_it_is_tried_and_before_it_is_signed(
    owner: Client, ana: Member, leo: Member, door: Door
):
    Member.objects.update(language="es")
    noon = datetime(2026, 3, 3, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
    with clock.held_at(noon - timedelta(days=1)):
        for one in (ana, leo):
            rostering.set_week(one, week="mon-fri 15:00-18:00", by=ana)
    for number in range(5):
        with clock.held_at(noon + timedelta(minutes=number)):
            hears(door, WORDS, author=f"persona{number}", need="question")
    with clock.held_at(noon + timedelta(days=1)):
        hears(door, "¿Hola?", author="otra", need="greeting", needs_answer=False)
    new = keeping.text().replace("version: 1.0.0", "version: 1.1.0").replace("first: 1h,", "first: 30m,")
    at = owner.post("/plan/past/", {"text": new, "keep": "1"}).headers["Location"]
    assert "Pruébalo en el pasado y lo verás" in owner.get(at).content.decode()
    page = tried(owner, text=new, since="2026-03-01", until="2026-03-08")
    assert "5 de 5 llegarían tarde aunque quien está de turno no hiciera otra cosa" in page
    assert 'lang="en"' not in page and "need: complaint" not in page
    assert "Desde que constan los turnos" in page
    before_signing = owner.get(at).content.decode()
    assert "5 de 5 llegarían tarde" in before_signing and "/sign/" in before_signing
    assert "Nada que arreglar" not in before_signing and "No: arriba está lo que va demasiado deprisa" in before_signing


def test_what_the_law_asks_about_is_said_with_its_gate(owner: Client) -> None:
    gate = with_gate("{id: G9, rule: Un vale se pregunta, when: {gesture: [voucher]}, effect: ask}")
    report = compare(rows(gesture("voucher"), gesture("wine", case=2)), old=PLAN, new=gate)
    with translation.override("es"):
        asked = replayed.whole(report, PLAN)["asked"]
    assert {one["words"].partition(" ")[2].partition("por un detalle")[2] for one in asked} >= {", por la ley (G9)"}
    assert any(one["words"].endswith("no podría tener un detalle: no lo deja la ley (G1)") for one in asked)
