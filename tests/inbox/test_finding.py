"""Search, visibility, snoozing, grouping and the clocks."""

from datetime import timedelta

import pytest

from mostrador.accounts.models import Member, Role
from mostrador.doors.contract import Item
from mostrador.inbox import (
    changing,
    clocks,
    ending,
    grouping,
    joining,
    replying,
    searching,
    snoozing,
    tagging,
)
from mostrador.inbox.models import Case, CaseEnd, Message, Promise
from mostrador.kit import clock
from mostrador.kit.models import Event
from mostrador.people import linking, naming
from mostrador.people.models import Person
from tests.cast import a_door, a_member, hears, the_case

pytestmark = pytest.mark.django_db


def found(words: str, member: Member) -> list[str]:
    return [message.text for message in searching.search(words, member=member)]


def test_search_finds_whole_and_begun_words_without_accents_newest_first() -> None:
    leo, door = a_member(), a_door()
    hears(door, "¿Tenéis vino de Ribeira Sacra?")
    hears(door, "El vino llegó roto")
    assert found("vino", leo) == ["El vino llegó roto", "¿Tenéis vino de Ribeira Sacra?"]
    assert found("llego ro", leo) == ["El vino llegó roto"]
    assert found('" OR rowid:*', leo) == []


def test_search_and_lists_show_only_doors_one_may_see() -> None:
    leo, marta, ana = a_member("Leo"), a_member("Marta"), a_member("Ana", Role.OWNER)
    door = a_door()
    door.members.set([marta])
    hears(door, "secreto de taller")
    assert found("secreto", leo) == [] and len(found("secreto", marta)) == len(found("secreto", ana)) == 1
    assert not Case.objects.visible_to(leo).exists() and Case.objects.visible_to(marta).exists()
    assert not Message.objects.visible_to(leo).exists()


def test_search_goes_back_to_the_oldest_whether_a_word_stands_often_or_once() -> None:
    """Nine thousand messages: more than are walked, and of one word more than are asked for at once."""
    leo, door = a_member(), a_door()
    hears(door, "la primera")
    first = Message.objects.get()
    words = ["antes" if number < 4500 else "ahora" for number in range(9000)]
    for number, rare in ((3, "botijo"), (10, "raro"), (4000, "raro"), (8990, "raro")):
        words[number] += f" {rare}"
    numbered = range(first.pk + 1, first.pk + 1 + len(words))
    Message.objects.bulk_create(
        Message(pk=pk, conversation_id=first.conversation_id, door=door, direction="in", text=text, external_id=str(pk),
                person_id=first.person_id, sent_at=clock.now(), shown_at=clock.now(), received_at=clock.now())
        for pk, text in zip(numbered, words, strict=True)
    )  # fmt: skip
    Message.objects.filter(pk=first.pk + 1 + 4400).update(deleted_at=clock.now())
    for word in ("antes", "ahora", "raro", "botijo", "antes ra", "nunca", "primera"):
        met = [pk for pk, text in zip(numbered, words, strict=True) if _has(text, word) and pk != first.pk + 1 + 4400]
        wanted = [*sorted(met, reverse=True), *([first.pk] if word == "primera" else [])]
        assert [message.pk for message in searching.search(word, member=leo)] == wanted[:25], word
        further = [message.pk for message in searching.search(word, member=leo, before=first.pk + 4000)]
        assert further == [pk for pk in wanted if pk < first.pk + 4000][:25], word


def _has(text: str, words: str) -> bool:
    *whole, begun = words.split()
    return set(whole) <= set(text.split()) and any(each.startswith(begun) for each in text.split())


def test_an_edited_message_is_found_by_its_new_words_only() -> None:
    leo, door = a_member(), a_door()
    hears(door, "albariño", external_id="7")
    changing.apply(Item(kind="edited", of="7", text="godello"), door=door, person=None)
    assert found("albariño", leo) == [] and found("godello", leo) == ["godello"]


def test_what_was_put_off_comes_back_by_itself() -> None:
    leo = a_member()
    hears(a_door(), "hola")
    snoozing.snooze(the_case(), until=clock.now() + timedelta(hours=1), by=leo)
    assert the_case().state == Case.State.SNOOZED and the_case().due_at
    Case.objects.update(snoozed_until=clock.now())
    clocks.tick()
    assert the_case().state == Case.State.WAITING_US


def test_their_words_end_a_snooze() -> None:
    leo, door = a_member(), a_door()
    hears(door, "hola")
    snoozing.snooze(the_case(), until=clock.now() + timedelta(hours=1), by=leo)
    hears(door, "¿y bien?")
    assert the_case().state == Case.State.WAITING_US and the_case().snoozed_until is None


def test_the_clock_warns_once_and_tells_lateness_once() -> None:
    a_member()
    hears(a_door(), "hola")
    Promise.objects.update(warn_at=clock.now(), due_at=clock.now())
    clocks.tick()
    clocks.tick()
    names = list(Event.objects.filter(name__startswith="Promise").order_by("pk").values_list("name", flat=True))
    assert names == ["PromiseMade", "PromiseWarned", "PromiseLate"]


