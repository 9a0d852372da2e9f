"""What a process holds for good is not looked through again; what it lets go of still is."""

import subprocess
import sys
from pathlib import Path

SETTLED = """
import gc, weakref
from mostrador.kit import leavings

class Ring:
    def __init__(self): self.me = self

def looked_through(): return sum(len(gc.get_objects(generation)) for generation in range(3))

with leavings.unlooked():
    assert not gc.isenabled()
    kept = [[number] for number in range(50_000)]
    assert gc.get_count()[0] >= 50_000, "nothing was looked through meanwhile"
assert gc.isenabled() and looked_through() < 1_000
leavings.settle()
assert looked_through() < 1_000

late = [[number] for number in range(50_000)]
gc.collect()
assert looked_through() < 1_000, "what is read at its first use is set aside as well"

ring = weakref.ref(Ring())
assert ring() is not None
gc.collect()
assert ring() is None, "a ring that nobody holds is freed"

for _ in range(leavings.LOOKS):
    gc.collect()
ring = Ring()
seen = weakref.ref(ring)
gc.collect()
del ring
gc.collect()
assert seen() is None, "after its first few looks a ring in use is not set aside: it is freed like any other"
print("settled")
"""


def test_what_stays_is_set_aside_and_what_goes_is_freed() -> None:
    here = Path(__file__).parents[2]
    said = subprocess.run(
        [sys.executable, "-c", SETTLED], check=False, cwd=here, capture_output=True, text=True, timeout=60
    )
    assert said.stdout == "settled\n", said.stderr
