"""Databases beside the house's own, on the same server: to prove a copy in, or to take its place."""

from typing import Any
from urllib.parse import quote, unquote, urlsplit

import psycopg
from psycopg import sql

from mostrador.kit.postgres import connecting
from mostrador.kit.postgres.connecting import Connection

COMMON = "postgres"  # the database that PostgreSQL's own createdb and dropdb stand in
LONGEST = 63  # bytes of a name
LETTERS = """
SELECT pg_encoding_to_char(encoding), datcollate, datctype, to_jsonb(d) ->> 'datlocprovider',
    coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale')
FROM pg_database d WHERE datname = current_database()
"""
TABLES = "SELECT 1 FROM pg_tables WHERE schemaname !~ '^pg_' AND schemaname <> 'information_schema' LIMIT 1"


class CannotMake(Exception):
    """The role of the house may not make databases."""


def make(url: str, *, word: str) -> str:
    """Make an empty database that sorts and compares as the house's does; return its address.

    One that a killed process left under the same name goes first. Raises `CannotMake`.
    """
    name = f"mostrador_{word}_{name_of(url)}"[:LONGEST]
    with connecting.connect(url) as db:
        _without_deadlines(db)
        try:
            db.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            db.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 {}").format(sql.Identifier(name), _letters(db)))
        except psycopg.errors.InsufficientPrivilege as error:
            raise CannotMake(
                "A copy counts only once it was restored into a database of its own, and this role may make none: "
                f"ALTER ROLE {db.info.user} CREATEDB"
            ) from error
    return named(url, name)


def drop(url: str, *, gone: str) -> None:
    """Drop the database of that other address, whoever of us is still connected to it."""
    with connecting.connect(url) as db:
        _without_deadlines(db)
        db.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name_of(gone))))


def take_the_place(url: str, *, staged: str, aside: str) -> None:
    """Give the house's name to another database, and `aside` to the one that had it, in one step.

    Raises `psycopg.errors.ObjectInUse` where somebody is connected to either.
    """
    house, new = name_of(url), name_of(staged)
    with connecting.connect(named(url, COMMON)) as db, db.transaction():
        for old, called in ((house, aside), (new, house)):
            db.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(called)))


def is_empty(db: Connection) -> bool:
    return not db.execute(TABLES).fetchall()


def name_of(url: str) -> str:
    return unquote(urlsplit(url).path.removeprefix("/"))


def named(url: str, name: str) -> str:
    """Return the same address with another database's name."""
    return urlsplit(url)._replace(path=f"/{quote(name, safe='')}").geturl()


def _letters(db: Connection) -> sql.Composable:
    encoding, collate, ctype, provider, locale = _row(db)
    words = sql.SQL("ENCODING {} LC_COLLATE {} LC_CTYPE {}").format(*map(sql.Literal, (encoding, collate, ctype)))
    return words + sql.SQL(" LOCALE_PROVIDER icu ICU_LOCALE {}").format(locale) if provider == "i" else words


def _row(db: Connection) -> tuple[Any, ...]:
    row = db.execute(LETTERS).fetchone()
    assert row is not None  # the database that we are in
    return row


def _without_deadlines(db: Connection) -> None:
    db.execute("SET statement_timeout = 0")
