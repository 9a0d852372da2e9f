"""`publish`, `hide`, `pause_posts` and what a crisis asks for: our pages elsewhere, which a person works by hand."""

from mostrador.journeys.doing import How, Way
from mostrador.kit.words import N_


def _posts(says: str) -> Way:
    return Way(how=How.WRITTEN_DOWN, listed="posts", says=says)


def _in_a_crisis(says: str) -> Way:
    return Way(how=How.IN_A_CRISIS, listed="posts", says=says)


WAYS = {
    "pause_posts": _posts(N_("stop the posts that are waiting")),
    "pause_gestures": Way(how=How.IN_A_CRISIS, listed="thanks", says=N_("stop the gestures")),
    "publish": _posts(N_("publish: %(value)s")),
    "hide": _posts(N_("hide: %(value)s")),
    "dark_page": _posts(N_("publish the page kept for a crisis")),
    "holding": _in_a_crisis(N_("publish the first words: %(value)s")),
    "watch": _in_a_crisis(N_("keep watching")),
    "common_reply": _posts(N_("agree on one answer")),
    "name_problem_owner": Way(how=How.IN_A_CRISIS, listed="problems", says=N_("say who owns the problem")),
    "call_list": _posts(N_("call those on the list")),
    "hourly_update": _in_a_crisis(N_("say every hour what is known")),
}
