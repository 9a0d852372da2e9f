"""What programs may ask and do. Every list starts from what the token's member may see."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Header, NinjaAPI, Query, Status

from mostrador import __version__
from mostrador.api import leaves, parcels, reading, showing
from mostrador.api.paging import After, Limit, OfDoor, page, page_as_shown
from mostrador.api.shapes import (
    AskingRow,
    CaseRow,
    ConversationRow,
    CountedPage,
    DoorRow,
    MessageRow,
    Page,
    ParcelRow,
    PersonRow,
    ProductRow,
    Reply,
    SentRow,
    Trouble,
)
from mostrador.api.speaking import case_of
from mostrador.api.tokens import Bearer, member_of
from mostrador.doors.models import Door
from mostrador.inbox import promising, replying, searching
from mostrador.inbox.models import Case, Conversation, Message
from mostrador.inbox.noting import NothingToSay
from mostrador.journeys import our_word, outbound
from mostrador.journeys.refusing import HasToAsk, Refused
from mostrador.people.models import Person
from mostrador.shop.models import Product

api = NinjaAPI(title="Mostrador", version=__version__, auth=Bearer(), urls_namespace="api-v1", docs_url=None,
               parser=reading.Storably())  # fmt: skip
api.add_router("", leaves.router)


@api.get("/doors", response=Page[DoorRow])
def doors(request: HttpRequest, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    rows = Door.objects.visible_to(member_of(request, "read")).select_related("connection")
    return page(rows, after=after, limit=limit, show=showing.door)


@api.get("/messages", response=Page[MessageRow])
def messages(
    request: HttpRequest,
    door: OfDoor = None,
    words: Annotated[str, Query(max_length=200)] = "",
    after: After = 0,
    limit: Limit = 100,
) -> dict[str, Any]:
    """In order of arrival. With `words`, what holds them all, newest first; `after` then goes back in time."""
    member = member_of(request, "read")
    if words:
        found = searching.search(words, member=member, before=after or None, limit=limit + 1, notes=False)
        return page_as_shown(found, limit=limit, show=showing.message)
    rows = Message.objects.visible_to(member).exclude(direction="note")
    return page(rows.filter(door=door) if door else rows, after=after, limit=limit, show=showing.message)


@api.get("/conversations", response=Page[ConversationRow])
def conversations(request: HttpRequest, door: OfDoor = None, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    rows = Conversation.objects.visible_to(member_of(request, "read")).select_related("person")
    return page(rows.filter(door=door) if door else rows, after=after, limit=limit, show=showing.conversation)


@api.get("/conversations/{int:conversation_id}/messages", response=Page[MessageRow])
def shown(request: HttpRequest, conversation_id: int, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    """In the order shown: the platform's time, then arrival."""
    conversation = _conversation(request, conversation_id, "read")
    rows = conversation.messages.exclude(direction="note").as_shown()
    if after:
        last = get_object_or_404(conversation.messages, pk=after)
        rows = rows.filter(Q(shown_at__gt=last.shown_at) | Q(shown_at=last.shown_at, pk__gt=last.pk))
    return page_as_shown(list(rows[: limit + 1]), limit=limit, show=showing.message)


@api.post("/conversations/{int:conversation_id}/messages", response={201: SentRow, 202: AskingRow, 403: Trouble,
                                                                     409: Trouble, 422: Trouble})  # fmt: skip
def answer(
    request: HttpRequest,
    conversation_id: int,
    reply: Reply,
    key: Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=150)],
) -> Status[dict[str, Any]]:
    """Answer. The same key with the same words gives the same message, with other words 409; 202: it is asked first."""
    member = member_of(request, "write")
    case = case_of(conversation_id, member)
    proposal, told = our_word.read(reply.text, conversation=case.conversation), None
    if reply.told_at is not None:
        what = reply.told_what or (proposal.words if proposal else reply.text)
        told = (" ".join(what.split())[:200], reply.told_at)
    try:
        # Two programs may choose the same key without knowing of each other: the token's member parts them.
        message = outbound.answer(case, by=member, text=reply.text, key=f"api:{member.pk}:{key}", at_once=True,
                                  told=told, sends=reply.sends, went_on=reply.went_on, safety=reply.safety)  # fmt: skip
    except HasToAsk as waits:
        return Status(202, showing.asking(waits.asking))
    except Refused as refused:
        return Status(403, {"detail": refused.said(), "line": refused.line, "instead": refused.instead})
    except replying.SameKeyOtherWords as refused:
        return Status(409, {"detail": _(refused.for_people)})
    except (NothingToSay, promising.InThePast) as refused:
        return Status(422, {"detail": _(refused.for_people)})
    return Status(201, {**showing.message(message), "told": showing.told(proposal, told)})


@api.get("/cases", response=Page[CaseRow])
def cases(request: HttpRequest, state: str = "", after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    rows = Case.objects.visible_to(member_of(request, "read"))
    return page(rows.filter(state=state) if state else rows, after=after, limit=limit, show=showing.case)


@api.get("/people", response=Page[PersonRow])
def people(request: HttpRequest, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    """Persons of the conversations one may see."""
    seen = Conversation.objects.visible_to(member_of(request, "read"))
    rows = Person.objects.filter(Q(pk__in=seen.values("person")) | Q(pk__in=seen.values("person__same_as")))
    return page(rows, after=after, limit=limit, show=showing.person)


@api.get("/products", response=Page[ProductRow])
def products(request: HttpRequest, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    """What the shop sells."""
    member_of(request, "read")
    return page(Product.objects.all(), after=after, limit=limit, show=showing.product)


@api.get("/parcels", response=CountedPage[ParcelRow])
def waiting_parcels(
    request: HttpRequest,
    state: Annotated[str, Query(pattern="^(new|quarantined)$")],
    after: After = 0,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Deliveries not opened yet, or set apart; `count` is how many there are in all."""
    member = member_of(request, "read")
    if not member.runs_the_house:
        return {"items": [], "next": None, "count": 0}
    return parcels.listed(state, after=after, limit=limit)


@api.get("/health", response=dict[str, datetime | None])
def health(request: HttpRequest) -> dict[str, Any]:
    """When the parcel arrived that waits longest to be opened."""
    member_of(request, "read")
    return {"oldest_unopened_parcel": parcels.oldest()}


def _conversation(request: HttpRequest, conversation_id: int, scope: str) -> Conversation:
    """Return it if the caller may see it; a foreign id is as unknown as one that never was."""
    visible = Conversation.objects.visible_to(member_of(request, scope))
    return get_object_or_404(visible.select_related("door__connection", "person"), pk=conversation_id)
