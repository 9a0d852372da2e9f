"""What is taken out of a plan's text takes the comments along that are its own, and never those of another."""

import pytest
import yaml

from mostrador.plan import removing
from mostrador.plan.editing import NoSuchPlace
from tests.plan.test_inserting import BLOCK, BRACKETS, comments, read

THEIRS = {
    (BLOCK, "L01"): {"whowantssomething", "theysaidso", "today", "firstofall", "andcountit", "nomore"},
    (BLOCK, "L02"): {"whoiskind", "thanks"}, (BLOCK, "L99"): {"whoeverelse"},
    (BRACKETS, "L01"): set(), (BRACKETS, "L02"): {"kind"}, (BRACKETS, "L99"): set(),
}  # fmt: skip
HEADED = """\
plan: 1
# Who is who.

# The shop, by day.
roles:
  # Ana started it.
  ana: {people: [Ana]}   # since 2019

  # Those below came later.

  leo: {people: [Leo]}
    # he likes it here
  # Marta, on Saturdays.
  # Since May.
  marta:
    people: [Marta]   # and her sister
hours: {
  # by day
  shop: "mon 09:00-14:00",   # no more
  # by night
  night: "mon 20:00-22:00"   # some day
}
never: [one, two, three]   # of what we say
# The end.
"""


@pytest.mark.parametrize(("text", "line"), THEIRS, ids=lambda one: one if one in ("L01", "L02", "L99") else "")
def test_a_line_takes_its_own_comments_along(text, line):
    after = removing.without(text, ("lines", line))
    assert read(after) == [one for one in read(text) if one["id"] != line]
    assert set(comments(text)) - set(comments(after)) == THEIRS[text, line]


@pytest.mark.parametrize("text", [BLOCK, BRACKETS])
@pytest.mark.parametrize(("line", "key"), [("L01", "limit"), ("L01", "when"), ("L02", "when"), ("L99", "id")])
def test_a_part_of_a_line_is_taken_out_and_nothing_else(text, line, key):
    after = removing.without(text, ("lines", line, key))
    assert read(after) == [
        {name: value for name, value in one.items() if name != key} if one["id"] == line else one for one in read(text)
    ]


@pytest.mark.parametrize(("path", "gone"), [
    (("roles", "ana"), {"Anastartedit.", "since2019"}), (("roles", "leo"), set()),
    (("roles", "marta"), {"Marta,onSaturdays.", "SinceMay.", "andhersister"}),
    (("roles", "marta", "people"), {"andhersister", "Marta,onSaturdays.", "SinceMay."}),
    (("roles",), {"Theshop,byday.", "Anastartedit.", "since2019", "Thosebelowcamelater.", "helikesithere",
                  "Marta,onSaturdays.", "SinceMay.", "andhersister"}),
    (("hours", "shop"), {"byday", "nomore"}), (("hours", "night"), {"bynight", "someday"}),
    (("never", 0), set()), (("never", 1), set()), (("never", 2), set()), (("never",), {"ofwhatwesay"}),
])  # fmt: skip
def test_a_comment_goes_with_what_it_stands_right_above_or_beside(path, gone):
    after = removing.without(HEADED, path)
    if path == ("roles", "marta", "people"):  # with it goes marta, whose comments stand above what may come back
        gone = {"andhersister"}
    assert set(comments(HEADED)) - set(comments(after)) == gone
    wanted = yaml.safe_load(HEADED)
    held = wanted
    for step in path[:-1]:
        held = held[step]
    del held[path[-1]]
    if path == ("roles", "marta", "people"):
        del wanted["roles"]["marta"]
    assert yaml.safe_load(after) == wanted


def test_the_last_of_a_list_takes_the_list_along_and_leaves_what_is_said_of_the_list():
    text = "plan: 1\n# What we ask.\nquestions:\n  # the first\n  - {id: Q1}   # hm\ncalendar: []\n"
    assert removing.without(text, ("questions", "Q1")) == "plan: 1\n# What we ask.\ncalendar: []\n"


def test_what_is_not_there_is_told():
    for path in (("lines", "L77"), ("lines", "L01", "x"), ("x",), ()):
        with pytest.raises(NoSuchPlace):
            removing.without(BLOCK, path)
    with pytest.raises(NoSuchPlace):
        removing.without("plan: 1\n", ("plan",))