def test_an_end_without_an_answer_keeps_its_reason() -> None:
    leo = a_member()
    hears(a_door(), "¡Compre seguidores!")
    ending.no_answer_needed(the_case(), why=CaseEnd.Why.ADVERT, by=leo)
    assert the_case().state == Case.State.DONE and CaseEnd.objects.get().why == "advert"
    assert Promise.objects.get().state == Promise.State.DROPPED


def test_splitting_and_joining_undo_each_other() -> None:
    leo, door = a_member(), a_door()
    hears(door, "¿Y mi pedido?")
    second = hears(door, "Otra cosa: ¿abrís mañana?")
    assert second is not None
    first = the_case()
    new = grouping.split(second, by=leo)
    assert [message.text for message in new.messages.all()] == ["Otra cosa: ¿abrís mañana?"]
    joining.join(new, into=first, by=leo)
    assert first.messages.count() == 2
    new.refresh_from_db()
    assert new.state == Case.State.DONE


def test_asuntos_of_two_people_cannot_be_joined() -> None:
    leo, door = a_member(), a_door()
    one, two = hears(door, "a", author="a"), hears(door, "b", author="b")
    assert one and two and one.case and two.case
    with pytest.raises(grouping.NotTheSamePerson):
        joining.join(one.case, into=two.case, by=leo)


def test_linking_and_unlinking_leave_everybody_as_they_were() -> None:
    leo, door = a_member(), a_door()
    for author in "abc":
        hears(door, "hola", author=author)
    a, b, c = Person.objects.order_by("pk")
    linking.link(b, to=a, by=leo)
    linking.link(a, to=c, by=leo)
    for person in (a, b, c):
        person.refresh_from_db()
    assert {person.head_id for person in (a, b, c)} == {c.pk}
    with pytest.raises(linking.AlreadyTheSame):
        linking.link(a, to=b, by=leo)
    linking.unlink(c, by=leo)
    for person in (a, b, c):
        person.refresh_from_db()
    assert c.head_id == c.pk and a.head_id == b.head_id == a.pk


def test_unlinking_gives_back_the_groups_as_they_were() -> None:
    leo, door = a_member(), a_door()
    for author in "abcd":
        hears(door, "hola", author=author)
    a, b, c, d = Person.objects.order_by("pk")
    linking.link(b, to=a, by=leo)
    linking.link(d, to=c, by=leo)
    moved = linking.link(b, to=d, by=leo)
    assert moved == a and {one.head_id for one in Person.objects.all()} == {c.pk}
    linking.unlink(moved, by=leo)
    assert list(Person.objects.order_by("pk").values_list("same_as", flat=True)) == [None, a.pk, None, c.pk]
    linking.unlink(b, by=leo)
    assert list(Person.objects.order_by("pk").values_list("same_as", flat=True)) == [None, None, None, c.pk]


def test_tags_are_small_letters_and_come_off() -> None:
    leo = a_member()
    hears(a_door(), "hola")
    for spaced in (" Lotes grandes", "lotes\u00a0grandes", "Lotes  grandes\u200b"):
        tagging.tag(the_case(), name=spaced, by=leo)
    assert list(the_case().tags.values_list("name", flat=True)) == ["lotes grandes"]
    tagging.untag(the_case(), name="lotes grandes", by=leo)
    assert not the_case().tags.exists()


def test_a_name_is_kept_as_it_reads_whoever_says_it() -> None:
    leo = a_member()
    hears(a_door(), "hola", author="Lucía\u00a0 Prats ")
    lucia = the_case().person
    assert "  " not in lucia.name and "\u00a0" not in lucia.name and lucia.name == lucia.name.strip()
    naming.rename(lucia, name="  Lucía\u2003Prats\u200b", by=leo)
    assert Person.objects.get(pk=lucia.pk).name == "Lucía Prats"


def test_waking_undoes_nothing_that_happened_meanwhile() -> None:
    """The clock reads what sleeps, then wakes it one by one: in between others act."""
    a_member()
    door = a_door()
    hears(door, "¿Tenéis godello?")
    owner = the_case().owner
    assert owner is not None
    replying.reply(the_case(), replying.Words(text="Sí.", key="k", by=owner, parts=[("Sí.", 0)]))
    snoozing.snooze(the_case(), until=clock.now() + timedelta(hours=1), by=owner)
    seen = the_case()
    hears(door, "¿Y mencía?")
    snoozing.wake(seen)
    assert the_case().state == Case.State.WAITING_US
    ending.finish(the_case(), by=owner, why=CaseEnd.Why.ELSEWHERE)
    snoozing.wake(seen)
    assert the_case().state == Case.State.DONE


def test_what_is_owed_does_not_sleep_over_its_time() -> None:
    a_member()
    hears(a_door(), "¿Tenéis godello?")
    case = the_case()
    assert case.owner is not None
    snoozing.snooze(case, until=clock.now() + timedelta(days=2), by=case.owner)
    clocks.tick()
    assert the_case().state == Case.State.SNOOZED
    Promise.objects.update(warn_at=clock.now())
    clocks.tick()
    assert the_case().state == Case.State.WAITING_US
