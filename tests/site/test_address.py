"""Commands know the address of the house that is served beside them, also where nobody told it."""

import pytest

from mostrador.kit import house as surroundings
from tests.running import House


def test_commands_tell_the_port_that_the_house_is_served_at(house: House):
    untold = House(house.folder, MOSTRADOR_PUBLIC_URL="")
    untold.start()
    try:
        [added] = untold.tell("doors", "add", "webhook", "--name", "Web", "--secret", "s")
        [listed] = untold.tell("doors", "list")
        assert added["hook_url"].startswith(f"{untold.url}/hooks/")
        assert listed["hook_url"] == added["hook_url"]
    finally:
        untold.stop()
    assert untold.tell("doors", "list")[0]["hook_url"] == added["hook_url"]


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("127.0.0.1", "http://127.0.0.1:8013"),
        ("0.0.0.0", "http://127.0.0.1:8013"),
        ("::", "http://127.0.0.1:8013"),
        ("::1", "http://[::1]:8013"),
        ("192.168.1.5", "http://192.168.1.5:8013"),
    ],
)
def test_the_address_is_one_that_can_be_called(host: str, told: str, tmp_path, monkeypatch):
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    assert surroundings.public_url() == "http://127.0.0.1:8000"
    surroundings.note_address(host, 8013)
    assert surroundings.public_url() == told
    monkeypatch.setenv("MOSTRADOR_PUBLIC_URL", "https://mostrador.example.com/")
    assert surroundings.public_url() == "https://mostrador.example.com"
