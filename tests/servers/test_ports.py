"""Servers that are started together listen at ports of their own."""

from tests.ports import free_ports


def test_ports_drawn_together_are_distinct() -> None:
    """So many that drawing each by itself would surely repeat one."""
    assert len(set(free_ports(1_000))) == 1_000
