"""What was written down for somebody ends: done by hand with what it cost, not needed for a reason, or open again.

What it cost is a gesture like any other: it counts in the same purse, within the same limits, and is asked for above.
"""

from dataclasses import replace
from functools import partial

from mostrador.accounts.models import Member
from mostrador.inbox.models import Message
from mostrador.journeys import closing_twice, gating, giving, hiding, permitted
from mostrador.journeys.permitted import Deed
from mostrador.journeys.refusing import Refused
from mostrador.kit.words import N_
from mostrador.plan import giving as gifts
from mostrador.plan import noting
from mostrador.plan.giving import Gift
from mostrador.plan.models import Asking, Given, Noted

ENDED = N_("Somebody ended it before.")
NOT_YOURS = N_("Only who gave it, or who runs the house, can say that.")
A_GESTURE = "gesture"


def done(
    noted: Noted, *, by: Member, words: str, why: str = "", news: str = "", cost: int | None = None, thing: str = "",
    kept: bool = False,
) -> None:  # fmt: skip
    """It was done by hand. `words` say what it is, `news` what they are told of a problem, `cost` is in coins.

    `thing` is what was given, where the plan did not name it; `kept` says that the rules which stand over it were met.

    Raises `Refused`, and `HasToAsk` where the cost is above one's limit: a yes ends it then.
    """
    if noted.state != Noted.State.WAITING:
        raise Refused(ENDED, line=noted.line)
    if noted.act.startswith("hide"):
        hiding.refuse_criticism(noted.case)
    passed = gating.check_by_hand(noted.case, noted.act, text=why, kept=kept)
    closing_twice.refuse_silence(noted, news)
    if cost:
        giving.give(noted.case, _gift(noted, cost, words=words, why=why, thing=thing), by=by, went_on=kept)
    if closing_twice.is_problem(noted):
        closing_twice.tell(noted, text=news, by=by, cost=cost)
        return
    said = Message.objects.filter(case=noted.case, direction=Message.Direction.OUT, author=by, sent_at__gt=noted.at)
    answer = said.order_by("-pk").first()
    end = partial(noting.done, noted, by=by, why=why, cost=cost, answer=answer)
    permitted.do(replace(_deed(noted, "noted_done", by, words, why), gates=passed.gates), end)


def not_needed(noted: Noted, *, by: Member, words: str, why: str) -> None:
    """Raises `Refused`, `noting.SayWhy`."""
    end = partial(noting.not_needed, noted, by=by, why=why)
    permitted.do(_deed(noted, "noted_not_needed", by, words, why), end)


def open_again(noted: Noted, *, by: Member, words: str) -> None:
    """It is still to be done, and what was given for it was not. Raises `Refused`."""
    given = list(noted.given.exclude(state=Given.State.TAKEN_BACK))
    if not by.runs_the_house and any(one.member_id != by.pk for one in given):
        raise Refused(NOT_YOURS)

    def again() -> None:
        for one in given:
            gifts.take_back(one, by=by)
        noting.open_again(noted, by=by)

    permitted.do(_deed(noted, "noted_again", by, words), again)


def end_given(asked: Asking, *, cost: int) -> None:
    """Somebody said yes to what it costs: so it is done. Raises `Refused` where it had ended."""
    noted = Noted.objects.filter(pk=asked.told.get("noted")).first()
    if noted is not None and not noting.done(noted, by=asked.asked_by, why=asked.why, cost=cost):
        raise Refused(ENDED, line=noted.line)


def _gift(noted: Noted, cost: int, *, words: str, why: str, thing: str) -> Gift:
    """Return what was given: the plan says why it was, and what is said besides is a note."""
    word, _colon, planned = noted.act.partition(": ")
    return Gift(
        kind=Given.Kind.GESTURE, amount=cost, why=why or words, key=noting.gift_key(noted), noted_id=noted.pk,
        thing=(planned if word == A_GESTURE else "") or thing, note=why,
    )  # fmt: skip


def _deed(noted: Noted, act: str, by: Member, words: str, why: str = "") -> Deed:
    return Deed(case=noted.case, act=act, by=by, line=noted.line, why=": ".join(filter(None, [words, why])))
