"""Who acts on sheets: roles, what each may without asking, and the ladder."""

from mostrador.kit.words import N_
from mostrador.plan import phrases
from mostrador.plan.filling import Field
from mostrador.plan.sheets import NAME, Sheet
from mostrador.plan.sheets_of_the_plan import menus
from mostrador.plan.voice import MEMBERS

ROLE = Sheet(
    key="role", path=("roles",), row="role", title=N_("Who is “%(name)s”"), shape="named", tried=True,
    adds=N_("Add a role"), new=N_("A new role"),
    first=(Field(
        path=(NAME,), kind="name", label=N_("What it is called"), needed=True, help=N_("A short name: caja, taller."),
    ),),
    fields=(
        Field(path=("people",), kind="rows", label=N_("Who they are")),
        Field(
            path=("member_role",), kind="one", label=N_("Whose authority it is, beside theirs"),
            choices=menus.known(MEMBERS),
        ),
        Field(path=("backup",), kind="one", label=N_("Who stands in"), choices=menus.roles, needed=True),
    ),
)  # fmt: skip
AUTHORITY = Sheet(
    key="authority", path=("authority",), row="authority", title=N_("What “%(name)s” may without asking"),
    shape="named", tried=True, adds=N_("Say what a role may"), new=N_("What a role may without asking"),
    note=N_("Whoever stands above may at least as much. Without an amount it is asked for."),
    first=(Field(path=(NAME,), kind="one", label=N_("Which role"), choices=menus.powerless, needed=True),),
    fields=(
        Field(path=("may",), kind="some", label=N_("May, without asking"), choices=menus.known(phrases.MAY)),
        Field(path=("refund",), kind="money", label=N_("Refund")),
        Field(path=("discount",), kind="money", label=N_("Discount")),
        Field(path=("gesture",), kind="money", label=N_("Gesture")),
        Field(path=("month",), kind="money", label=N_("In a month"), help=N_("All three together.")),
    ),
)  # fmt: skip
RUNG = Sheet(
    key="rung", path=("escalation",), row="escalation", title=N_("A step of the ladder"), shape="listed", tried=True,
    adds=N_("Add a step"), new=N_("A new step of the ladder"), in_order_of="after",
    note=N_("Whoever writes may always ask for whoever is in charge, and jumps to the end."),
    fields=(
        Field(path=("to",), kind="one", label=N_("Who is called"), choices=menus.roles, needed=True),
        Field(
            path=("after",), kind="span", label=N_("How long after they wrote"), needed=True, from_nothing=True,
            help=N_("0: they have it from the start."),
        ),
    ),
)  # fmt: skip
