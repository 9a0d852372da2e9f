"""What one does with an asunto: each is one tap, says what it did, and can be undone where it should."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.doors.models import Door
from mostrador.inbox import grouping, promising
from mostrador.inbox.models import Case, CaseEnd, Joining, Message, Promise
from mostrador.kit import clock
from mostrador.plan import keeping
from tests import cast
from tests.desk.conftest import SignedIn

HTMX = {"HX-Request": "true"}


@pytest.fixture
def case(door: Door) -> Case:
    cast.hears(door, "¿Tenéis godello?")
    return cast.the_case()


@pytest.fixture
def desk(leo: Member, enters: SignedIn) -> Client:
    return enters(leo)


def does(desk: Client, name: str, case: Case, **told: object) -> Case:
    answer = desk.post(reverse(f"desk:{name}", args=[case.pk]), told)
    assert answer.status_code == 303, answer.content[:300]
    case.refresh_from_db()
    return case


def page_of(desk: Client, case: Case, **words: str) -> str:
    return desk.get(reverse("desk:case", args=[case.pk]), words).content.decode()


def test_done_ends_it_and_can_be_reopened(desk: Client, case: Case, leo: Member) -> None:
    cast.says("Sí.", by=leo)
    assert does(desk, "end", case).state == "done"
    assert reverse("desk:reopening", args=[case.pk]) in page_of(desk, case)
    assert does(desk, "reopening", case).state == "waiting_them"


def test_done_with_nobody_answered_asks_for_the_reason_in_one_tap(desk: Client, case: Case) -> None:
    answer = desk.post(reverse("desk:end", args=[case.pk]), headers=HTMX).content.decode()
    case.refresh_from_db()
    assert case.state == "waiting_us" and "Nadie ha contestado todavía" in answer
    assert all(f'name="why" value="{why}"' in answer.partition("strip__acts")[2] for why in CaseEnd.Why.values)
    assert desk.post(reverse("desk:end", args=[case.pk]), {"why": "bored"}).status_code == 400
    assert does(desk, "end", case, why="elsewhere").state == "done"
    assert CaseEnd.objects.get().why == "elsewhere"
    assert "Hecho sin contestar" in page_of(desk, case)


def test_done_with_our_word_open_asks_in_one_line(desk: Client, case: Case, leo: Member) -> None:
    promising.promise(case, what="la caja lista", due_at=clock.now() + timedelta(hours=1), by=leo)
    answer = desk.post(reverse("desk:end", args=[case.pk]))
    case.refresh_from_db()
    assert case.state == "waiting_us"
    assert answer["Location"].endswith("?ask=end")
    page = page_of(desk, case, ask="end")
    assert "la caja lista" in page
    assert 'value="kept"' in page
    asked = desk.post(reverse("desk:end", args=[case.pk]), {"settle": "kept"}, follow=True).content.decode()
    assert 'name="settle" value="kept"' in asked and 'name="why" value="elsewhere"' in asked
    assert Promise.objects.get(about="word").state == "running"
    assert does(desk, "end", case, settle="kept", why="elsewhere").state == "done"
    assert Promise.objects.get(about="word").state == "kept"


def test_no_answer_is_needed_for_a_reason(desk: Client, case: Case) -> None:
    assert does(desk, "no_answer", case, why="thanks").state == "done"
    assert CaseEnd.objects.get().why == "thanks"


def test_why_nothing_was_answered_is_shown_until_it_ends_otherwise(desk: Client, case: Case, leo: Member) -> None:
    does(desk, "no_answer", case, why="advert")
    page = page_of(desk, case)
    assert "Hecho sin contestar: es publicidad." in page  # said once, with the way back
    assert "sin contestar: es publicidad · Leo, hoy a la" in page_of(desk, case)
    does(desk, "reopening", case)
    CaseEnd.objects.update(at=clock.now() - timedelta(minutes=5))
    cast.says("Sí.", by=leo)
    does(desk, "end", case)
    assert "es publicidad ·" not in page_of(desk, case)


def test_it_is_put_off_in_words_and_taken_back(desk: Client, case: Case) -> None:
    does(desk, "snooze", case, until="tomorrow")
    assert case.state == "snoozed"
    assert case.snoozed_until is not None
    assert case.snoozed_until > clock.now()
    assert does(desk, "snooze", case, until="now").state == "waiting_us"


@pytest.mark.parametrize(
    "told", [{"until": "yesterday"}, {"at": "2001-01-01T10:00"}, {"at": "x"}, {"at": "9999-12-31T23:59"}]
)
def test_a_time_that_cannot_be_changes_nothing(told: dict[str, str], desk: Client, case: Case) -> None:
    assert does(desk, "snooze", case, **told).state == "waiting_us"


def test_it_is_handed_over_with_a_note(desk: Client, case: Case, ana: Member) -> None:
    assert does(desk, "owner", case, to=ana.pk, note="Lo sabes tú mejor").owner == ana
    assert Message.objects.get(direction="note").text == "Lo sabes tú mejor"


def test_it_is_not_handed_to_somebody_who_cannot_answer(desk: Client, case: Case, vera: Member) -> None:
    before = case.owner
    assert does(desk, "owner", case, to=vera.pk).owner == before
    assert 'class="strip"' in page_of(desk, case)


def test_tags_names_and_needs(desk: Client, case: Case) -> None:
    does(desk, "tags", case, add="Regalo")
    assert list(case.tags.values_list("name", flat=True)) == ["regalo"]
    does(desk, "tags", case, drop="regalo")
    assert not case.tags.exists()
    assert does(desk, "title", case, title="Godello para el sábado").title == "Godello para el sábado"
    assert does(desk, "need", case, kind="buy").kind == "buy"
    assert desk.post(reverse("desk:need", args=[case.pk]), {"kind": "nothing"}).status_code == 400


def test_our_word_is_given_and_kept_without_writing(desk: Client, case: Case) -> None:
    does(desk, "promises", case, what="llamarle", when="tomorrow")
    word = Promise.objects.get(about="word")
    assert "llamarle" in page_of(desk, case)
    desk.post(reverse("desk:promise", args=[word.pk]), {"how": "keep"})
    word.refresh_from_db()
    assert word.state == "kept"


def test_the_end_that_was_promised_is_shown_quiet_or_late_but_never_in_the_rows(
    desk: Client, case: Case, leo: Member
) -> None:
    now = clock.now()
    whole = case.promises.create(
        origin="plan", about="resolve", began_at=now - timedelta(hours=30), due_at=now - timedelta(hours=2), warn_at=now
    )
    assert "tarde 2 h" in page_of(desk, case)
    assert "tarde 2 h" not in desk.get(reverse("desk:inbox")).content.decode()  # one rule of colour: what we owe now
    Promise.objects.filter(pk=whole.pk).update(due_at=now + timedelta(hours=20), warn_at=now + timedelta(hours=9))
    assert "Terminarlo" in page_of(desk, case)
    cast.says("Sí.", by=leo)
    whole.refresh_from_db()
    assert whole.state == Promise.State.PAUSED and "de apertura" in page_of(desk, case)


def test_a_late_end_is_told_in_the_row_where_the_plan_or_the_law_names_one(
    desk: Client, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    case.promises.create(
        origin="plan", about="resolve", began_at=now - timedelta(hours=30), due_at=now - timedelta(hours=2), warn_at=now
    )
    assert "debía estar hecho" in desk.get(reverse("desk:inbox")).content.decode()  # Spain's law does
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    path = keeping.write_first(tmp_path)
    elsewhere = path.read_text(encoding="utf-8").replace("country: ES", "country: BR", 1)
    path.write_text(elsewhere, encoding="utf-8")
    assert "debía estar hecho" not in desk.get(reverse("desk:inbox")).content.decode()
    path.write_text(elsewhere.replace("next: 2h}", "next: 2h, resolve: 16h}", 1), encoding="utf-8")
    assert "debía estar hecho" in desk.get(reverse("desk:inbox")).content.decode()


def test_a_message_gets_its_own_errand_and_comes_back(desk: Client, case: Case, door: Door) -> None:
    cast.hears(door, "Y otra cosa: mi factura")
    message = Message.objects.order_by("pk").last()
    assert message is not None
    desk.post(reverse("desk:message_case", args=[message.pk]), {"to": "new"})
    message.refresh_from_db()
    new = message.case
    assert new is not None
    assert new.pk != case.pk
    page = page_of(desk, case)
    assert f'name="into" value="{case.pk}"' in page  # the way back
    desk.post(reverse("desk:joining", args=[new.pk]), {"into": case.pk})
    message.refresh_from_db()
    assert message.case == case
    trace = Joining.objects.get()
    page = page_of(desk, case)
    assert "Leo unió aquí" in page and page.count(reverse("desk:parting", args=[trace.pk])) >= 2  # said, and undone
    assert "unido a" in page_of(desk, new)
    desk.post(reverse("desk:parting", args=[trace.pk]))
    message.refresh_from_db()
    assert message.case == new and "Leo unió aquí" not in page_of(desk, case)


def menu_of(page: str, message: Message) -> str:
    """Return the form of a message's menu that says where it belongs."""
    return page.partition(f'action="{reverse("desk:message_case", args=[message.pk])}"')[2].partition("</form>")[0]


