"""The words of a `do:` and what each may be done with. Which of them this version really does is `DONE`."""

from collections.abc import Iterator, Mapping

from mostrador.plan.shape import Act, Plan

ROLE, REPLY, HOLDING = "role", "reply", "holding"  # a name that the plan itself must know
WORDS, ALONE = "words", "alone"  # any words; none at all
Path = tuple[str | int, ...]
Values = str | tuple[str | bool, ...]

VOCABULARY: Mapping[str, Values] = {
    "escalate": ROLE, "assign": ROLE, "notify": ROLE,
    "reply": REPLY, "ask": REPLY, "offer": REPLY, "promise": REPLY,
    "acknowledge": ALONE, "explain_with_source": ALONE, "correct_with_source": ALONE,
    "apologise": ("public", "private"), "move": ("private", "public"), "thank": ("personal", "public", "private"),
    "open": ("case", "order", "return", "problem", "idea"), "retriage": (True,),
    "lookup": ("stock", "price", "order", "shipment", "person", "hours"),
    "send": (
        "own_shop_pay_link", "in_chat_payment", "catalogue", "marketing", "tracking", "form", "map", "invoice",
        "withdrawal_form",
    ),
    "remedy": ("up_to_limit", "refund", "replace", "discount", "repair"),
    "propose": ("gesture", "referral", "ambassador", "event"), "gesture": ("wine", "note", "card", "voucher", "other"),
    "record": ("referral", "person_fact", "consent", "praise", "incident"),
    "publish": ("post", "story", "help_article", "praise"), "hide": ("spam", "insult", "illegal"),
    "follow": ("troll",), "note": WORDS, "tag": WORDS,
    "watch": ALONE, "common_reply": ALONE, "pause_posts": ALONE, "pause_gestures": ALONE, "holding": HOLDING,
    "name_problem_owner": ALONE, "dark_page": ALONE, "call_list": ALONE, "hourly_update": ALONE,
}  # fmt: skip
BARE = frozenset({"apologise", "thank", "gesture", "remedy"})
"""What may also stand without a value."""

DONE: frozenset[str] = frozenset({
    "escalate", "assign", "retriage", "follow", "open: case", "reply", "ask", "offer", "acknowledge", "apologise",
    "explain_with_source", "correct_with_source", "lookup", "move", "remedy", "notify",
    "watch", "holding", "name_problem_owner", "hourly_update", "pause_gestures",
})  # fmt: skip
"""The acts that this version does at once or in the room of a crisis, or that whoever answers does in the answer, as a
whole word or with one value; `journeys.acts` says how. The others are written down for a person to do, *apuntado*:
never skipped, never done behind anybody's back."""


def is_done(act: Act, done: frozenset[str] = DONE) -> bool:
    return act.word in done or str(act) in done


def acts(plan: Plan) -> Iterator[tuple[str, Path, Act]]:
    """Go through every act of the plan, with the id of what holds it and where it stands in the file."""
    for line in plan.lines:
        yield from ((line.id, ("lines", line.place, "do", number), act) for number, act in enumerate(line.do))
    for level in plan.crisis.levels:
        name = f"level_{level.number}"
        yield from ((name, ("crisis", name, "do", number), act) for number, act in enumerate(level.do))


def written_down(plan: Plan, done: frozenset[str] = DONE) -> Mapping[str, tuple[str, ...]]:
    """Return the acts of a plan that this version only writes down, each with the ids of the lines that ask for it."""
    found: dict[str, list[str]] = {}
    for holder, _, act in acts(plan):
        if not is_done(act, done):
            found.setdefault(str(act), []).append(holder)
    return {act: tuple(holders) for act, holders in found.items()}
