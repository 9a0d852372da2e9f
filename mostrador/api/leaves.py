"""Money that programs give under the plan, and the receipts, gifts and questions of the house."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Header, Router, Status

from mostrador.api import showing
from mostrador.api.paging import After, Limit, page
from mostrador.api.shapes import AskingRow, Gift, GivenRow, Page, ReceiptRow, Trouble
from mostrador.api.speaking import case_of
from mostrador.api.tokens import member_of
from mostrador.inbox.models import Case
from mostrador.journeys import giving
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.listening.models import Step
from mostrador.plan import giving as gifts
from mostrador.plan.models import Asking, Given, Receipt

router = Router()


@router.post("/conversations/{int:conversation_id}/given",
             response={201: GivenRow, 202: AskingRow, 403: Trouble, 409: Trouble, 422: Trouble})  # fmt: skip
def give(
    request: HttpRequest,
    conversation_id: int,
    told: Gift,
    key: Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=120)],
) -> Status[dict[str, Any]]:
    """Note a refund, a discount or a gesture: 201 within the limit, 202 where it was asked, 403 where it is blocked."""
    member = member_of(request, "write")
    case = case_of(conversation_id, member)
    gift = gifts.Gift(**told.dict(exclude={"went_on"}), key=f"api:{member.pk}:{key}")
    try:
        if asked := Asking.objects.filter(key=gift.key).first():
            return Status(202, showing.asking(_same(asked, gift, case)))
        return Status(201, showing.given(giving.give(case, gift, by=member, went_on=told.went_on)))
    except HasToAsk as waits:
        return Status(202, showing.asking(waits.asking))
    except Refused as refused:
        return Status(403, {"detail": refused.said(), "line": refused.line, "instead": refused.instead})
    except gifts.SameKeyOtherGift as refused:
        return Status(409, {"detail": _(refused.for_people)})
    except gifts.NotAGift as refused:
        return Status(422, {"detail": _(refused.for_people)})


def _same(asked: Asking, gift: gifts.Gift, case: Case) -> Asking:
    """Return what this call asked for before: it neither asks nor gives again. Raises `SameKeyOtherGift`."""
    told = {"thing": gift.thing, "note": gift.note, "promised": gift.promised}
    before = asked.case_id, asked.act, asked.amount, asked.why, {name: asked.told.get(name) for name in told}
    if before != (case.pk, gift.kind, gift.amount, giving.why(gift), told):
        raise gifts.SameKeyOtherGift
    return asked


@router.get("/receipts", response=Page[ReceiptRow])
def receipts(
    request: HttpRequest, after: After = 0, limit: Limit = 100, about: Literal["cases", "crisis"] = "cases"
) -> dict[str, Any]:
    """List what the plan allowed in errands, or with `about=crisis` every step of a crisis; each has ids of its own."""
    seen = Case.objects.visible_to(member_of(request, "read"))
    if about == "crisis":  # the log of a crisis is everybody's, as on its page
        return page(Step.objects.exclude(plan_hash=""), after=after, limit=limit, show=showing.crisis_receipt)
    return page(Receipt.objects.filter(case__in=seen), after=after, limit=limit, show=showing.receipt)


@router.get("/given", response=Page[GivenRow])
def given(request: HttpRequest, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    seen = Case.objects.visible_to(member_of(request, "read"))
    rows = Given.objects.filter(case__in=seen).select_related("receipt")
    return page(rows, after=after, limit=limit, show=showing.given)


@router.get("/askings", response=Page[AskingRow])
def askings(request: HttpRequest, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return page(Asking.objects.visible_to(member_of(request, "read")), after=after, limit=limit, show=showing.asking)
