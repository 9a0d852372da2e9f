"""Files on disk: whole or not at all, and there before anything refers to them."""

import os
from pathlib import Path

import pytest

from mostrador.kit import files


def test_the_bytes_and_then_their_name_are_made_durable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    synced: list[tuple[str, bool]] = []
    fsync, key = os.fsync, files.new_key()

    def watched(opened: int) -> None:
        fsync(opened)
        synced.append((os.readlink(f"/proc/self/fd/{opened}"), files.place(key).exists()))

    monkeypatch.setattr(os, "fsync", watched)
    files.keep(key, b"%PDF-")
    folder = files.place(key).parent
    *made, (bytes_of, seen_before), named = synced
    assert bytes_of.startswith(f"{folder}/{key}") and not seen_before
    assert named == (str(folder), True)
    assert (str(folder.parent), False) in made  # the folder's own name
    assert files.bring(key) == b"%PDF-"
