"""The recorded mails, read once, and mails made of a few headers."""

from pathlib import Path

from hypothesis import HealthCheck, settings

from mostrador.doors.channels.email import Email
from mostrador.doors.contract import Item, Parcel
from mostrador.doors.platforms.mail import parsing

SAMPLES = Path(__file__).parent / "samples" / "email"
MAILS = {path.stem: path.read_bytes() for path in sorted(SAMPLES.glob("*.eml"))}
channel = Email()
unhurried = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def item(name: str) -> Item:
    [found] = channel.read(Parcel(body=MAILS[name]))
    return found


def mail(**told: str) -> parsing.Mail:
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in told.items()]
    return parsing.parsed("\r\n".join(["From: lucia@clientes.example", *lines, "", "hola"]).encode())
