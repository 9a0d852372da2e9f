"""Words from another conversation that were put into an asunto are looked for, and only where there are some."""

from importlib import import_module

import pytest
from django.apps import apps

from mostrador.accounts.models import Member
from mostrador.inbox import grouping, joining
from mostrador.inbox.models import Case
from tests import cast

pytestmark = pytest.mark.django_db
note = import_module("mostrador.inbox.migrations.0020_also_elsewhere").note_who_has_words_from_elsewhere


def two_threads() -> tuple[Case, Case, Member]:
    door = cast.a_door()
    cast.hears(door, "Un pedido", thread="one")
    cast.hears(door, "Otra cosa", thread="two")
    first, second = Case.objects.order_by("pk")
    return first, second, cast.a_member()


def who_has_some() -> list[int]:
    return list(Case.objects.filter(also_elsewhere=True).order_by("pk").values_list("pk", flat=True))


def test_a_message_that_is_moved_in_counts() -> None:
    first, second, leo = two_threads()
    grouping.move(second.messages.get(), to=first, by=leo)
    assert who_has_some() == [first.pk]


def test_what_is_joined_counts_where_it_goes_also_by_way_of_a_third() -> None:
    first, second, leo = two_threads()
    joining.join(second, into=first, by=leo)
    assert who_has_some() == [first.pk]
    cast.hears(first.conversation.door, "Más", thread="two")
    again = Case.objects.exclude(pk__in=[first.pk, second.pk]).first()
    third = again or second
    third.refresh_from_db()
    joining.join(Case.objects.get(pk=first.pk), into=third, by=leo)
    assert who_has_some() == sorted([first.pk, third.pk])


def test_a_house_from_before_learns_who_has_some() -> None:
    first, second, leo = two_threads()
    grouping.move(second.messages.get(), to=first, by=leo)
    Case.objects.update(also_elsewhere=False)
    note(apps, None)
    assert who_has_some() == [first.pk]
