"""The acts a role may do without asking, as the plan words them, and its limits in money."""

from collections.abc import Mapping

from mostrador.plan import values
from mostrador.plan.shape import Authority
from mostrador.plan.written import Spot

ALL = "all"
NOTHING: frozenset[str] = frozenset()
MONEY = ("refund", "discount", "gesture")
EVERYDAY = frozenset({
    "note", "assign", "snooze", "finish", "tag", "draft", "rename", "sort", "group", "settle", "know",
})  # fmt: skip
"""Nothing a customer sees and nothing that cannot be undone: whoever works here may. To sort is to say what somebody
needs and whose fault it was, to group is to join errands and part them, to settle is to say that a word was kept, a
gift handed over, something written down done; to know is to keep what they told us and what they allow."""
COVERS: Mapping[str, frozenset[str]] = {
    "reply": frozenset({"reply", "reply_private", "reply_public", "promise", "edit", "take_back", "move_private"}),
    "reply_private": frozenset({"reply", "reply_private", "promise", "edit", "take_back"}),
    "reply_public": frozenset({"reply_public", "promise", "edit", "take_back"}),
}
"""What a word of `may:` allows besides itself. To answer is also to say by when, and to mend what was said."""
ACTS = frozenset({
    ALL, *COVERS, *EVERYDAY, "promise", "edit", "take_back", "reserve", "apologise", "move_private", "correct",
    "hide_spam", "hide", "block", "label_troll", "publish", "order", "crisis_1", "crisis_2", "crisis_3",
})  # fmt: skip


def authorities(spot: Spot | None, *, decimals: int) -> dict[str, Authority]:
    """Read the plan's `authority`: role to what it may."""
    return {role: _authority(role, one, decimals) for role, one in (spot.entries() if spot else ())}


def allowed(may: frozenset[str], act: str) -> bool:
    """Whether a list of `may` words holds this act."""
    return ALL in may or act in EVERYDAY or act in may or any(act in COVERS.get(word, ()) for word in may)


def _authority(role: str, spot: Spot, decimals: int) -> Authority:
    if not spot.is_mapping:
        spot.error(f"{spot.name} says nothing", "Write `{may: [reply], refund: 30}`.")
        return Authority(role=role)
    limits = {word: _coins(spot, word, decimals) for word in MONEY}
    found = Authority(
        role=role,
        may=spot.read("may", _may, NOTHING),
        limits={word: amount for word, amount in limits.items() if amount is not None},
        month=_coins(spot, "month", decimals),
        at=spot.line,
    )
    spot.done((*MONEY, "month", "may"))
    return found


def _coins(spot: Spot, word: str, decimals: int) -> int | None:
    found = spot.take(word)
    return values.coins(found, decimals=decimals) if found else None


def _may(spot: Spot) -> frozenset[str]:
    named = values.words(spot)
    for one in spot.items():
        if isinstance(one.value, str) and one.value not in ACTS:
            one.error(f"`{one.value}` is no act", f"One of {', '.join(sorted(ACTS))}.")
    return frozenset(named)
