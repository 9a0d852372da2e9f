"""The house on sheets: who decides and where, its hours, its closed days, and by when each door answers."""

from mostrador.kit.words import N_
from mostrador.plan import phrases_beside
from mostrador.plan.filling import Field
from mostrador.plan.sheets import NAME, Sheet
from mostrador.plan.sheets_of_the_plan import menus

ONLY_WRITTEN = N_("Only written down: nothing acts on it yet.")
HOUSE = Sheet(
    key="house", path=(), row="house", title=N_("The house"), tried=True,
    note=N_("What the law asks for hangs on the country and the trade."),
    fields=(
        Field(path=("name",), kind="words", label=N_("What the house is called")),
        Field(path=("owner",), kind="one", label=N_("Who decides"), choices=menus.roles, needed=True),
        Field(
            path=("locale", "sector"), kind="one", label=N_("What it sells, where a law of its own holds"),
            choices=menus.known(phrases_beside.SECTORS),
        ),
        Field(path=("locale", "language"), kind="one", label=N_("Its language"), choices=menus.languages, default="es"),
        Field(
            path=("locale", "currency"), kind="words", label=N_("Its currency"), default="EUR",
            help=N_("In three letters: EUR, MXN, UYU."),
        ),
        Field(
            path=("locale", "timezone"), kind="words", label=N_("Its time zone"), needed=True,
            help=N_("Like Europe/Madrid or America/Montevideo."),
        ),
        Field(path=("effective_from",), kind="day", label=N_("The plan begins on")),
        Field(path=("review_by",), kind="day", label=N_("It is looked at again by")),
    ),
)  # fmt: skip
REST = Sheet(
    key="closed", path=("locale",), row="hours", rows=frozenset({"holidays"}), tried=True,
    title=N_("Public holidays and closed days"),
    note=N_("No clock runs on them, except in hours that say “every day”, “at any hour” or “on holidays”."),
    fields=(
        Field(path=("country",), kind="one", label=N_("Public holidays of"), choices=menus.countries, leads=True),
        Field(path=("subdivision",), kind="one", label=N_("And of its region"), choices=menus.regions),
        Field(path=("holidays",), kind="days", label=N_("Other days on which you close")),
    ),
)  # fmt: skip
HOURS = Sheet(
    key="hours", path=("hours",), row="hours", title=N_("The hours “%(name)s”"), shape="named", tried=True,
    adds=N_("Add hours"), new=N_("New hours"), note=N_("The clocks of the doors that name them run inside them."),
    first=(Field(
        path=(NAME,), kind="name", label=N_("What they are called"), needed=True,
        help=N_("A short name: tienda, guardia."),
    ),),
    fields=(Field(
        path=(), kind="week", label=N_("When they run"), needed=True,
        help=N_("Left empty, closed. From 00:00 to 00:00 is the whole day."),
    ),),
)  # fmt: skip
DOOR = Sheet(
    key="door", path=("doors",), row="door", title=N_("The door “%(name)s”"), shape="named", tried=True,
    adds=N_("Add a door"), new=N_("A new door"), note=N_("Clocks run inside the hours of the door."),
    first=(Field(
        path=(NAME,), kind="words", label=N_("Which door"), needed=True, choices=menus.open_doors,
        help=N_("Choose one that is open, or a kind for all of those; or write what it will be called under Doors."),
    ),),
    fields=(
        Field(path=("hours",), kind="one", label=N_("Its hours"), choices=menus.hours, needed=True),
        Field(path=("first",), kind="span", label=N_("First answer"), needed=True),
        Field(path=("next",), kind="span", label=N_("Later answers"), help=N_("Empty: as soon as the first.")),
        Field(path=("resolve",), kind="span", label=N_("All done")),
        Field(path=("window",), kind="span", label=N_("How long the platform lets us answer")),
        Field(
            path=("private_reply",), kind="span", help=ONLY_WRITTEN,
            label=N_("How long it lets us answer a public word in private"),
        ),
        Field(
            path=("kind",), kind="one", label=N_("How people write there"), default="any",
            choices=menus.known(phrases_beside.KINDS),
        ),
        Field(
            path=("channel",), kind="one", label=N_("Which kind of door"), choices=menus.kinds_of_door,
            help=N_("Only where its name does not say it."),
        ),
        Field(
            path=("fallback",), kind="one", label=N_("The door to use when this one may not be"), choices=menus.doors,
        ),
        Field(
            path=("priority",), kind="number", label=N_("Its rank"),
            help=N_("1 comes first, and some of your customers must show why."),
        ),
        Field(path=("risk",), kind="words", label=N_("What to mind there"), help=ONLY_WRITTEN),
    ),
)  # fmt: skip
