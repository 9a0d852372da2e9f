"""The edge and the channels live without Django: an import in a fresh interpreter proves it."""

import subprocess
import sys

import pytest

from tests.architecture.source import HOUSE

ALONE = [
    "mostrador",
    *(
        f"mostrador.kit.{name}"
        for name in (
            "badge",
            "catalogues",
            "clock",
            "commands",
            "egress",
            "failpoints",
            "house",
            "http",
            "leavings",
            "mail",
            "sealing",
            "taps",
            "wake",
            "words",
        )
    ),
    *(f"mostrador.doors.{name}" for name in ("contract", "channels", "platforms", "parcels", "hooks")),
    "mostrador.desk.live",
    *(f"mostrador.site.{name}" for name in ("asgi", "bridge", "statics", "cli")),
]
CHANNELS = sorted(
    f"mostrador.doors.channels.{path.stem}"
    for path in (HOUSE / "doors" / "channels").glob("*.py")
    if path.stem != "__init__"
)


@pytest.mark.parametrize("module", [*ALONE, *CHANNELS])
def test_it_loads_no_django(module):
    ask = f"import sys, {module}; sys.exit('Django came along' if 'django' in sys.modules else 0)"
    outcome = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stderr


def test_the_newer_sqlite_is_in_place_before_anybody_asks():
    ask = "import mostrador, sqlite3; print(sqlite3.sqlite_version)"
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout
    assert tuple(int(part) for part in said.split(".")) >= (3, 51, 3)
