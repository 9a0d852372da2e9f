"""A problem ends twice: it is put right, and whoever complained is told. Nobody closes it before they know."""

from collections.abc import Sequence
from functools import partial

from mostrador.accounts.models import Member
from mostrador.inbox.models import Message
from mostrador.inbox.replying import SameKeyOtherWords
from mostrador.journeys import outbound, permitted
from mostrador.journeys.permitted import Deed
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.kit.words import N_
from mostrador.plan import noting
from mostrador.plan.models import Noted

PROBLEM = "open: problem"
TELL_FIRST = N_("Write what you tell them: a problem ends when whoever complained knows that it is put right.")


def is_problem(noted: Noted) -> bool:
    return noted.act == PROBLEM


def refuse_silence(noted: Noted, text: str) -> None:
    """Raise `Refused` where a problem would end without a word."""
    if is_problem(noted) and not text.strip():
        raise Refused(TELL_FIRST, line=noted.line)


def tell_all(rows: Sequence[Noted], *, text: str, by: Member) -> tuple[list[Noted], list[Noted]]:
    """Tell each of them that it is put right, and end what was noted. Return who was told, and who could not be.

    Raises `Refused` without words. Somebody who complained twice in one asunto is told once.
    """
    told, left = list[Noted](), list[Noted]()
    for one in rows:
        try:
            tell(one, text=text, by=by)
        except (HasToAsk, SameKeyOtherWords):
            left.append(one)
        except Refused:
            if not text.strip():
                raise
            left.append(one)
        else:
            told.append(one)
    return told, left


def tell(noted: Noted, *, text: str, by: Member, cost: int | None = None) -> None:
    """Tell one of them, and end it; `cost` is what was given for it. Raises `Refused`, `HasToAsk`."""
    refuse_silence(noted, text)
    case = noted.case
    news = Message.objects.filter(case=case, direction=Message.Direction.OUT, text=text.strip(), author=by)
    message = news.filter(sent_at__gte=noted.at).order_by("-pk").first()
    if message is None:
        message = outbound.answer(case, by=by, text=text, key=f"fixed:{noted.pk}", slip=True)
    deed = Deed(case=case, act="noted_done", by=by, line=noted.line, why=text.strip()[:200])
    permitted.do(deed, partial(noting.done, noted, by=by, why=text, answer=message, cost=cost))
