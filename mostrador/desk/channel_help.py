"""The help of a channel's form: the docstring of its own file, as paragraphs and fixed-width words."""

import inspect
import sys
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mostrador.doors.contract import Channel


@dataclass(frozen=True)
class Help:
    title: str
    paragraphs: list[str]


def of(channel: Channel) -> Help:
    """Return what the channel's file says of itself: its first line, and what one has to do."""
    module = sys.modules[type(channel).__module__]
    first, _line, rest = inspect.cleandoc(module.__doc__ or "").partition("\n")
    paragraphs = [" ".join(block.split()) for block in rest.split("\n\n") if block.strip()]
    return Help(title=_(first), paragraphs=[_(one) for one in paragraphs])
