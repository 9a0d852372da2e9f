"""The reply box: what leaves, what is refused, what comes back, and never twice."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.doors import opening
from mostrador.doors.models import Door
from mostrador.inbox import attaching
from mostrador.inbox.models import Attachment, Case, Draft, Message, Part, Promise
from mostrador.kit import clock
from tests import cast
from tests.desk.conftest import SignedIn

HTMX = {"HX-Request": "true"}


@pytest.fixture
def case(door: Door) -> Case:
    cast.hears(door, "¿Tenéis godello?", public=False)
    return cast.the_case()


@pytest.fixture
def desk(leo: Member, enters: SignedIn) -> Client:
    return enters(leo)


def write(desk: Client, case: Case, text: str = "Sí, hay.", **more: object):  # type: ignore[no-untyped-def]  # as Django's client takes and gives it
    words = {"key": str(uuid.uuid4()), "surface": "private", "text": text, **more}
    return desk.post(reverse("desk:answers", args=[case.pk]), words, headers=more.pop("headers", {}))  # type: ignore[arg-type]  # as Django's client takes and gives it


def test_an_answer_leaves_and_the_browser_looks_at_its_page_again(desk: Client, case: Case, leo: Member) -> None:
    answer = write(desk, case)
    assert (answer.status_code, answer["Location"]) == (303, reverse("desk:case", args=[case.pk]))
    message = Message.objects.get(direction="out")
    assert (message.text, message.author, message.state) == ("Sí, hay.", leo, "queued")


def test_the_same_form_sent_twice_is_one_answer(desk: Client, case: Case) -> None:
    key = str(uuid.uuid4())
    write(desk, case, key=key)
    write(desk, case, key=key)
    assert Message.objects.filter(direction="out").count() == 1


def test_the_same_key_with_other_words_is_refused_and_the_words_are_kept(desk: Client, case: Case) -> None:
    key = str(uuid.uuid4())
    write(desk, case, key=key)
    write(desk, case, "Otra cosa.", key=key)
    assert Message.objects.filter(direction="out").count() == 1
    assert Draft.objects.get().text == "Otra cosa."


def test_htmx_gets_the_fresh_regions_and_an_empty_box(desk: Client, case: Case) -> None:
    words = {"key": str(uuid.uuid4()), "surface": "private", "text": "Sí, hay."}
    answer = desk.post(reverse("desk:answers", args=[case.pk]), words, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    for region in (f'id="case-{case.pk}"', f'id="conversation-{case.conversation_id}"', 'id="reply-place"'):
        assert region in page
    assert page.count("hx-swap-oob") >= 4
    assert "Sí, hay." in page


def test_nothing_is_no_answer(desk: Client, case: Case) -> None:
    answer = desk.post(reverse("desk:answers", args=[case.pk]), {"surface": "private", "text": "  "}, headers=HTMX)
    assert answer.status_code == 422
    assert not Message.objects.filter(direction="out").exists()


def test_a_note_is_for_the_team_and_stops_no_clock(desk: Client, case: Case) -> None:
    write(desk, case, "Quedan 9 en la bodega.", surface="note")
    assert Message.objects.get(direction="note").text == "Quedan 9 en la bodega."
    case.refresh_from_db()
    assert case.state == "waiting_us"


def test_words_meant_for_one_never_go_to_everybody(desk: Client, door: Door) -> None:
    """Somebody wrote privately, and meanwhile the page they look at turned out to be public."""
    cast.hears(door, "¿Y mi pedido?", public=True, thread="post-1")
    case = cast.the_case()
    write(desk, case, "Tu dirección es calle Mayor 3.", surface="private")
    assert not Message.objects.filter(direction="out").exists()
    write(desk, case, "Te lo miro ya.", surface="public")
    assert Message.objects.get(direction="out").public


def test_a_public_thread_says_so_and_offers_to_publish(desk: Client, door: Door) -> None:
    cast.hears(door, "¿Y mi pedido?", public=True, thread="post-1")
    page = desk.get(reverse("desk:case", args=[cast.the_case().pk])).content.decode()
    assert 'value="public" checked' in page
    assert 'value="private"' not in page


def test_our_word_is_given_with_the_answer(desk: Client, case: Case) -> None:
    write(desk, case, "Te digo mañana.", told_what="si entra el mencía", told_when="tomorrow")
    told = Promise.objects.get(about="word")
    assert told.what == "si entra el mencía"
    assert told.due_at > clock.now()


def test_a_promise_without_its_time_is_asked_for(desk: Client, case: Case) -> None:
    write(desk, case, "Te digo.", told_what="si entra el mencía")
    assert not Message.objects.filter(direction="out").exists()


def test_second_thoughts_bring_the_words_back(desk: Client, case: Case) -> None:
    write(desk, case, "Sí, hay, y gratis.")
    message = Message.objects.get(direction="out")
    assert message.parts.get().next_try_at > clock.now() + timedelta(seconds=1)
    desk.post(reverse("desk:withdrawal", args=[message.pk]))
    message.refresh_from_db()
    assert message.state == "withdrawn"
    assert Draft.objects.get().text == "Sí, hay, y gratis."
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert page.count("Sí, hay, y gratis.") == 1  # in the box, no longer in the thread


def test_a_file_goes_with_the_words(desk: Client, case: Case) -> None:
    paper = BytesIO(b"%PDF-1.7 the list")
    paper.name = "carta.pdf"
    write(desk, case, "Aquí tienes.", files=paper)
    attachment = Attachment.objects.get()
    assert attachment.message is not None
    assert attachment.name == "carta.pdf"
    answer = desk.get(reverse("desk:file", args=[attachment.key]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 the list"  # type: ignore[attr-defined]  # as Django's client takes and gives it
    assert "attachment" in answer["Content-Disposition"]
    assert "sandbox" in answer["Content-Security-Policy"]


def paper(name: str, size: int) -> BytesIO:
    file = BytesIO(b"%" * size)
    file.name = name
    return file


def test_files_that_are_not_taken_lose_neither_the_words_nor_the_others(desk: Client, case: Case) -> None:
    most = case.conversation.door.speaks.file_limit_bytes or 0
    given = [paper("uno.txt", 1), paper("siete.pdf", most), paper("grande.zip", most + 1), paper("nada.txt", 0)]
    answer = write(desk, case, "Aquí van.", files=given)
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert answer.status_code == 303
    assert not Message.objects.filter(direction="out").exists()
    assert "Aquí van.</textarea>" in page
    assert sorted(Attachment.objects.values_list("name", "size")) == [("siete.pdf", most), ("uno.txt", 1)]


def test_twenty_files_are_ten_and_a_word(desk: Client, case: Case) -> None:
    address = reverse("desk:uploads", args=[case.conversation_id])
    told = desk.post(address, {"files": [paper(f"{number}.txt", 1) for number in range(20)]})
    assert told.status_code == 413
    assert "10" in told.json()["error"]
    assert Attachment.objects.count() == 10


def test_a_drawing_that_is_a_program_is_never_shown_in_place(desk: Client, case: Case) -> None:
    drawing = BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    drawing.name = "cara.svg"
    write(desk, case, "Mira.", files=drawing)
    answer = desk.get(reverse("desk:file", args=[Attachment.objects.get().key]))
    assert answer["Content-Type"] == "application/octet-stream"
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("state", "how", "then"),
    [
        ("failed", "retry", "queued"),
        ("unsure", "arrived", "sent"),
        ("unsure", "again", "queued"),
        ("unsure", "lost", "failed"),
    ],
)
def test_what_did_not_arrive_is_settled_by_one_tap(desk: Client, case: Case, state: str, how: str, then: str) -> None:
    write(desk, case)
    message = Message.objects.get(direction="out")
    message.parts.update(state=state)
    Message.objects.filter(pk=message.pk).update(state=state)
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert f'value="{how}"' in page
    desk.post(reverse("desk:delivery", args=[message.pk]), {"how": how})
    message.refresh_from_db()
    assert message.state == then


def test_taken_back_the_words_return_with_their_files(desk: Client, case: Case) -> None:
    price = BytesIO(b"%PDF-1.7 the list")
    price.name = "carta.pdf"
    write(desk, case, "Aquí la tienes.", files=price)
    message, file = Message.objects.get(direction="out"), Attachment.objects.get()
    desk.post(reverse("desk:withdrawal", args=[message.pk]))
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert f'name="file" value="{file.key}" checked' in page and "Aquí la tienes." in page
    refused = write(desk, case, "Aquí", file=file.key, surface="public", headers=HTMX)
    assert refused.status_code == 422 and f'value="{file.key}" checked' in refused.content.decode()
    write(desk, case, "Aquí tienes la carta.", file=file.key)
    again = Message.objects.get(direction="out", text="Aquí tienes la carta.")
    assert [each.key for each in again.attachments.all()] == [file.key] and again.parts.get().files == [file.pk]
    assert not Draft.objects.exists()


def test_a_file_alone_is_a_draft_and_one_let_go_is_not_sent(desk: Client, case: Case, leo: Member) -> None:
    file = attaching.upload(leo, name="carta.pdf", type="application/pdf", content=b"%PDF-")
    url = reverse("desk:draft", args=[case.conversation_id])
    desk.post(url, {"text": "", "surface": "private", "file": file.key})
    assert Draft.objects.get().files == [file.key]
    desk.post(url, {"text": "", "surface": "private"})
    assert not Draft.objects.exists()


def test_what_waits_says_for_what(desk: Client, case: Case) -> None:
    write(desk, case)
    message = Message.objects.get(direction="out")
    message.parts.update(state="unsure")
    message.parts.create(position=1, text="Y dos.", idempotency_key="second")
    Message.objects.filter(pk=message.pk).update(state="unsure")
    assert "Lo que sigue espera a lo que digas." in desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    message.parts.update(state="queued", next_try_at=clock.now())
    Message.objects.filter(pk=message.pk).update(state="queued")
    opening.close(case.conversation.door.connection, why="", by=None)
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "saldrá cuando se abra otra vez" in page


def test_a_saved_text_is_one_tap_away_with_both_names(desk: Client, case: Case) -> None:
    from mostrador.inbox import canning

    canning.keep(None, shortcut="Horario", text="{nombre}, abrimos a las 10. — {yo}", by=Member.objects.get())
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "Lucia, abrimos a las 10. — Leo" in page


def test_who_else_is_on_the_mail_is_told_before_answering(desk: Client, door: Door) -> None:
    cast.hears(door, "Para los dos.", cc=("otro@correo.example",))
    case = cast.the_case()
    assert "otro@correo.example" in desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    write(desk, case, "Hola a los dos.", cc="otro@correo.example")
    assert Message.objects.get(direction="out").cc == ["otro@correo.example"]


def test_a_copy_to_no_address_is_refused(desk: Client, case: Case) -> None:
    write(desk, case, cc="nadie")
    assert not Message.objects.filter(direction="out").exists()


def test_what_was_refused_comes_back_whole(desk: Client, case: Case) -> None:
    words = {"key": str(uuid.uuid4()), "surface": "private", "text": "Te digo.", "told_what": "si entra el mencía"}
    page = desk.post(reverse("desk:answers", args=[case.pk]), words, headers=HTMX).content.decode()
    assert 'aria-invalid="true"' in page
    assert "Te digo.</textarea>" in page
    assert 'value="si entra el mencía"' in page
    assert words["key"] in page


@pytest.mark.parametrize(("state", "words"), [("failed", "no salió"), ("unsure", "no sabemos si llegó")])
def test_what_did_not_leave_keeps_who_wrote_it_and_when(state: str, words: str, desk: Client, case: Case) -> None:
    write(desk, case, "Mira https://vidriera.test/godello.")
    Message.objects.filter(direction="out").update(state=state)
    Part.objects.update(state=state)
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    foot = page[page.index('class="said__meta"', page.index("Mira <a")) :].split("</footer>", 1)[0]
    assert ">Leo<" in foot and "<time" in foot and words in foot
    assert 'href="https://vidriera.test/godello" target="_blank" rel="noopener' in page