def two_errands(case: Case, door: Door, leo: Member) -> tuple[Message, Message, Case]:
    """Return the only message of the first, and that of the second, which is the third."""
    cast.hears(door, "Y otra cosa: mi factura")
    first, second = Message.objects.order_by("pk")
    return first, second, grouping.split(second, by=leo)


def test_each_message_is_offered_the_errands_that_are_not_its_own(
    desk: Client, case: Case, door: Door, leo: Member
) -> None:
    first, second, other = two_errands(case, door, leo)
    for page, pk in ((page_of(desk, case), case.pk), (page_of(desk, other), other.pk)):
        for message, own, elsewhere in ((first, case, other), (second, other, case)):
            menu = menu_of(page, message)
            assert f'value="{elsewhere.pk}"' in menu and f'name="to" value="{own.pk}"' not in menu
            assert f'name="page" value="{pk}"' in menu
            assert 'value="new"' not in menu  # the only one of its errand


def test_what_is_moved_on_a_page_answers_with_the_regions_of_that_page(
    desk: Client, case: Case, door: Door, leo: Member
) -> None:
    _first, second, other = two_errands(case, door, leo)
    url = reverse("desk:message_case", args=[second.pk])
    for to in (case, other):  # there, and back as the notice offers it
        answer = desk.post(url, {"to": to.pk, "page": case.pk}, headers=HTMX).content.decode()
        assert f'id="case-{case.pk}"' in answer and f'id="case-{other.pk}"' not in answer
        assert f'name="page" value="{case.pk}"' in answer.partition('id="notices"')[2]
    assert desk.post(url, {"to": case.pk, "page": 999999}, headers=HTMX).status_code == 404
    second.refresh_from_db()
    assert second.case == other


