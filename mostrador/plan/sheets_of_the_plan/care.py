"""Care on sheets: what we give beside what we sell, what a crisis is and how it ends, and what we put up with."""

from mostrador.kit.words import N_
from mostrador.plan import phrases, phrases_beside
from mostrador.plan.filling import Field
from mostrador.plan.readers.alarm import LEVELS
from mostrador.plan.sheets import NAME, Sheet
from mostrador.plan.sheets_of_the_plan import menus
from mostrador.plan.sheets_of_the_plan.place import ONLY_WRITTEN

GESTURES = Sheet(
    key="gestures", path=("gestures",), row="gestures", title=N_("Gestures"), adds=N_("Say what is given"), tried=True,
    fields=(
        Field(path=("budget_month",), kind="money", label=N_("In a month, the whole house")),
        Field(
            path=("big", "max"), kind="money", label=N_("A large one: at most"),
            help=N_("A gesture is large when it costs more than the month's budget."),
        ),
        Field(path=("big", "per_year"), kind="number", label=N_("Large ones: times a year")),
        Field(path=("big", "why"), kind="words", label=N_("Large ones: why")),
        Field(path=("not_twice_within",), kind="span", label=N_("Time between two")),
        Field(
            path=("never_for",), kind="some", label=N_("Never for"), choices=menus.known(phrases.NEVER_FOR),
        ),
        Field(
            path=("idea_from",), kind="some", label=N_("Where the idea may come from"),
            choices=menus.known(phrases_beside.SOURCES), help=ONLY_WRITTEN,
        ),
        Field(
            path=("holdout", "share"), kind="percent", label=N_("How many get none, from 0 to 100"),
            help=N_("So that one sees what gestures do. Only written down: nothing acts on it yet."),
        ),
        Field(
            path=("holdout", "applies_to"), kind="some", label=N_("What those do not get"),
            choices=menus.known(phrases_beside.THANKS),
        ),
    ),
)  # fmt: skip
LEVEL = Sheet(
    key="level", path=("crisis",), row="crisis", rows=frozenset(LEVELS), shape="named", begins="level_", tried=True,
    title=N_("When there is a crisis, level %(name)s"), adds=N_("Add a level"), new=N_("A new level of crisis"),
    note=N_("Any of its signs raises it, and each level asks for more than the one before."),
    first=(Field(path=(NAME,), kind="one", label=N_("Which level"), choices=menus.levels, needed=True),),
    fields=(
        Field(path=("name",), kind="words", label=N_("What it is called")),
        Field(path=("any", "neg_authors_2h"), kind="number", label=N_("Angry people in two hours")),
        Field(path=("any", "same_problem"), kind="number", label=N_("People with the same problem")),
        Field(path=("any", "press"), kind="number", label=N_("In the press")),
        Field(path=("any", "health_risk"), kind="number", label=N_("Credible reports of harm")),
        Field(path=("any", "surge", "ratio"), kind="amount", label=N_("Times the usual")),
        Field(path=("any", "surge", "min_authors"), kind="number", label=N_("From so many people on")),
        Field(path=("lead",), kind="one", label=N_("Who leads"), choices=menus.roles, needed=True),
        Field(path=("act_within",), kind="span", label=N_("Acts within"), needed=True),
    ),
)  # fmt: skip
STATEMENT = Sheet(
    key="statement", path=("crisis", "holding"), row="crisis", title=N_("The statement “%(name)s”"), shape="named",
    adds=N_("Add a statement"), new=N_("A new statement"), note=N_("Ready for a crisis; a person sends it."),
    first=(Field(path=(NAME,), kind="name", label=N_("What it is called"), needed=True,
                 help=N_("A short name: h2.")),),
)  # fmt: skip
STAND_DOWN = Sheet(
    key="stand-down", path=("crisis", "stand_down"), row="crisis", rows=frozenset({"stand_down"}),
    title=N_("When a crisis ends"), adds=N_("Say when a crisis ends"),
    fields=(
        Field(path=("below_for",), kind="span", label=N_("Quiet for so long"), needed=True,
              help=N_("Below every sign of its levels.")),
        Field(path=("debrief_within",), kind="span", label=N_("Talk about it within")),
        Field(path=("drill_every",), kind="span", label=N_("Rehearse every")),
    ),
)  # fmt: skip
TROLL = Sheet(
    key="troll", path=("troll",), row="troll", title=N_("Trolls"), adds=N_("Say what is done with trolls"), tried=True,
    note=N_("Whoever criticises is presumed to have a reason, and criticism is never hidden."),
    fields=(
        Field(
            path=("presume",), kind="one", label=N_("What is presumed of whoever criticises"), needed=True,
            choices=menus.known(phrases_beside.PRESUMED), default="criticism",
        ),
        Field(
            path=("evidence_needed",), kind="number", label=N_("Pieces of evidence that it takes"), needed=True,
            help=N_("Different signs, in different messages. Two at least."),
        ),
        Field(
            path=("signs",), kind="some", label=N_("What counts as a sign"),
            choices=menus.known(phrases_beside.TROLL_SIGNS),
        ),
        Field(
            path=("steps",), kind="rows", label=N_("What is done, in this order"),
            choices=menus.known(phrases_beside.TROLL_STEPS),
        ),
        Field(
            path=("never",), kind="some", label=N_("What is never done"),
            choices=menus.known(phrases_beside.TROLL_NEVER),
        ),
        Field(path=("review", "by"), kind="one", label=N_("Who looks at it again"), choices=menus.roles, needed=True),
        Field(path=("review", "after"), kind="span", label=N_("When they look again"), needed=True),
    ),
)  # fmt: skip
