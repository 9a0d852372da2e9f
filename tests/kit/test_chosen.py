"""What whoever runs the house chose is read in one way, and told in one sentence where it says nothing."""

from datetime import timedelta
from pathlib import Path

import pytest

from mostrador.kit import chosen

PAGE = Path(__file__).resolve().parents[2] / "docs" / "running" / "settings.md"


@pytest.mark.parametrize(("name", "text"), [
    *[("MOSTRADOR_BACKUP_HOURS", text) for text in ("24h", "x", "nan", "inf", "-1", "1e300")],
    ("MOSTRADOR_KEEP_PARCELS_DAYS", "90d"), ("MOSTRADOR_KEEP_EVENTS_DAYS", "9999999999"),
    ("MOSTRADOR_MODEL_DAILY", "many"),
    *[("MOSTRADOR_PUBLIC_URL", text) for text in ("shop", "https://", "http://shop.example:port", "ftp://shop.example")],
    ("MOSTRADOR_MODEL_URL", "127.0.0.1:11434"), ("MOSTRADOR_ALLOW_HOSTS", "127.0.0.1:9000, localhost"),
    *[("MOSTRADOR_TIME_ZONE", text) for text in ("Madrid", "Europe", "../UTC")],
])  # fmt: skip
def test_what_says_nothing_is_told_with_its_name_its_value_and_what_it_takes(
    name: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, text)
    told = f"{name} is “{text}”, and takes {chosen.SETTINGS[name].takes}."
    assert chosen.unreadable() == [told]
    with pytest.raises(chosen.Unreadable, match="and takes"):
        chosen.read(name)


def test_a_file_that_cannot_be_read_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_BACKUP_HOURS_FILE", "/nowhere/hours")
    monkeypatch.setenv("MOSTRADOR_MODEL_KEY_FILE", "/nowhere/key")
    assert sorted(chosen.unreadable()) == [
        f"MOSTRADOR_{name}_FILE names /nowhere/{file}, which cannot be read: No such file or directory."
        for name, file in (("BACKUP_HOURS", "hours"), ("MODEL_KEY", "key"))
    ]


def test_what_is_said_well_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_BACKUP_HOURS", " 1.5 ")
    monkeypatch.setenv("MOSTRADOR_KEEP_EVENTS_DAYS", "")
    monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", "[::1]:80, Mail.shop:25,")
    assert chosen.unreadable() == []
    assert chosen.read("MOSTRADOR_BACKUP_HOURS") == timedelta(minutes=90)
    assert chosen.read("MOSTRADOR_KEEP_EVENTS_DAYS") == timedelta(0)
    assert chosen.read("MOSTRADOR_ALLOW_HOSTS") == {"[::1]:80", "mail.shop:25"}


@pytest.mark.parametrize("name", [name for name, setting in chosen.SETTINGS.items() if setting.usual])
def test_the_page_of_settings_tells_what_is_usual(name: str) -> None:
    assert f"| `{name}` | `{chosen.SETTINGS[name].usual}` |" in PAGE.read_text(encoding="utf-8")
