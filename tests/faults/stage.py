"""A house prepared once and copied for each act: its doors, its owner, a token; and the platforms outside it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.faults.raising import ROOT
from tests.simulators.receiver import Receiver
from tests.simulators.serving import Call, Said, Simulator
from tests.simulators.telegram import TOKEN, Telegram
from tests.surroundings import KEY

SECRET = "told to nobody but the harness"
OWNER = ("ana@vidriera.test", "una vidriera al sol")
PREPARING = """
import json, sys
from mostrador.site.cli import main, set_up_django
assert main(["init"]) == 0
set_up_django()
from mostrador.accounts.models import Member, Token
from mostrador.doors import opening
from mostrador.doors.contract import FoundDoor
receiver, bot, token, secret, email, password = sys.argv[1:]
ana = Member.objects.create_user(email, password, name="Ana", role="owner")
DOORS = {
    "tienda": ("webhook", {"secret": secret, "deliver_url": receiver}),
    "web": ("webhook", {"secret": secret, "deliver_url": receiver}),
    "bot": ("telegram", {"token": token, "api": bot, "mode": "polling"}),
    "chat": ("website", {"shop": "Vinos", "colour": "#6b1d2f", "sites": "https://vinos.example"}),
}
made = {}
for name, (channel, values) in DOORS.items():
    connection = opening.open_connection(channel, name=name, values=values, doors=())
    if channel == "website":
        opening.add_doors(connection, [FoundDoor(external_id="", name=name)])
    else:
        opening.test(connection)
    made[name] = {"key": connection.key, "connection": connection.pk, "door": connection.doors.get().pk}
print("PREPARED " + json.dumps({"doors": made, "token": Token.make(member=ana, scopes="read,write", name="a")}))
"""


class Pictures(Simulator):
    """Gives each address its own bytes."""

    def answer(self, call: Call) -> Said:
        return Said(200, picture(call.path.rpartition("/")[2]), {"Content-Type": "image/jpeg"})


def picture(name: str) -> bytes:
    return b"\xff\xd8\xff\xe0" + name.encode() * 500


@dataclass
class Door:
    key: str
    connection: int
    door: int


class Outside:
    """The platforms: they live as long as the run, whatever happens to the house."""

    def __init__(self) -> None:
        self.receiver, self.bot, self.pictures = Receiver(SECRET), Telegram(), Pictures()

    @property
    def hosts(self) -> str:
        return ",".join(each.host for each in (self.receiver, self.bot, self.pictures))

    def __enter__(self) -> Self:
        for each in (self.receiver, self.bot, self.pictures):
            each.__enter__()
        return self

    def __exit__(self, *_wrong: object) -> None:
        for each in (self.receiver, self.bot, self.pictures):
            each.close()


@dataclass
class Prepared:
    """A house that nobody has opened yet."""

    folder: Path
    doors: dict[str, Door]
    token: str


def environment(folder: Path, port: int, outside: Outside, *, database: str = "") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MOSTRADOR_", "DJANGO_"))}
    return {
        **kept,
        "MOSTRADOR_DATA": str(folder),
        "MOSTRADOR_KEY": KEY,
        "MOSTRADOR_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "MOSTRADOR_ALLOW_HOSTS": outside.hosts,
        "MOSTRADOR_DEVELOPMENT": "1",
        "OPENBLAS_NUM_THREADS": "1",
        **({"MOSTRADOR_DATABASE_URL": database} if database else {}),
    }


def prepare(folder: Path, surroundings: dict[str, str], outside: Outside, *, database: str = "") -> Prepared:
    """Make the house in `folder`, closed, with one door of each kind."""
    words = [sys.executable, "-c", PREPARING, outside.receiver.url, outside.bot.address, TOKEN, SECRET, *OWNER]
    told = {**surroundings, "MOSTRADOR_DATA": str(folder), "MOSTRADOR_DATABASE_URL": database}
    done = subprocess.run(words, env=told, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout.rpartition("PREPARED ")[2])
    doors = {name: Door(**values) for name, values in made["doors"].items()}
    return Prepared(folder=folder, doors=doors, token=made["token"])
