"""Why a delivery was set apart, in the reader's words, and what they can do about it."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from mostrador.kit.words import N_


class Reason(NamedTuple):
    """What is wrong, what to do, and what only whoever made the program will understand."""

    words: str
    todo: str = ""
    detail: str = ""


PROGRAM = N_(
    "Read below what they wrote and answer them by another way. Show the detail to whoever made the program: mended, "
    "it can send it again with a new id. Then let this one rest."
)
PLATFORM = N_("Read below what they wrote and answer them by another way. Try it again after the next update.")
TEST_THE_DOOR = N_("Open the door's page and test it: that finds its new pages and numbers. Then try this again.")
OURS = N_("Nothing to be done on your side. Try it again after the next update; the detail is for whoever mends it.")

KINDS = (
    (
        r"none of our doors here",
        N_("It came for a page or number that this door does not know."),
        TEST_THE_DOOR,
    ),
    (r"^sent_at|no moment", N_("The date it gives is no date."), PROGRAM),
    (r"^from |who wrote it|names nobody", N_("It does not say who wrote it."), PROGRAM),
    (r"^text ", N_("Its words are missing, or are not a text."), PROGRAM),
    (r"attachment", N_("It brings a file that we cannot find by what it says of it."), PROGRAM),
    (r"update_id|An update", N_("The platform sent something in a form that we do not know."), PLATFORM),
    (r"^\w*(Error|Exception|Said\w*): ", N_("We stumbled over it ourselves: this one is our fault."), OURS),
    (r"too deep|not JSON|JSON", N_("What came is not in the form that this door speaks."), PROGRAM),
    (r" holds characters ", N_("It holds characters that no text can hold."), PROGRAM),
    (r"", N_("Something in it is missing, or is not written as it should be."), PROGRAM),
)
"""What the technical reason looks like, what a person is told, and what to do. The first that fits counts."""


def reason(why: str) -> Reason:
    """Return the reason as a person reads it. A reason that is already a sentence for people stands as it is."""
    if (told := _(why)) != why:
        return Reason(told)
    words, todo = next((words, todo) for shape, words, todo in KINDS if re.search(shape, why))
    return Reason(_(words), _(todo), why)
