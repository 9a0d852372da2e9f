"""Which database the house stands on, in Django's words: its own SQLite file, or the PostgreSQL that it was told of."""

from operator import methodcaller
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from mostrador.kit import house

SCHEMES = ("postgresql", "postgres")
LOOKS_LIKE = (
    "The address of a database (MOSTRADOR_DATABASE_URL, or what stands after --to) looks like "
    "postgresql://user:password@host:5432/name; after a ? stands only what libpq knows, such as sslmode=verify-full."
)
MOST_CONNECTIONS = 24  # of one process: its threads, and a margin
WAIT_SECONDS = 10  # for a free connection, and for a server that does not answer
# The pool waits twice as long before each try to come back, half a minute in the end: after so long it begins anew.
ANEW_SECONDS = 3
# A statement, a wait for another's lock, a transaction whose owner fell asleep: each ends before people give up.
DEADLINES_MS = {"statement_timeout": 30_000, "lock_timeout": 10_000, "idle_in_transaction_session_timeout": 60_000}


class NotPostgres(Exception):
    """The address that was told is none of a PostgreSQL database."""


def settings() -> dict[str, Any]:
    """Return Django's settings of the house's database. Raises `NotPostgres`."""
    url = house.database_url()
    return _postgres(url) if url else _sqlite()


def _sqlite() -> dict[str, Any]:
    return {
        "ENGINE": "mostrador.kit.sqlite",
        "NAME": house.main_file(),
        "CONN_MAX_AGE": None,  # our threads are few and persistent
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA journal_size_limit=67108864; PRAGMA mmap_size=0",
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    parts, name = _taken_apart(url)
    asked = dict(parse_qsl(parts.query))  # what libpq understands: host=/folder of a socket, sslmode, sslrootcert
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": asked.pop("host", unquote(parts.hostname or "")),
        "PORT": str(asked.pop("port", parts.port or "")),
        "CONN_MAX_AGE": 0,  # the pool keeps them
        "CONN_HEALTH_CHECKS": True,  # a restart of the database costs nobody an error page
        "OPTIONS": {
            **asked,
            "connect_timeout": WAIT_SECONDS,
            "application_name": "mostrador",
            "options": deadlines(),
            "pool": {
                "min_size": 1,
                "max_size": MOST_CONNECTIONS,
                "timeout": WAIT_SECONDS,
                "max_idle": 120,
                "reconnect_timeout": ANEW_SECONDS,
                "reconnect_failed": methodcaller("check"),  # which begins anew: who waits already would wait to the end
            },
        },
    }


def check(url: str) -> None:
    """Raise `NotPostgres` where it is no address of a database."""
    _taken_apart(url)


def _taken_apart(url: str) -> tuple[SplitResult, str]:
    """What is wrong with it is not told by libpq's words: they hold the password."""
    import psycopg  # noqa: PLC0415 - a driver that few need

    try:
        parts = urlsplit(url)
        name = unquote(parts.path.removeprefix("/"))
        understood = parts.port != 0 and bool(psycopg.conninfo.conninfo_to_dict(url))
    except (ValueError, psycopg.ProgrammingError):
        raise NotPostgres(LOOKS_LIKE) from None
    if parts.scheme not in SCHEMES or not name or not understood:
        raise NotPostgres(LOOKS_LIKE)
    return parts, name


def deadlines() -> str:
    """Return the deadlines as libpq's `options`; a commit is on disk when it returns."""
    told = {**DEADLINES_MS, "synchronous_commit": "on"}
    return " ".join(f"-c {name}={value}" for name, value in told.items())
