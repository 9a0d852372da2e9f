"""Addresses that many rows and pages of the desk name."""

from mostrador.kit.addressing import address


def case(case_id: int) -> str:
    """Return the address of an asunto's page."""
    return address("desk:case", case_id)


def inbox() -> str:
    return address("desk:inbox")
