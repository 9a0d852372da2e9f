"""Where the house keeps its things and what its surroundings told it: environment, data folder, key."""

import os
from functools import lru_cache
from pathlib import Path


def told(name: str, default: str = "") -> str:
    """Return the environment variable, or the content of the file that `<name>_FILE` names. Raises `Untold`."""
    if file := os.environ.get(f"{name}_FILE"):
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise Untold(
                f"{name}_FILE names {file}, which cannot be read: {getattr(error, 'strerror', error)}."
            ) from None
    return os.environ.get(name, default)


def data_folder() -> Path:
    return _whole(told("MOSTRADOR_DATA", "data"))


@lru_cache(maxsize=8)
def _whole(folder: str) -> Path:
    """Return where a folder really is. Asked for each page and each message, and never another for one process."""
    return Path(folder).resolve()


def main_file() -> Path:
    return data_folder() / "mostrador.sqlite3"


def parcels_file() -> Path:
    return data_folder() / "parcels.sqlite3"


def database_url() -> str:
    """Return the address of the PostgreSQL database that the house stands on; empty: its two SQLite files."""
    return told("MOSTRADOR_DATABASE_URL")


def files_folder() -> Path:
    return data_folder() / "files"


def backups_folder() -> Path:
    """Return where copies of the house are kept. Another disk is the better place: MOSTRADOR_BACKUPS."""
    told_place = told("MOSTRADOR_BACKUPS")
    return Path(told_place).resolve() if told_place else data_folder() / "backups"


def public_url() -> str:
    """Return the address the outside knows us by, without a slash at its end.

    Where nobody told it, it is the one the house was last served at: commands run beside it in other processes.
    """
    return (told("MOSTRADOR_PUBLIC_URL") or _served_address() or "http://127.0.0.1:8000").rstrip("/")


def note_address(host: str, port: int) -> None:
    """Write down where the house is served. A house open on every network is known by the machine's own address."""
    name = "127.0.0.1" if not host.strip("0.:") else f"[{host}]" if ":" in host else host
    _address_file().write_text(f"http://{name}:{port}", encoding="utf-8")


def _served_address() -> str:
    try:
        return _address_file().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _address_file() -> Path:
    return data_folder() / "address"


def opened_hosts() -> frozenset[str]:
    """Return the `host:port` pairs that outgoing calls may reach although they are private."""
    return frozenset(part.strip().lower() for part in told("MOSTRADOR_ALLOW_HOSTS").split(",") if part.strip())


def keys() -> list[str]:
    """Return the sealing keys, newest first: from the environment, else from the file that `init` made.

    Raises `NoKey` when there is none, and `Untold` where its file cannot be read.
    """
    text = told("MOSTRADOR_KEY") or _key_file()
    found = [key for key in text.replace(",", " ").split() if key]
    if not found:
        raise NoKey(
            "There is no key. A house that had one needs that one: file `key` of the data folder, or MOSTRADOR_KEY. "
            "A new house gets one from `mostrador init`."
        )
    return found


def _key_file() -> str:
    path = data_folder() / "key"
    try:
        return path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise Untold(
            f"The key of the house cannot be read from {path}: {getattr(error, 'strerror', 'it is no text')}. "
            "Put the right one back (a copy made with --with-key holds it), or set MOSTRADOR_KEY."
        ) from None


class Untold(Exception):
    """A file that should hold a setting cannot be read. Its text is one sentence for whoever runs the house."""


class NoKey(Exception):
    """Secrets cannot be opened or sealed."""
