"""The words of the plan's smaller parts as people say them: voice, trolls, questions. Msgids, as `phrases` has."""

from collections.abc import Mapping

from mostrador.kit.words import N_

SIGNED: Mapping[str, str] = {
    "first_name": N_("We sign with our first name."),
    "full_name": N_("We sign with our full name."),
    "role": N_("We sign with what we do here."),
    "house": N_("We sign as the shop."),
    "nothing": N_("We do not sign."),
}
TROLL_SIGNS: Mapping[str, str] = {
    "insult_without_claim": N_("It insults and asks for nothing"),
    "same_text_many_targets": N_("The same text, sent to many"),
    "no_answer_to_two_questions": N_("We asked twice and got no answer"),
    "new_account_burst": N_("A new account that writes in bursts"),
    "threat": N_("It threatens"),
}
TROLL_STEPS: Mapping[str, str] = {
    "one_polite_reply": N_("one polite reply"),
    "one_question": N_("one question"),
    "show_rules": N_("show the rules of the page"),
    "stop_replying": N_("stop answering"),
    "hide_only_insult_or_illegal": N_("hide only insults or what the law forbids"),
    "block": N_("block them"),
    "report": N_("report it to the platform"),
}
TROLL_NEVER: Mapping[str, str] = {
    "hide_criticism": N_("hide criticism"),
    "block_criticism": N_("block whoever criticises"),
    "mock": N_("mock them"),
    "argue": N_("argue"),
    "publish_private_data": N_("publish private data"),
    "reply_in_anger": N_("answer in anger"),
}
AUDIENCES: Mapping[str, str] = {
    "orders": N_("whoever ordered something"),
    "first_orders": N_("whoever ordered for the first time"),
    "buyers_of_new": N_("whoever bought something new"),
    "returners": N_("whoever came back"),
    "complainers": N_("whoever complained"),
    "recommenders": N_("whoever recommended us"),
    "askers": N_("whoever asked something"),
    "everyone": N_("everybody"),
}
ABOUT: Mapping[str, str] = {"customer": N_("about them"), "us": N_("about us")}
PRESUMED: Mapping[str, str] = {"criticism": N_("That they have a reason")}
SOURCES: Mapping[str, str] = {
    "told_to_us": N_("what they told us"),
    "public_mention_of_us": N_("what they say of us in public"),
    "order_history": N_("what they have bought"),
    "colleague_note": N_("a note of a colleague"),
}
THANKS: Mapping[str, str] = {"routine_thanks": N_("everyday thanks"), "all": N_("any gesture")}
GRADES: Mapping[str, str] = {
    "measured": N_("measured"), "declared": N_("told by them"), "inferred": N_("inferred"),
    "not_measurable": N_("not to be measured"),
}  # fmt: skip
KINDS: Mapping[str, str] = {
    "any": N_("In private and in public"), "private": N_("In private"), "public": N_("In public"),
    "review": N_("With reviews"), "counter": N_("Over the counter"),
}  # fmt: skip
SECTORS: Mapping[str, str] = {"alcohol-retail": N_("Alcohol")}
"""The trades that a law of `law_packs` is about."""
LEVEL = N_("Level %(number)s")
