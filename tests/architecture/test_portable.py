"""Nothing in the repository belongs to one machine: no path of somebody's disk, no registry's address."""

import re

from tests.architecture.source import ROOT, files, told

# Put together here, so that this file does not name them either.
DISKS = [f"/{name}/" for name in ("work", "root", "Users")]
# Registries are told by their shape: a host that gives out files, packages or an index.
REGISTRY = re.compile(rb"//(?:files|registry|index|packages|mirror)\.[a-z0-9.-]+", re.I)
OPTIONS = [f"--{name}" for name in ("index-url", "extra-index-url", "find-links")]
NEVER = [name.encode() for name in (*DISKS, *OPTIONS)]


def test_no_file_names_a_machine_or_a_registry():
    faults = []
    for path in files(ROOT):
        words = path.read_bytes()
        if b"\0" not in words[:8000]:
            faults += [f"{path.relative_to(ROOT)}: {name.decode()}" for name in NEVER if name in words]
            faults += [f"{path.relative_to(ROOT)}: {found.decode()}" for found in REGISTRY.findall(words)]
    assert not faults, told(faults)


def test_the_locks_name_no_address_at_all():
    """Whatever gives out the packages, the locks hold only their names and what they weigh."""
    faults = [path.name for path in (ROOT / "requirements").glob("*.txt") if b"://" in path.read_bytes()]
    assert not faults, told(faults)


def test_a_registry_would_be_noticed():
    assert REGISTRY.search(b"resolved https:/" + b"/registry.example.org/a.tgz")
    assert not REGISTRY.search(b"https://docs.example.org/index.html")
