"""Builds the saved house of a release: `python -m tests.upgrades SOURCE NAME`, with SOURCE the sources of that release.

It opens the house with that release's own program, lets customers write and colleagues answer, and packs what is on
the disk then. The archive is kept beside this file; who doubts it makes it again.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
import msgspec

from mostrador.site.copies import manifest, packing, snapshots
from tests.ports import free_port
from tests.site.copies.shop import SECRET, says
from tests.surroundings import KEY

HERE = Path(__file__).parent
CUSTOMERS = 12
FILE_KEY = "b07e11a" * 5


class Release:
    """The program of a release, over one folder."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.source, self.folder, self.port = source, folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MOSTRADOR_")}
        told = {"MOSTRADOR_DATA": str(folder), "MOSTRADOR_KEY": KEY, "MOSTRADOR_PUBLIC_URL": self.url}
        self.environment = {**kept, **told, "PYTHONPATH": str(source)}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "mostrador.site.cli", *words]

    def tell(self, *words: str) -> dict[str, Any]:
        done = subprocess.run([*self.command(*words), "--json"], env=self.environment, cwd=self.source, check=True,
                              capture_output=True, text=True)  # fmt: skip
        row: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return row

    def serve(self) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            self.command("serve", "--port", str(self.port)), env=self.environment, cwd=self.source
        )
        until(lambda: httpx.get(f"{self.url}/readyz", trust_env=False).status_code == 200)
        return process


def until(true: Any) -> Any:
    for _ in range(1200):
        try:
            if found := true():
                return found
        except httpx.HTTPError:
            pass
        time.sleep(0.05)
    raise AssertionError("It did not happen within a minute.")


def build(source: Path, name: str) -> Path:
    with tempfile.TemporaryDirectory() as folder:
        release = Release(source, Path(folder) / "house")
        release.tell("init")
        release.tell("members", "add", "--email", "ana@vidriera.test", "--name", "Ana", "--role", "owner")
        served = release.serve()
        try:
            _live_a_day(release)
        finally:
            served.terminate()
            served.wait(30)
        _one_picture(release.folder)
        return _pack(release.folder, HERE / f"{name}.tar.zst")


def _live_a_day(release: Release) -> None:
    door = release.tell("doors", "add", "webhook", "--name", "Programa", "--secret", SECRET)
    token = release.tell("tokens", "add", "--scopes", "read,write")["token"]
    line = httpx.Client(base_url=f"{release.url}/api/v1", headers={"Authorization": f"Bearer {token}"}, trust_env=False)
    until(lambda: says(door["hook_url"], "a0", "¿Abrís el lunes?", "c0") == 200)
    for number in range(1, CUSTOMERS):
        says(
            door["hook_url"], f"a{number}", f"¿Tenéis la botella número {number}? Quiero {number} cajas.", f"c{number}"
        )
    says(door["hook_url"], "odd", "", "c1")
    until(lambda: len(line.get("/messages").json()["items"]) >= CUSTOMERS)
    for row in line.get("/conversations").json()["items"][: CUSTOMERS // 2]:
        where = f"/conversations/{row['id']}/messages"
        line.post(where, json={"text": f"Sí, {row['id']}."}, headers={"Idempotency-Key": str(row["id"])})


def _one_picture(folder: Path) -> None:
    place = folder / "files" / FILE_KEY[:2] / FILE_KEY
    place.parent.mkdir(parents=True)
    place.write_bytes(b"a bottle of glass")


def _pack(folder: Path, to: Path) -> Path:
    told = manifest.Manifest(
        format=manifest.FORMAT, made_by=to.stem, at="2026-11-21T23:57:00+00:00", keys=[], with_key=False,
        migrations=manifest.migrations(folder / manifest.MAIN), databases={}, files={},
    )  # fmt: skip
    to.unlink(missing_ok=True)
    with packing.packing(to) as packed:
        for name in (manifest.MAIN, manifest.PARCELS):
            copy = folder.parent / name  # whole: what lies beside the file in its log is in it
            snapshots.copy(folder / name, to=copy)
            told.databases[name] = snapshots.look_into(copy)
            told.files[name] = packed.add_file(name, copy)
        for name in ("plan.yaml", f"files/{FILE_KEY[:2]}/{FILE_KEY}"):
            told.files[name] = packed.add_file(name, folder / name)
        content = msgspec.json.encode(told)
        packed.add(manifest.NAME, io.BytesIO(content), len(content))
    return to


if __name__ == "__main__":
    print(build(Path(sys.argv[1]).resolve(), sys.argv[2]))
