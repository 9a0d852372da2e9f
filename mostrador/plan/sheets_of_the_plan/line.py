"""What a line of action says beside its conditions and its acts, as fields of a sheet."""

from mostrador.kit.words import N_
from mostrador.plan.filling import Field

BESIDE = (
    Field(
        path=("limit",), kind="span", label=N_("Answered within"),
        help=N_("Sooner than the door promises. Empty: as soon as the door says."),
    ),
    Field(
        path=("max_turns",), kind="number", label=N_("Answers at most"),
        help=N_("Whoever is to give one more is told before it leaves. Empty: as many as it takes."),
    ),
    Field(path=("note",), kind="words", label=N_("A note"), help=N_("For those who read the plan.")),
)  # fmt: skip
