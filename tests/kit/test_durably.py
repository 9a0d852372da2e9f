"""A file that is written is whole and on disk, and one that could not be written is as it was."""

import os
import resource
import signal
from pathlib import Path

import pytest

from mostrador.kit import durably


def test_the_bytes_come_to_disk_before_their_name_and_the_name_before_anybody_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path, fsync = tmp_path / "key", os.fsync
    path.write_text("of before")
    synced: list[tuple[str, str]] = []

    def watched(opened: int) -> None:
        fsync(opened)
        synced.append((os.readlink(f"/proc/self/fd/{opened}"), path.read_text()))

    monkeypatch.setattr(os, "fsync", watched)
    durably.write(path, b"new")
    (beside, before), named = synced
    assert Path(beside).parent == tmp_path and before == "of before" and named == (str(tmp_path), "new")
    assert path.stat().st_mode & 0o777 == 0o600 and list(tmp_path.iterdir()) == [path]


def test_what_does_not_fit_leaves_the_file_of_before_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("of before")
    room, was = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4, room[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            durably.write(path, b"longer than there is room for")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, room)
        signal.signal(signal.SIGXFSZ, was)
    assert path.read_text() == "of before" and list(tmp_path.iterdir()) == [path]
