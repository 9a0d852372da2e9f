"""Where a rehearsal works."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

IN_MEMORY = Path("/dev/shm")  # a kill leaves it as it leaves a disk; only a power cut would not


@contextmanager
def a_quick_folder(otherwise: Path) -> Iterator[Path]:
    """Yield a folder in memory where the machine has room for one, so that the disk is left to others."""
    roomy = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > 1 << 30
    with tempfile.TemporaryDirectory(prefix="mostrador-faults-", dir=IN_MEMORY if roomy else otherwise) as folder:
        yield Path(folder) / "run"
