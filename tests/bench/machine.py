"""What a figure was measured on, and when: without it a figure says nothing."""

import os
import platform
import sqlite3
import subprocess
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.house import ROOT

SYNCS = 60


@dataclass
class Run:
    """When one part was measured, on which code, and how busy the machine was before it and after it."""

    at: str
    commit: str
    clean: bool  # nothing in the tree differs from the commit
    quick: bool  # a twentieth of the data, a quarter of the load
    load_before: float  # of the last minute
    load_after: float
    sync_ms: float  # one fdatasync of 4 kB at the end of a file, the median
    seconds: float


class Watch:
    """Begins with a run; `over` tells of it."""

    def __init__(self, folder: Path) -> None:
        self._load, self._sync = os.getloadavg()[0], sync_ms(folder)
        self._at, self._began = datetime.now(UTC), time.monotonic()

    def over(self, *, quick: bool = False) -> Run:
        clean = not _git("status", "--porcelain", "--untracked-files=no")
        return Run(
            at=self._at.isoformat(timespec="minutes"), commit=_git("rev-parse", "--short=9", "HEAD"), clean=clean,
            quick=quick, load_before=round(self._load, 1), load_after=round(os.getloadavg()[0], 1),
            sync_ms=round(self._sync, 2), seconds=round(time.monotonic() - self._began),
        )  # fmt: skip


def machine(folder: Path) -> dict[str, str | int]:
    """Describe the machine, with the disk that `folder` lies on."""
    return {
        "processor": _line(Path("/proc/cpuinfo"), "model name"), "processors": os.cpu_count() or 0,
        "memory": f"{_memory_gb():.0f} GB", "disk": _disk(folder),
        "system": _line(Path("/etc/os-release"), "PRETTY_NAME").strip('"'), "kernel": platform.release(),
        "python": platform.python_version(), "sqlite": sqlite3.sqlite_version,
    }  # fmt: skip


def sync_ms(folder: Path) -> float:
    """Return what it takes until 4 kB more lie on the disk, the median of some."""
    file, times = folder / "sync", []
    with file.open("wb", buffering=0) as out:
        for _ in range(SYNCS):
            began = time.perf_counter()
            out.write(bytes(4096))
            os.fdatasync(out)
            times.append((time.perf_counter() - began) * 1e3)
    file.unlink()
    return sorted(times)[SYNCS // 2]


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)


def _disk(folder: Path) -> str:
    """Name the file system, its device and its size, as the mount that holds the folder says."""
    parts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    holding = [part for part in parts if folder.resolve().is_relative_to(part[1])]
    device, _, kind, *_ = max(holding, key=lambda part: len(part[1]))
    room = os.statvfs(folder)
    return f"{kind} on {Path(device).name}, {room.f_blocks * room.f_frsize / 1e9:.0f} GB"


def _line(file: Path, name: str) -> str:
    """Return what stands behind a name in a file of `name: value` or `name=value`; empty where it does not."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith(name):
            return line.replace("=", ":", 1).partition(":")[2].strip()
    return ""


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
