"""What the house wants on sheets: aims, whom it means, what it asks them, what it starts, and how it counts."""

from mostrador.kit.words import N_
from mostrador.plan import phrases_beside
from mostrador.plan.filling import Field
from mostrador.plan.sheets import Sheet
from mostrador.plan.sheets_of_the_plan import menus
from mostrador.plan.sheets_of_the_plan.place import ONLY_WRITTEN

AIM = Sheet(
    key="aim", path=("objectives",), row="aim", title=N_("The aim %(name)s"), shape="listed", letter="O", tried=True,
    adds=N_("Add an aim"), new=N_("A new aim"),
    fields=(
        Field(path=("text",), kind="words", label=N_("In words"), needed=True),
        Field(path=("metric",), kind="one", label=N_("What is counted"), choices=menus.metrics, needed=True),
        Field(path=("now",), kind="amount", label=N_("How it stands now"), help=N_("Empty: nobody has measured it.")),
        Field(
            path=("target",), kind="amount", label=N_("What to reach"), needed=True,
            help=N_("<= at most, >= at least: <=60m (a time), >=0.8 (a share), <=120 (money, a number)."),
        ),
        Field(path=("by",), kind="day", label=N_("By the day"), needed=True),
    ),
)  # fmt: skip
MEASURE = Sheet(
    key="measure", path=("measure",), row="measure", title=N_("How we count"), adds=N_("Say how we count"),
    note=ONLY_WRITTEN,
    fields=(
        Field(path=("gross_margin",), kind="percent", label=N_("Margin of what is sold, from 0 to 100")),
        Field(path=("hour_cost",), kind="money", label=N_("What an hour of work costs")),
        Field(path=("referral_window",), kind="span", label=N_("How long a recommendation counts")),
        Field(path=("report_every",), kind="span", label=N_("A report every")),
        Field(
            path=("grades",), kind="some", label=N_("How sure a figure may be"),
            choices=menus.known(phrases_beside.GRADES),
        ),
    ),
)  # fmt: skip
SEGMENT = Sheet(
    key="segment", path=("segments",), row="segment", title=N_("Who they are: %(name)s"), shape="listed",
    adds=N_("Add some of your customers"), new=N_("Some of your customers"),
    first=(Field(path=("id",), kind="name", label=N_("A short name"), needed=True),),
    fields=(
        Field(path=("text",), kind="words", label=N_("Who they are")),
        Field(path=("doors",), kind="some", label=N_("Where they come in"), choices=menus.doors),
        Field(path=("evidence",), kind="words", label=N_("How you know"),
              help=N_("What you counted or asked, and when.")),
    ),
)  # fmt: skip
QUESTION = Sheet(
    key="question", path=("questions",), row="question", title=N_("The question %(name)s"), shape="listed", letter="Q",
    adds=N_("Add a question"), new=N_("A new question"),
    fields=(
        Field(path=("text",), kind="words", label=N_("The question"), needed=True),
        Field(
            path=("to",), kind="one", label=N_("Whom we ask"), choices=menus.known(phrases_beside.AUDIENCES),
            needed=True,
        ),
        Field(
            path=("after",), kind="span", label=N_("How long after that"), needed=True, from_nothing=True,
            help=N_("0: at once."),
        ),
        Field(
            path=("per_person",), kind="one", label=N_("How often the same person"), choices=menus.paces, needed=True,
        ),
        Field(
            path=("decides",), kind="words", label=N_("What the answer decides"),
            help=N_("If nothing hangs on it, do not ask."),
        ),
    ),
)  # fmt: skip
STARTER = Sheet(
    key="starter", path=("calendar",), row="calendar", title=N_("A conversation we start"), shape="listed",
    adds=N_("Add a conversation to start"), new=N_("A new conversation to start"),
    fields=(
        Field(path=("day",), kind="one", label=N_("On which day"), choices=menus.days, needed=True),
        Field(path=("door",), kind="one", label=N_("Where"), choices=menus.doors, needed=True),
        Field(
            path=("about",), kind="one", label=N_("What about"), choices=menus.known(phrases_beside.ABOUT), needed=True,
        ),
        Field(path=("line",), kind="text", label=N_("How it begins"), needed=True),
    ),
)  # fmt: skip
