"""Nothing in the repository belongs to one machine: no path of somebody's disk, no registry's address."""

from tests.architecture.source import ROOT, files, told

# Put together here, so that this file does not name them either.
DISKS = [f"/{name}/" for name in ("work", "root", "Users")]
HOSTS = [".".join(name) for name in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("ghcr", "io"))]
OPTIONS = [f"--{name}" for name in ("index-url", "extra-index-url", "find-links")]
NEVER = [name.encode() for name in (*DISKS, *HOSTS, *OPTIONS)]


def test_no_file_names_a_machine_or_a_registry():
    faults = []
    for path in files(ROOT):
        words = path.read_bytes()
        if b"\0" not in words[:8000]:
            faults += [f"{path.relative_to(ROOT)}: {name.decode()}" for name in NEVER if name in words]
    assert not faults, told(faults)
