"""The people and moments of the loaded story, for tests and pictures: named here once, found by who they are."""

from mostrador.accounts.models import Member
from mostrador.demo import counter, wire
from mostrador.demo.customers import (
    BRUNO,
    CARMELA,
    EVA,
    IRIA,
    LUCIA,
    MARCOS,
    NURIA,
    PABLO,
    PASSING,
    TERESA,
    UNKNOWN,
    XURXO,
)
from mostrador.demo.wire import Who
from mostrador.inbox.models import Case

__all__ = [
    "BRUNO", "CARMELA", "EVA", "IRIA", "LUCIA", "MARCOS", "NURIA", "PABLO", "PASSING", "TERESA", "UNKNOWN", "XURXO",
    "case_of", "email_of", "failed", "from_the_street", "late", "member", "promised", "put_off", "unsure",
    "wants_the_manager", "with_a_picture",
]  # fmt: skip

PASSWORD = counter.PASSWORD


def email_of(name: str) -> str:
    return f"{name.lower()}@vidriera.example"


def member(name: str) -> Member:
    """Return Ana, Leo, Marta, Iker or Sabela."""
    return Member.objects.get(email=email_of(name))


def case_of(who: Who) -> Case:
    """Return the latest asunto of a customer."""
    theirs = Case.objects.filter(conversation__address_value=wire.author_id(who))
    return theirs.select_related("conversation__door__connection", "person", "owner").latest("pk")


def late() -> Case:
    """Lucía, in public under the raffle, twelve minutes late."""
    return case_of(LUCIA)


def wants_the_manager() -> Case:
    return case_of(TERESA)


def with_a_picture() -> Case:
    """Pablo, with two broken bottles, a note of Marta's and a draft of Leo's."""
    return case_of(PABLO)


def from_the_street() -> Case:
    """Somebody without a name, a minute ago, in the chat."""
    return case_of(PASSING)


def failed() -> Case:
    """Xurxo, whose answer did not arrive."""
    return case_of(XURXO)


def unsure() -> Case:
    """Carmela: nobody knows whether ours arrived."""
    return case_of(CARMELA)


def promised() -> Case:
    """Eva, whose gift box we promised for soon."""
    return case_of(EVA)


def put_off() -> Case:
    return case_of(IRIA)
