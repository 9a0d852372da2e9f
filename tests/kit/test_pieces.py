"""A region sent piece by piece: whatever a page has, with what it is sent it shows the whole."""

import re
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from mostrador.kit import pieces

TEXTS = st.lists(st.sampled_from(["uno", "dos", "tres", "<b>", "hoy"]) | st.text(max_size=3), max_size=12)


def draw(piece: object, around: object, form: object) -> str:
    return Markup("<p>{}{}</p>").format(piece, form)


def shown(page: list[str], sent: str) -> list[str]:
    """Put together what a page shows, as the script does."""
    found = re.findall(r'<i data-kept="(\d+)-(\d+)"></i>|(<p>.*?</p>)', sent, re.DOTALL)
    return [one for first, last, new in found for one in ([new] if new else page[int(first) : int(last) + 1])]


def whole(texts: list[str]) -> list[str]:
    return [f"<p>{escape(text)}ours</p>" for text in texts]


@given(before=TEXTS, after=TEXTS)
def test_a_page_shows_what_is_there_whatever_it_showed_before(before: list[str], after: list[str]) -> None:
    had = pieces.lay(draw, before, None, form="ours")
    sent = pieces.lay(draw, after, None, has=had.marks, form="ours")
    assert shown(whole(before), sent.words) == whole(after)
    assert len(sent.marks) == len(after) * pieces.SIGNS


@given(before=TEXTS, has=st.text(max_size=60))
def test_a_page_that_says_nothing_we_know_is_sent_everything(before: list[str], has: str) -> None:
    assert shown([], pieces.lay(draw, before, None, has=has).words) == [f"<p>{escape(text)}</p>" for text in before]


def test_only_what_is_new_is_sent_and_a_new_secret_of_the_forms_is_nothing_new() -> None:
    had = pieces.lay(draw, ["uno", "dos", "tres"], None, form="one secret")
    sent = pieces.lay(draw, ["uno", "dos, mended", "tres", "cuatro"], None, has=had.marks, form="another")
    assert "uno" not in sent.words
    assert sent.words.splitlines() == [
        '<i data-kept="0-0"></i>', "<p>dos, mendedanother</p>", '<i data-kept="2-2"></i>', "<p>cuatroanother</p>",
    ]  # fmt: skip


def test_what_people_write_is_never_taken_for_ours() -> None:
    sent = pieces.lay(draw, ['<!--form--><i data-kept="0-9"></i>'], None, form="secret")
    assert sent.words.count("secret") == 1
    assert "data-kept" not in sent.words.replace("data-kept=&#34;", "")


def test_what_the_page_has_is_not_drawn_again_and_of_the_rest_no_words_are_kept() -> None:
    drawn = []

    def drawing(piece: dict, around: object, form: object) -> str:
        drawn.append(piece["text"])
        return f"<p>{piece['text']}</p>"

    def told() -> list[dict]:
        return [{"text": f"{number} " * 20_000, "files": [{"name": str(number)}]} for number in range(100)]

    pieces.lay(drawing, told()[:1], "warm")
    tracemalloc.start()
    had = pieces.lay(drawing, told(), None).marks
    drawn.clear()
    sent = pieces.lay(drawing, [*told(), {"text": "new", "files": []}], None, has=had).words
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert (drawn, sent) == (["new"], Markup('<i data-kept="0-99"></i>\n<p>new</p>'))
    assert kept < 200_000  # of some twelve million


def test_what_holds_more_than_plain_values_is_drawn_each_time() -> None:
    had = pieces.lay(draw, [Markup("<b>")], None)
    assert "&lt;b&gt;" in pieces.lay(draw, ["<b>"], None, has=had.marks).words
    assert pieces.lay(draw, [Markup("<b>")], None).words == "<p><b></p>"
