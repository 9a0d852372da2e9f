"""What whoever runs the house chose is read in one way, and told in one sentence where it says nothing."""

import re
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
    *[("MOSTRADOR_PUBLIC_URL", f"https://{text}") for text in ("[::1", "shop example", "shop.example/x?y=1", "a/#b")],
    ("MOSTRADOR_MODEL_URL", "127.0.0.1:11434"), ("MOSTRADOR_ALLOW_HOSTS", "127.0.0.1:9000, localhost"),
    *[("MOSTRADOR_ALLOW_HOSTS", text) for text in ("https://foo:80", "::1:99999", "a:0", "a:1;b:2", "me@a:1")],
    ("MOSTRADOR_THINK_AGAIN", "never"),
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


def test_the_password_of_an_address_is_refused_and_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_PUBLIC_URL", "https://me:secret@shop.example")
    (told,) = chosen.unreadable()
    assert told.startswith("MOSTRADOR_PUBLIC_URL is “https://…@shop.example”, and takes")


def test_a_name_that_nobody_reads_is_told_with_the_nearest_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_BACKUP_HOUR", "6")
    monkeypatch.setenv("MOSTRADOR_KEYS_FILE", __file__)
    monkeypatch.setenv("MOSTRADOR_PORT", "9000")
    assert chosen.unreadable() == [
        "MOSTRADOR_BACKUP_HOUR is no setting: MOSTRADOR_BACKUP_HOURS is.",
        "MOSTRADOR_KEYS_FILE is no setting: MOSTRADOR_KEY is.",
        "MOSTRADOR_PORT is no setting: MOSTRADOR_HOST is.",
    ]


def test_what_a_cluster_tells_of_a_service_of_our_name_is_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_PORT", "tcp://10.0.0.7:8000")
    for name in ("SERVICE_HOST", "WEB_SERVICE_PORT_HTTP", "PORT_8000_TCP_ADDR"):
        monkeypatch.setenv(f"MOSTRADOR_{name}", "10.0.0.7")
    assert chosen.unreadable() == []


def test_every_setting_of_the_page_is_known_and_every_known_one_stands_there() -> None:
    told = set(re.findall(r"^\| `(MOSTRADOR_\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert set(chosen.KNOWN) - told == {"MOSTRADOR_UPSTREAM", "MOSTRADOR_EDGE", "MOSTRADOR_WEB"}
    assert told <= set(chosen.KNOWN)


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
    monkeypatch.setenv("MOSTRADOR_PUBLIC_URL", "http://[::1]:8000/")
    monkeypatch.setenv("MOSTRADOR_THINK_AGAIN", "0")
    assert chosen.unreadable() == []
    assert chosen.read("MOSTRADOR_BACKUP_HOURS") == timedelta(minutes=90)
    assert chosen.read("MOSTRADOR_KEEP_EVENTS_DAYS") == timedelta(0)
    assert chosen.read("MOSTRADOR_PUBLIC_URL") == "http://[::1]:8000" and not chosen.read("MOSTRADOR_THINK_AGAIN")
    assert chosen.read("MOSTRADOR_ALLOW_HOSTS") == {"[::1]:80", "mail.shop:25"}


@pytest.mark.parametrize("name", [name for name, setting in chosen.SETTINGS.items() if setting.usual])
def test_the_page_of_settings_tells_what_is_usual(name: str) -> None:
    assert f"| `{name}` | `{chosen.SETTINGS[name].usual}` |" in PAGE.read_text(encoding="utf-8")
