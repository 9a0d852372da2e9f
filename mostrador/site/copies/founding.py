"""Makes the tables of a house that is about to be moved, in a process of its own: that of the move speaks to the files.

`init` is no way there: like every command it refuses a database into which a move has begun.
"""

import os
import subprocess
import sys
from argparse import Namespace

from mostrador.kit.commands import Command
from mostrador.kit.postgres.moving import CannotMove
from mostrador.site import cli, opening_up


def found(url: str) -> None:
    """Raises `CannotMove`."""
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", __name__], capture_output=True, text=True, check=False,
        env={**os.environ, "MOSTRADOR_DATABASE_URL": url},
    )  # fmt: skip
    if done.returncode:
        raise CannotMove(f"The tables could not be made there: {done.stderr.strip().removeprefix('mostrador: ')}")


def _found(_options: Namespace) -> int:
    opening_up.make_tables()
    return 0


if __name__ == "__main__":
    sys.exit(cli.main(["tables"], known=[Command("tables", "Make the tables.", _found, needs="django")]))
