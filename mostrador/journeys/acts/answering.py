"""`reply`, `ask`, `offer`, `acknowledge`, `apologise`, `explain_with_source`, `correct_with_source`, `lookup`, `move`,
`remedy`: what a person does in the answer. The line stands beside the reply box, and in the answer's receipt.
"""

from mostrador.journeys.doing import How, Way
from mostrador.kit.words import N_


def _in_the_answer(says: str) -> Way:
    return Way(how=How.IN_THE_ANSWER, says=says)


WAYS = {
    "reply": _in_the_answer(N_("answer: %(value)s")),
    "reply: human": _in_the_answer(N_("answer yourself")),
    "reply: humana": _in_the_answer(N_("answer yourself")),
    "ask": _in_the_answer(N_("ask: %(value)s")),
    "offer": _in_the_answer(N_("offer: %(value)s")),
    "acknowledge": _in_the_answer(N_("say that you have read it, and what happens now")),
    "apologise": _in_the_answer(N_("say sorry")),
    "apologise: public": _in_the_answer(N_("say sorry in public")),
    "apologise: private": _in_the_answer(N_("say sorry in private")),
    "explain_with_source": _in_the_answer(N_("explain it, and say where it is written")),
    "correct_with_source": _in_the_answer(N_("put it right, and say where it is written")),
    "lookup": _in_the_answer(N_("look up: %(value)s")),
    "lookup: stock": _in_the_answer(N_("look whether we have it")),
    "lookup: shipment": _in_the_answer(N_("look where the parcel is")),
    "move": _in_the_answer(N_("go on in private")),
    "move: public": _in_the_answer(N_("go on in public")),
    "remedy": _in_the_answer(N_("put it right: %(value)s")),
    "remedy: up_to_limit": _in_the_answer(N_("make up for it, up to your limit")),
}
