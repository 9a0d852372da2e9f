"""The matters of law that a message touches: somebody names lawyers, courts, authorities, or their own data."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mostrador.triage.heads import SUBS

RAISED = 0.1  # in a complaint; of 537 rows that nobody trained on 12 of 12 are found, and three jokes beside them
ALONE = 0.3  # … where it is taken for something else
_AT = {matter: SUBS.index(f"complaint.{matter}") for matter in ("legal", "privacy")}


def raised(subs: Sequence[float], *, kind: str, claimed: bool) -> tuple[str, ...]:
    """Return what a message of a kind raises, by how probable each of `SUBS` is; `claimed`: a right over their data."""
    least = RAISED if kind == "complaint" else ALONE
    return tuple(matter for matter, at in _AT.items() if subs[at] >= least or (claimed and matter == "privacy"))


def standing(kept: str | None, *, said: Collection[str]) -> frozenset[str]:
    """Return what was kept of it, unless people said that it is no complaint."""
    return frozenset() if said and "complaint" not in said else frozenset((kept or "").split())
