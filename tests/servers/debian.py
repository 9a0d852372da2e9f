"""Debian packages that some tests need: real mail servers, a real browser.

`need("postfix")` in a test or fixture installs what is missing when we are root and says so; otherwise the test
is skipped with the one line that would have helped. `python -m tests.servers.debian NAME…` does it up front.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

POLICY = Path("/usr/sbin/policy-rc.d")
APT = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}


def need(*names: str) -> None:
    """Have these Debian packages, or skip the test that asked for them, saying what is missing."""
    if lacking := provide(*names):
        pytest.skip(f"MISSING {' '.join(lacking)}: as root, apt-get install -y {' '.join(lacking)}")


def provide(*names: str) -> list[str]:
    """Install what is missing of these, if we may; return what is still missing."""
    if missing(names) and os.geteuid() == 0 and shutil.which("apt-get"):
        with _alone():
            if lacking := missing(names):
                _install(lacking)
    return missing(names)


def missing(names: tuple[str, ...]) -> list[str]:
    return [name for name in names if not _installed(name)]


def _installed(name: str) -> bool:
    asked = ["dpkg-query", "--show", "--showformat", "${db:Status-Status}", name]
    try:
        said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return False
    return said == "installed"


def _install(names: list[str]) -> None:
    print(f"Installing Debian's {' '.join(names)} for the tests that need them", file=sys.stderr, flush=True)
    with _no_services():
        install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *names]
        if _run(install).returncode:
            _run(["apt-get", "update", "-qq"])
            outcome = _run(install)
            if outcome.returncode:
                print(outcome.stdout.strip()[-2000:], file=sys.stderr, flush=True)


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}
    return subprocess.run(command, env=APT, text=True, check=False, timeout=900, **streams)  # type: ignore[call-overload]  # streams of one kind


@contextmanager
def _alone() -> Iterator[None]:
    """Let two test runs not install at once."""
    with (Path(tempfile.gettempdir()) / "mostrador-apt.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _no_services() -> Iterator[None]:
    """Keep packages from starting their daemons: tests start their own, on ports of their own."""
    ours = not POLICY.exists()
    if ours:
        POLICY.write_text("#!/bin/sh\nexit 101\n")
        POLICY.chmod(0o755)
    try:
        yield
    finally:
        if ours:
            POLICY.unlink()


if __name__ == "__main__":
    if still := provide(*sys.argv[1:]):
        print(f"MISSING {' '.join(still)}: the tests that need them will be skipped.", flush=True)
        print(f"  as root:  apt-get install -y {' '.join(still)}", flush=True)
