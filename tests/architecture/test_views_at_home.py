"""A room's views and forms are its own: nobody upstairs or next door imports them."""

import re

from tests.architecture.source import imports, sources, told

PRIVATE = re.compile(r"mostrador\.(\w+)\.(views|forms)\b")


def test_nobody_imports_another_rooms_views_or_forms():
    faults = [
        f"{source.name}:{line}: {name}"
        for source in sources()
        for name, line in imports(source.tree)
        if (private := PRIVATE.match(name)) and private[1] != source.room
    ]
    assert not faults, told(faults)
