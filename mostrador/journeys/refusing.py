"""The ways in which the plan says no, or not alone: what a page or a program answers with."""

from typing import Literal

from django.utils.translation import gettext as _

from mostrador.plan.models import Asking


class Refused(Exception):
    """It may not be done, or not like this. `line` names the plan's line where one says so, `instead` what one may."""

    def __init__(
        self, for_people: str, *, verdict: Literal["block", "ask"] = "block", line: str = "", instead: str = "",
        **words: object,
    ) -> None:  # fmt: skip
        super().__init__(for_people)
        self.for_people, self.verdict, self.line, self.instead, self.words = for_people, verdict, line, instead, words

    def said(self) -> str:
        """Return it in the reader's language, with what one may do instead."""
        words = _(self.for_people)
        return " ".join(filter(None, [words % self.words if self.words else words, self.instead]))


class HasToAsk(Exception):
    """It is above what one may do alone: it was asked of whoever may. `left` is what one may give meanwhile.

    `rule` is what of the law stands over it, where it is not the limit.
    """

    def __init__(self, asking: Asking, *, left: int | None = None, rule: str = "") -> None:
        super().__init__(asking.act)
        self.asking, self.left, self.rule = asking, left, rule
