"""Finds the channels: every `Channel` in the files of `doors/channels/`, without a list to edit."""

import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType, ModuleType

from mostrador.doors import channels as folder
from mostrador.doors.contract import Channel


class UnknownChannel(LookupError):
    """No file in doors/channels/ has this key."""


def channel(key: str) -> Channel:
    """Return the channel of that key. Raises `UnknownChannel`."""
    try:
        return channels()[key]
    except KeyError:
        raise UnknownChannel(f"There is no channel “{key}”. There are: {', '.join(channels())}.") from None


@cache
def channels() -> Mapping[str, Channel]:
    """Return every channel by its key, in alphabetical order."""
    found: dict[str, Channel] = {}
    for kind in sorted(_kinds(), key=lambda kind: kind.key):
        if kind.key in found:
            raise ValueError(f"Two channels call themselves “{kind.key}”: {found[kind.key]!r} and {kind!r}.")
        found[kind.key] = kind()
    return MappingProxyType(found)


def _kinds() -> Iterator[type[Channel]]:
    for module in pkgutil.iter_modules(folder.__path__, f"{folder.__name__}."):
        yield from _kinds_in(import_module(module.name))


def _kinds_in(module: ModuleType) -> Iterator[type[Channel]]:
    for thing in vars(module).values():
        ours = inspect.isclass(thing) and issubclass(thing, Channel) and thing.__module__ == module.__name__
        if ours and not inspect.isabstract(thing) and hasattr(thing, "key"):
            yield thing
