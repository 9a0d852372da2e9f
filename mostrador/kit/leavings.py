"""Python's collector of leavings stops every thread while it looks through the heap. What stays for good is spared it.

In a house that has just opened, a look through everything took 60 to 130 ms, in which no delivery was thanked.
"""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

YOUNG = 2_000  # objects made and not freed yet: a look through so many takes 2 ms
LOOKS = 4  # templates, acts and the API's library are read at their first use, mostly within so many full looks


@contextmanager
def unlooked() -> Iterator[None]:
    """Look through nothing meanwhile: what is read in now leaves little behind and stays."""
    gc.disable()
    atexit.register(gc.unfreeze)  # at the end all is looked through: who goes last folds SQLite's log into its file
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def settle() -> None:
    """Set aside what this process holds now that it is open, and what it holds after its next few full looks.

    Only so few: a ring of objects that happens to be in use when it is set aside is never freed.
    """
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    looks = count(1)

    def looked(phase: str, seen: dict[str, int]) -> None:
        if phase == "stop" and seen["generation"] == 2:
            gc.freeze()
            if next(looks) == LOOKS:
                gc.callbacks.remove(looked)

    gc.callbacks.append(looked)
