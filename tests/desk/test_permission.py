"""Permission is the query: a foreign id is not there, a viewer changes nothing, and nothing changes by a GET."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from mostrador.accounts.models import Member
from mostrador.desk.urls import urlpatterns
from mostrador.doors import contract
from mostrador.doors.contract import File
from mostrador.doors.models import Door
from mostrador.inbox import posting
from mostrador.inbox.models import Case, Message, Promise
from mostrador.kit.models import Event
from mostrador.people import remembering
from mostrador.plan import asking, giving, keeping, noting
from mostrador.plan.asking import Question
from mostrador.plan.giving import Gift
from mostrador.plan.models import Noted
from mostrador.plan.noting import Wanted
from tests import cast
from tests.desk.conftest import SignedIn

CHANGES = [
    "answers", "end", "no_answer", "reopening", "snooze", "owner", "tags", "title", "need", "promises", "joining",
    "promise", "draft", "uploads", "message_case", "withdrawal", "delivery", "words", "removal", "person_name",
    "person_note", "facts", "links", "unlinks", "forgetting", "fault", "given", "given_end", "asking", "noted",
    "troll_label", "troll_wrong",
]  # fmt: skip
LOOKS = [
    "case",
    "troll",
    "conversation",
    "head",
    "talk",
    "older",
    "context",
    "person",
    "timeline",
    "mail",
    "message_text",
    "file",
    "post_picture",
]
HOUSE = ["channels", "quarantine", "door", "trial", "closing", "first_message"]


@pytest.fixture
def foreign(ana: Member, leo: Member) -> dict[str, int | str]:
    """Somebody wrote at a door that only Ana sees; return every id there is of it."""
    door = cast.a_door("De Ana")
    door.members.add(ana)
    cast.hears(door, "Solo para Ana", attachments=())
    case = cast.the_case()
    message = Message.objects.get()
    message.html = "<p>Solo para Ana</p>"
    message.save(update_fields=["html"])
    fact = remembering.remember(case.person, quote="secreto", source="aquí", said_on=message.sent_at.date(), by=ana)
    from mostrador.inbox import attaching

    file = attaching.upload(ana, name="a.txt", type="text/plain", content=b"secreto")
    file.message = message
    file.save()
    gift = Gift(kind="refund", amount=100, why="secreto", key="k")
    given = giving.give(case, gift, plan=keeping.current(), role="dueña", by=ana)
    question = Question(act="refund", role="dueña", of=ana, due_at=message.sent_at, key="k", plan_hash="")
    asked = asking.ask(case, question, by=ana)
    noting.note_all([(message, Wanted(kind="thanks", act="thank: personal", line="L1", plan_hash="", quote="secreto"))])
    post = posting.note(contract.Post(text="secreto"), door=door, thread="post-1")
    posting.note_picture(post, file=File(name="p.png", type="image/png", content=b"png"))
    return {
        "case_id": case.pk, "conversation_id": case.conversation_id, "message_id": message.pk,
        "person_id": case.person_id, "promise_id": Promise.objects.get().pk, "fact_id": fact.pk,
        "connection_id": door.connection_id, "key": file.key,
        "post_id": post.pk, "given_id": given.pk, "asking_id": asked.pk, "noted_id": Noted.objects.get().pk,
    }  # fmt: skip


def address(name: str, ids: dict[str, int | str]) -> str:
    pattern = next(one for one in urlpatterns if isinstance(one, URLPattern) and one.name == name)
    return reverse(f"desk:{name}", kwargs={word: ids[word] for word in pattern.pattern.converters})


@pytest.mark.parametrize("name", CHANGES)
def test_what_one_may_not_see_cannot_be_changed(
    name: str, foreign: dict[str, int | str], leo: Member, enters: SignedIn
) -> None:
    before = Event.objects.count()
    answer = enters(leo).post(address(name, foreign), {"text": "x", "to": "new", "how": "keep"})
    assert answer.status_code == 404
    assert Event.objects.count() == before


@pytest.mark.parametrize("name", LOOKS)
def test_what_one_may_not_see_is_not_there(
    name: str, foreign: dict[str, int | str], leo: Member, enters: SignedIn
) -> None:
    foreign_answer = enters(leo).get(address(name, foreign), headers={"HX-Request": "true"})
    unknown = {word: (999_999 if isinstance(value, int) else "0" * 40) for word, value in foreign.items()}
    unknown_answer = enters(leo).get(address(name, unknown), headers={"HX-Request": "true"})
    assert foreign_answer.status_code == unknown_answer.status_code == 404
    assert foreign_answer.content == unknown_answer.content


@pytest.mark.parametrize("name", LOOKS)
def test_the_owner_sees_it(name: str, foreign: dict[str, int | str], ana: Member, enters: SignedIn) -> None:
    assert enters(ana).get(address(name, foreign), headers={"HX-Request": "true"}).status_code in (200, 303)


@pytest.mark.parametrize("name", CHANGES)
def test_a_viewer_changes_nothing(name: str, foreign: dict[str, int | str], vera: Member, enters: SignedIn) -> None:
    Door.objects.get().members.clear()
    before = Event.objects.count()
    assert enters(vera).post(address(name, foreign), {"text": "x"}).status_code == 403
    assert Event.objects.count() == before


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_changes_by_looking(name: str, foreign: dict[str, int | str], ana: Member, enters: SignedIn) -> None:
    assert enters(ana).get(address(name, foreign)).status_code == 405


@pytest.mark.parametrize("name", CHANGES)
def test_what_only_takes_forms_says_so_and_leads_back(
    name: str, foreign: dict[str, int | str], ana: Member, enters: SignedIn
) -> None:
    desk = enters(ana)
    answer = desk.get(address(name, foreign))
    back = re.findall(r'class="button[^>]*href="([^"]+)"', answer.content.decode())
    assert "Aquí no hay nada que ver" in answer.content.decode() and "POST" in answer["Allow"]
    assert back[-1] == "/" and desk.get(back[0], follow=True).status_code == 200


@pytest.mark.parametrize(("language", "words"), [("en", "Nothing to see here"), ("pt", "Não há nada para ver")])
def test_it_says_so_in_their_language(language: str, words: str, ana: Member, enters: SignedIn) -> None:
    Member.objects.filter(pk=ana.pk).update(language=language)
    answer = enters(ana).get(reverse("desk:crisis_drill"))
    assert words in answer.content.decode() and f'href="{reverse("desk:crises")}"' in answer.content.decode()


@pytest.mark.parametrize("sent", [{"HX-Request": "true"}, {"Accept": "application/json"}])
def test_a_program_is_refused_without_a_page(sent: dict[str, str], ana: Member, enters: SignedIn) -> None:
    answer = enters(ana).get(reverse("desk:crisis_drill"), headers=sent)
    assert answer.status_code == 405 and not answer.content


@pytest.mark.parametrize("name", ["answers", "end", "snooze", "draft"])
def test_no_other_page_can_make_us_do_it(name: str, foreign: dict[str, int | str], ana: Member) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    assert client.post(address(name, foreign), {"text": "x"}).status_code == 403


@pytest.mark.parametrize("name", HOUSE)
def test_only_the_house_opens_doors(name: str, foreign: dict[str, int | str], leo: Member, enters: SignedIn) -> None:
    assert enters(leo).get(address(name, foreign)).status_code == 403


def test_search_and_people_tell_nothing_of_what_one_may_not_see(
    foreign: dict[str, int | str], leo: Member, ana: Member, enters: SignedIn
) -> None:
    for name, words in (("search", {"q": "Solo"}), ("people", {"q": "lucia"}), ("inbox", {}), ("today", {})):
        assert "Solo para Ana" not in enters(leo).get(reverse(f"desk:{name}"), words).content.decode()
    code = Case.objects.get().code
    assert (
        reverse("desk:case", args=[foreign["case_id"]])
        not in enters(leo).get(reverse("desk:search"), {"q": code}).content.decode()
    )
    assert "Solo" in enters(ana).get(reverse("desk:search"), {"q": "Solo"}).content.decode()


def test_a_case_cannot_be_joined_into_a_foreign_one(
    foreign: dict[str, int | str], leo: Member, enters: SignedIn
) -> None:
    cast.hears(cast.a_door("De todos"), "hola", author="pablo")
    mine = Case.objects.exclude(pk=foreign["case_id"]).get()
    answer = enters(leo).post(reverse("desk:joining", args=[mine.pk]), {"into": foreign["case_id"]})
    assert answer.status_code == 404
    mine.refresh_from_db()
    assert mine.state != "done"


def test_an_upload_is_only_its_own_members_until_it_is_sent(leo: Member, ana: Member, enters: SignedIn) -> None:
    from mostrador.inbox import attaching

    file = attaching.upload(ana, name="a.txt", type="text/plain", content=b"secreto")
    assert enters(leo).get(reverse("desk:file", args=[file.key])).status_code == 404
    assert enters(ana).get(reverse("desk:file", args=[file.key])).status_code == 200


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_a_number_that_no_errand_can_have_is_not_found(leo: Member, enters: SignedIn, number: int) -> None:
    assert enters(leo).get(f"/cases/{number}/").status_code == 404
