"""Pasts to replay: small ones written out, and any that hypothesis can think of."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from mostrador.plan.replaying import Answered, Ended, Given, Heard, Past
from mostrador.plan.shape import Facts

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)  # ten o'clock in Madrid: the shop opens
MINUTE = timedelta(minutes=1)
NEEDS = ("complaint", "price_availability", "praise", "buy", "safety", "greeting", "spam", "other")


def after(minutes: float) -> datetime:
    return MONDAY + minutes * MINUTE


def heard(number: int, minutes: float, need: str = "complaint", *, case: int = 1, **more: object) -> Heard:
    told = {"needs": (need,), "channel": "whatsapp", "door_name": "WhatsApp", **more}
    return Heard(id=number, case=case, at=after(minutes), facts=Facts(**told), quote=f"«{need}» {number}")  # type: ignore[arg-type]  # each by its name, as that takes it


def answered(minutes: float, *, case: int = 1, name: str = "Marta", role: str = "agent", member: int = 1) -> Answered:
    return Answered(case=case, at=after(minutes), member=member, name=name, member_role=role)


def gave(
    minutes: float, amount: int, *, act: str = "refund", name: str = "Marta", role: str = "agent", case: int = 1,
    person: int = 0,
) -> Given:  # fmt: skip
    return Given(case=case, at=after(minutes), act=act, amount=amount, name=name, member_role=role, person=person)


def past(*moments: Heard | Answered | Ended | Given, days: int = 7) -> Past:
    found = {kind: tuple(one for one in moments if isinstance(one, kind)) for kind in (Heard, Answered, Ended, Given)}
    until = MONDAY + timedelta(days=days)
    return Past(
        since=MONDAY, until=until, upto=until, heard=found[Heard], answered=found[Answered], ended=found[Ended],
        given=found[Given],
    )  # type: ignore[arg-type]  # the comprehension loses which kind is which  # fmt: skip


MINUTES = st.integers(-600, 9_000)
CASES = st.integers(1, 4)
_facts = st.builds(
    Facts,
    needs=st.lists(st.sampled_from(NEEDS), max_size=2, unique=True).map(tuple),
    asks_for_manager=st.booleans(), needs_answer=st.booleans(), automatic=st.booleans(), public=st.booleans(),
    channel=st.sampled_from(["whatsapp", "google", "email"]), door_name=st.sampled_from(["x", "tienda", ""]),
)  # fmt: skip
_heard = st.builds(
    lambda number, case, minutes, facts: Heard(id=number, case=case, at=after(minutes), facts=facts, quote=f"{number}"),
    st.integers(1, 10**6), CASES, MINUTES, _facts,
)  # fmt: skip
_answered = st.builds(lambda minutes, case: answered(minutes, case=case), MINUTES, CASES)
_ended = st.builds(lambda minutes, case: Ended(case=case, at=after(minutes)), MINUTES, CASES)
GIVEN = st.builds(
    lambda minutes, amount, act, who: gave(minutes, amount, act=act, name=who[0], role=who[1]),
    MINUTES, st.integers(1, 8_000), st.sampled_from(["refund", "discount", "gesture"]),
    st.sampled_from([("Marta", "agent"), ("Leo", "manager"), ("Ana", "owner")]),
)  # fmt: skip
PASTS = st.builds(
    lambda said, ours, ends, given: past(*said, *ours, *ends, *given),
    st.lists(_heard, max_size=25, unique_by=lambda one: one.id), st.lists(_answered, max_size=12),
    st.lists(_ended, max_size=4), st.lists(GIVEN, max_size=12),
)  # fmt: skip
