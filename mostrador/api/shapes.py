"""The shapes of the API's answers. Fields are only ever added."""

from datetime import datetime
from typing import Annotated, Generic, TypeVar

from ninja import Field, Schema

from mostrador.plan.doing import VOCABULARY

Sent = Annotated[str, Field(pattern=f"^({'|'.join(map(str, VOCABULARY['send']))})$")]
Row = TypeVar("Row")


class Page(Schema, Generic[Row]):
    """Some items, and the cursor for `after` that brings the following ones; null at the end."""

    items: list[Row]
    next: int | None


class CountedPage(Page[Row], Generic[Row]):
    count: int


class DoorRow(Schema):
    id: int
    name: str
    channel: str
    state: str


class ProductRow(Schema):
    """Something that is sold; `also`: other names that people use."""

    id: int
    name: str
    also: list[str]
    reference: str


class ProductNamed(Schema):
    """Words of a message that name what is sold, and the products that they may mean."""

    words: str
    may_be: list[int]


class MessageRow(Schema):
    id: int
    external_id: str | None
    door: int
    conversation: int
    case: int | None
    person: int | None
    direction: str
    text: str
    automatic: bool
    sent_at: datetime
    received_at: datetime
    state: str
    edited_at: datetime | None
    deleted_at: datetime | None
    products: list[ProductNamed]  # of what they wrote; empty in our answers


class ConversationRow(Schema):
    id: int
    door: int
    thread: str
    person: int
    person_name: str
    public: bool
    subject: str
    last_heard_at: datetime | None


class CaseRow(Schema):
    id: int
    conversation: int
    person: int
    code: str
    kind: str
    title: str
    state: str
    owner: int | None
    waiting_since: datetime | None
    due_at: datetime | None


class PersonRow(Schema):
    id: int
    name: str
    language: str
    since: datetime
    same_as: int | None


class ParcelRow(Schema):
    id: int
    connection: int
    lane: str
    received_at: datetime
    why: str = ""


class Told(Schema):
    """What the words promise. `at` is null where they are too vague; `kept` tells whether it was kept as our word."""

    words: str
    at: datetime | None
    kept: bool


class SentRow(MessageRow):
    told: Told | None


class Asked(Schema):
    """What a program wants done. A field that nobody knows is a mistyped one, and would have meant something."""

    model_config = {"extra": "forbid"}


class Reply(Asked):
    text: str = Field(min_length=1, max_length=100_000)
    told_at: datetime | None = None  # by when we give our word with it, with its offset
    told_what: str = Field(default="", max_length=200)  # what we promise; empty: as the text says it
    sends: list[Sent] = Field(default=[], max_length=8)  # what it carries, as the plan words it: marketing, catalogue
    went_on: bool = False  # in spite of a gate that warns
    safety: str = Field(default="", max_length=300)  # why it leaves at once although it should be asked first


class Gift(Asked):
    """`amount` in the currency's smallest coin; `promised`: told to them, not handed over yet.

    `thing` is what a gesture is: `wine`, `note`, `card`, `voucher` or `other`. Where the plan has a rule over some of
    them, `other`, a `note`, or a `why` that is none of the reasons of the form, is asked first.
    """

    kind: str = Field(pattern="^(refund|discount|gesture)$")
    amount: int = Field(gt=0, le=10**11, strict=True)
    why: str = Field(min_length=1, max_length=200)
    thing: str = Field("", max_length=40)
    note: str = Field("", max_length=500)
    promised: bool = False
    went_on: bool = False  # in spite of a gate that warns
    safety: str = Field("", max_length=300)  # why it is given at once although it should be asked first


class ReceiptRow(Schema):
    """By which line of which plan something was done, in which role, and what was left of its limit.

    Of an errand (`case`), or with `about=crisis` of a crisis: there `act` is the kind of step, and `why` its words.
    """

    id: int
    case: int | None
    crisis: int | None = None
    message: int | None
    member: int | None
    act: str
    ground: str
    role: str
    line: str
    plan_hash: str
    amount: int | None
    left: int | None
    gates: str
    why: str
    at: datetime


class GivenRow(Schema):
    id: int
    case: int
    person: int
    kind: str
    thing: str
    amount: int
    currency: str
    state: str
    why: str
    note: str
    member: int | None
    at: datetime
    receipt: ReceiptRow


class AskingRow(Schema):
    """What is asked of whom, until when. `state`: waiting, yes, no, taken_back, replaced, given."""

    id: int
    case: int
    about: str
    act: str
    amount: int | None
    why: str
    asked_by: int
    asked_at: datetime
    role: str
    of: int | None
    due_at: datetime
    state: str
    answered_by: int | None
    answered_at: datetime | None
    words: str
    line: str
    plan_hash: str


class Trouble(Schema):
    """What happened, and the plan's line where one says so."""

    detail: str
    line: str = ""
    instead: str = ""
