"""An open conversation is sent only what is new to it: with what it has, it shows what a page opened now shows."""

import re
from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from mostrador.accounts.models import Member
from mostrador.doors.contract import Author, Item
from mostrador.doors.models import Door
from mostrador.inbox import changing, grouping, naming, noting, withdrawing
from mostrador.inbox.models import Case, Message
from mostrador.kit import clock, pieces
from tests import cast
from tests.desk.conftest import SignedIn
from tests.desk.test_errand_acts import HTMX

LANGUAGES = ("es", "en", "pt")
VOID = {"br", "img", "input", "circle", "path", "line", "rect", "polyline", "polygon"}
TOKEN = re.compile(r'value="[A-Za-z0-9]{64}"')
KEPT = re.compile(r'<i data-kept="(\d+)-(\d+)"></i>')


class Cutting(HTMLParser):
    """Cuts a region into its children, word by word."""

    def __init__(self, region: str) -> None:
        super().__init__(convert_charrefs=False)
        self.children: list[str] = []
        self._depth = 0
        self.feed(region)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if self._depth == 1:
            self.children.append("")
        self._add(self.get_starttag_text() or "")
        self._depth += tag not in VOID and not (self.get_starttag_text() or "").endswith("/>")

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag not in VOID
        self._add(f"</{tag}>")

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self._add(self.get_starttag_text() or "")

    def handle_data(self, data: str) -> None:
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        self._add(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._add(f"&#{name};")

    def _add(self, words: str) -> None:
        if self._depth >= 1 and self.children:
            self.children[-1] += words


class Page:
    """What an open page shows of its conversation, kept as the script keeps it."""

    def __init__(self, desk: Client, case: Case) -> None:
        self._desk, self._url = desk, reverse("desk:talk", args=[case.pk])
        self.shown, self.has, self.sent = *self._cut(self.asks()), ""

    def asks(self, **words: str) -> str:
        return self._desk.get(self._url, words, headers=HTMX).content.decode()

    def looks(self) -> None:
        self.sent = self.asks(has=self.has)
        new, self.has = self._cut(self.sent)
        self.shown = [one for each in new for one in self._kept(each)]

    def _kept(self, child: str) -> list[str]:
        found = KEPT.match(child)
        return self.shown[int(found[1]) : int(found[2]) + 1] if found else [child]

    def _cut(self, region: str) -> tuple[list[str], str]:
        has = re.search(r'data-has="([^"]*)"', region)
        assert has is not None
        return [TOKEN.sub("", child).strip() for child in Cutting(region).children], has[1]


@pytest.fixture(params=LANGUAGES)
def reader(leo: Member, enters: SignedIn, request: pytest.FixtureRequest) -> Client:
    leo.language = request.param
    leo.save()
    return enters(leo)


@pytest.fixture
def case(door: Door) -> Case:
    start = clock.now() - timedelta(days=1, hours=1)
    for number in range(6):
        at = start + timedelta(hours=number * 5)
        cast.hears(door, f"Mensaje {number}.", sent_at=at, arrived_at=at, external_id=f"x{number}")
    return cast.the_case()


def item(kind: str, **told: object) -> Item:
    return Item(kind=kind, external_id=f"{kind}1", author=Author(id="lucia", name="Lucia"), **told)  # type: ignore[arg-type]  # keywords passed through


def they_write(door: Door, leo: Member) -> None:
    cast.hears(door, "Y otra cosa <b>más</b>.")


def they_write_late(door: Door, leo: Member) -> None:
    cast.hears(door, "Esto salió ayer.", sent_at=clock.now() - timedelta(hours=20))


def they_edit(door: Door, leo: Member) -> None:
    changing.apply(item("edited", of="x2", text="Mensaje cambiado."), door=door, person=None)


def they_delete(door: Door, leo: Member) -> None:
    changing.apply(item("deleted", of="x5"), door=door, person=None)


def they_react(door: Door, leo: Member) -> None:
    changing.apply(item("reaction", of="x1", emoji="❤"), door=door, person=None)


def we_answer(door: Door, leo: Member) -> None:
    cast.says("Ahora mismo.", by=leo)


def we_answer_and_take_it_back(door: Door, leo: Member) -> None:
    withdrawing.withdraw(cast.says("No era eso.", by=leo), by=leo)


def we_note(door: Door, leo: Member) -> None:
    noting.write(cast.the_case(), text="Es cliente de siempre.", by=leo)


def we_rename(door: Door, leo: Member) -> None:
    naming.rename(cast.the_case(), title="Una boda", by=leo)


def we_split(door: Door, leo: Member) -> None:
    grouping.split(Message.objects.get(external_id="x4"), by=leo)


def nothing(door: Door, leo: Member) -> None:
    """A page may look because somebody else looked."""


HAPPENINGS = [they_write, they_write_late, they_edit, they_delete, they_react, we_answer, we_answer_and_take_it_back,
              we_note, we_rename, we_split, nothing]  # fmt: skip


@pytest.mark.parametrize("happens", HAPPENINGS)
def test_what_is_kept_and_what_is_sent_are_the_whole(
    happens: Callable[[Door, Member], None], door: Door, case: Case, leo: Member, reader: Client
) -> None:
    page = Page(reader, case)
    for each in (happens, they_write, nothing):
        each(door, leo)
        page.looks()
        now = Page(reader, case)
        assert (page.shown, page.has) == (now.shown, now.has)


def test_one_more_message_brings_little(door: Door, case: Case, leo: Member, enters: SignedIn) -> None:
    page = Page(enters(leo), case)
    they_write(door, leo)
    page.looks()
    assert "Y otra cosa &lt;b&gt;más&lt;/b&gt;." in page.sent
    assert not [number for number in range(5) if f"Mensaje {number}." in page.sent]


def test_every_piece_is_one_element_with_one_mark(door: Door, case: Case, leo: Member, enters: SignedIn) -> None:
    for each in (we_note, we_answer, they_delete, we_split):
        each(door, leo)
    page = Page(enters(leo), case)
    assert len(page.has) == len(page.shown) * pieces.SIGNS
    assert len(page.shown) > 8


def test_forms_that_are_sent_are_ours(door: Door, case: Case, leo: Member, enters: SignedIn) -> None:
    page = Page(enters(leo), case)
    they_write(door, leo)
    page.looks()
    assert pieces.FORM not in page.sent
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', page.sent)


def test_a_page_that_has_something_else_is_sent_everything(case: Case, leo: Member, enters: SignedIn) -> None:
    page = Page(enters(leo), case)
    assert "data-kept" not in page.asks(has="something else " * 30)
