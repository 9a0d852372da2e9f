"""The one list of needs, for triage, the plan and the screen. The nine kinds of the public data follow from it."""

from __future__ import annotations

from mostrador.kit.words import N_

LABELS = {
    "safety": N_("safety"),
    "complaint": N_("complaint"),
    "order_status": N_("where the order is"),
    "help_after_sale": N_("help after buying"),
    "buy": N_("wants to buy"),
    "price_availability": N_("price or availability"),
    "wrong_fact": N_("says something wrong about us"),
    "question": N_("question"),
    "idea": N_("idea"),
    "recommendation": N_("recommends us"),
    "praise": N_("thanks or praise"),
    "greeting": N_("greeting"),
    "abuse": N_("insult"),
    "spam": N_("spam"),
    "other": N_("something else"),
}
"""Each need with its name in lower case. The order is the one in which several needs of one message lead."""

KINDS = tuple(LABELS)

_DATA_KINDS = {
    "safety": "complaint",
    "complaint": "complaint",
    "order_status": "order",
    "help_after_sale": "order",
    "buy": "purchase",
    "price_availability": "question",
    "wrong_fact": "feedback",
    "question": "question",
    "idea": "feedback",
    "recommendation": "praise",
    "praise": "praise",
    "greeting": "chitchat",
    "abuse": "abuse",
    "spam": "spam",
    "other": "question",  # somebody wants something, and we do not know what
}

_OF_SUBS = {
    "question.price": "price_availability",
    "question.availability": "price_availability",
    "purchase": "buy",
    "order.status": "order_status",
    "order": "help_after_sale",
    "complaint.safety": "safety",
    "feedback": "idea",
    "chitchat": "greeting",
}


class UnknownNeed(LookupError):
    """There is no such need in the list."""


def label(need: str) -> str:
    """Return the need's name, marked for translation. Raises `UnknownNeed`."""
    return _of(LABELS, need)


def kind_of(need: str) -> str:
    """Return the one of the nine kinds of public data that a need belongs to. Raises `UnknownNeed`."""
    return _of(_DATA_KINDS, need)


def leading_need(sub: str) -> str:
    """Return the need that a kind of public data with its sub ("order.status") stands for."""
    kind = sub.partition(".")[0]
    return _OF_SUBS.get(sub) or _OF_SUBS.get(kind) or kind


def _of(table: dict[str, str], need: str) -> str:
    try:
        return table[need]
    except KeyError:
        raise UnknownNeed(f"There is no need “{need}”. There are: {', '.join(KINDS)}.") from None
