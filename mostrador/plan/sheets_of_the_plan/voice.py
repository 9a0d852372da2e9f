"""How the house speaks on sheets: its tone, its texts, and how sure a machine must be."""

from mostrador.kit.words import N_
from mostrador.plan import phrases_beside
from mostrador.plan.filling import Field
from mostrador.plan.sheets import NAME, Sheet
from mostrador.plan.sheets_of_the_plan import menus

TONE = Sheet(
    key="tone", path=("tone",), row="tone", title=N_("How we speak"), adds=N_("Say how we speak"),
    fields=(
        Field(path=("address",), kind="one", label=N_("How we address people"), choices=menus.addresses),
        Field(path=("sign_with",), kind="one", label=N_("How we sign"), choices=menus.known(phrases_beside.SIGNED)),
        Field(
            path=("max_public_turns",), kind="number", label=N_("Answers in public before one goes on in private"),
            help=N_("Empty: as many as it takes."),
        ),
        Field(path=("do",), kind="rows", label=N_("What we always do")),
        Field(
            path=("never",), kind="rows", label=N_("What we never say"),
            help=N_("Whoever writes it is told before it leaves."),
        ),
    ),
)  # fmt: skip
TEXT = Sheet(
    key="text", path=("replies",), row="reply", title=N_("The text “%(name)s”"), shape="named", adds=N_("Add a text"),
    new=N_("A new text"), note=N_("Answers begin with these words wherever a line names them."),
    first=(Field(
        path=(NAME,), kind="name", label=N_("What it is called"), needed=True,
        help=N_("A short name: saludo, cerrado. With one of the house's own, these words stand in place of those."),
    ),),
)  # fmt: skip
FLOOR = Sheet(
    key="floor", path=("triage",), row="triage", title=N_("How sure the machine must be"), tried=True,
    note=N_("Below it a person decides; nothing is done by itself."),
    fields=(Field(path=("floor",), kind="percent", label=N_("Certainty, from 0 to 100"), needed=True, default="60"),),
)  # fmt: skip
