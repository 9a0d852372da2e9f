"""Connections of our own to the house's PostgreSQL, beside the pool of the pages: for the edge and for parcels."""

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from mostrador.kit import databases

Connection = psycopg.Connection[tuple[Any, ...]]


def told(url: str) -> str:
    """Return what libpq is told: the address, our deadlines, and what the address itself asks for."""
    asked = conninfo_to_dict(url)
    options = f"{databases.deadlines()} {asked.pop('options', '')}".strip()
    return make_conninfo(
        "", **{"connect_timeout": databases.WAIT_SECONDS, "application_name": "mostrador", **asked, "options": options}
    )


def connect(url: str) -> Connection:
    """Return a connection in autocommit. Raises `psycopg.OperationalError`."""
    return psycopg.connect(told(url), autocommit=True)