def test_the_only_message_of_an_errand_gets_none_of_its_own(desk: Client, case: Case) -> None:
    message = Message.objects.get()
    answer = desk.post(reverse("desk:message_case", args=[message.pk]), {"to": "new", "page": case.pk}, headers=HTMX)
    assert "no quedaría nada suyo" in answer.content.decode()
    assert Case.objects.count() == 1


def test_what_got_an_errand_of_its_own_is_put_back_without_leaving_the_page(
    desk: Client, case: Case, door: Door, leo: Member
) -> None:
    _first, second, other = two_errands(case, door, leo)
    for name, pk, told in (("joining", other.pk, {"into": case.pk}), ("parting", None, {})):
        number = pk or Joining.objects.get().pk
        answer = desk.post(reverse(f"desk:{name}", args=[number]), {**told, "page": case.pk}, headers=HTMX)
        assert f'id="case-{case.pk}"' in answer.content.decode()
    second.refresh_from_db()
    assert second.case == other


def test_who_may_not_see_a_joining_cannot_part_it(desk: Client, leo: Member) -> None:
    assert desk.post(reverse("desk:parting", args=[1])).status_code == 404


def test_a_change_answers_htmx_with_the_fresh_regions(desk: Client, case: Case) -> None:
    answer = desk.post(reverse("desk:title", args=[case.pk]), {"title": "Otro nombre"}, headers=HTMX)
    page = answer.content.decode()
    assert page.count("Otro nombre") >= 2
    assert 'id="reply-place"' not in page  # somebody may be writing
