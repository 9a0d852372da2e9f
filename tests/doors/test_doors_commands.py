"""Opening, listing and testing doors from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from mostrador.doors import commands
from mostrador.doors.models import Connection
from mostrador.kit import house
from mostrador.kit.commands import Refused
from mostrador.site.cli import parser
from tests.simulators.receiver import Receiver
from tests.simulators.telegram import TOKEN, Telegram

pytestmark = pytest.mark.django_db


class Shell:
    """Runs a command as the console does, short of setting up Django again."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str) -> list[dict[str, object]]:
        options = parser(commands.COMMANDS).parse_args([*words, "--json"])
        options.command.run(options)
        return [json.loads(line) for line in self.capsys.readouterr().out.splitlines()]


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    with Receiver("s3cret") as receiver:
        monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", receiver.host)
        yield receiver


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


class TestAdding:
    def test_a_plain_door(self, shell: Shell, receiver: Receiver):
        words = ["--name", "Web", "--secret", receiver.secret, "--deliver-url", receiver.url]
        [row] = shell("doors", "add", "webhook", *words)
        connection = Connection.objects.get()
        assert row == {"door": connection.doors.get().pk, "hook_url": row["hook_url"]}
        assert str(row["hook_url"]).endswith(f"/hooks/{connection.key}")
        assert connection.secrets == {"secret": receiver.secret, "deliver_url": receiver.url}
        assert [call.method for call in receiver.calls] == ["OPTIONS"]
        assert not receiver.shown

    def test_a_plain_door_whose_program_is_not_up_yet_takes_words_in_and_says_so(
        self, shell: Shell, receiver: Receiver
    ):
        receiver.close()
        [row] = shell("doors", "add", "webhook", "--name", "Web", "--secret", "s", "--deliver-url", receiver.url)
        assert "did not answer" in str(row["note"])
        assert Connection.objects.get().state == "open"
        with pytest.raises(Refused, match="1 of 1"):
            shell("doors", "check")

    def test_a_chat_says_its_link_and_its_line(self, shell: Shell):
        [row] = shell("doors", "add", "website", "--name", "Chat")
        connection = Connection.objects.get()
        assert row["chat_url"] == f"{house.public_url()}/hablamos/{connection.key}"
        assert f'data-door="{connection.key}"' in str(row["script"])
        assert row["identity_secret"] == connection.secrets["identity_secret"]
        [listed] = shell("doors", "list")
        assert listed["chat_url"] == row["chat_url"]
        assert connection.secrets["identity_secret"] not in json.dumps(listed)

    def test_shows_a_secret_that_it_made_the_one_time_that_it_can(self, shell: Shell):
        [row] = shell("doors", "add", "webhook", "--name", "Web")
        assert row["secret"] == Connection.objects.get().secrets["secret"] != ""

    def test_a_bot_has_one_door_named_like_the_bot(self, shell: Shell, outside: Telegram):
        shell("doors", "add", "telegram", "--name", "Bot", "--secret", TOKEN, "--set", f"api={outside.address}")
        [door] = Connection.objects.get().doors.all()
        assert (door.external_id, door.name) == ("110201543", "@LaVidrieraBot")

    @pytest.mark.parametrize(
        ("words", "why"),
        [
            (["nowhere"], "There is no channel"),
            (["webhook", "--set", "wine=red"], "knows no wine"),
            (["webhook", "--deliver-url", "ftp://a.example"], "must begin with"),
            (["webhook", "--deliver-url", "http://169.254.169.254/latest"], "address is not allowed"),
            (["telegram", "--deliver-url", "https://a.example"], "knows no deliver_url"),
            (["telegram"], "--set token="),
            (["telegram", "--secret", "nope"], "@BotFather"),
        ],
    )
    def test_is_refused_with_what_to_do(self, shell: Shell, words: list[str], why: str):
        with pytest.raises(Refused, match=why):
            shell("doors", "add", *words, "--name", "X")
        assert not Connection.objects.exclude(state="closed").exists()


class TestLooking:
    def test_lists_every_door(self, shell: Shell):
        for name in ("Web", "Barra"):
            shell("doors", "add", "webhook", "--name", name, "--secret", "s")
        rows = shell("doors", "list")
        assert [(row["name"], row["channel"], row["state"]) for row in rows] == [
            ("Web", "webhook", "open"),
            ("Barra", "webhook", "open"),
        ]

    def test_asks_the_platform_whether_a_door_works(self, shell: Shell, outside: Telegram):
        shell("doors", "add", "telegram", "--name", "Bot", "--secret", TOKEN, "--set", f"api={outside.address}")
        assert [row["ok"] for row in shell("doors", "check")] == [True]
        outside.revoked = True
        with pytest.raises(Refused, match="1 of 1"):
            shell("doors", "check")
        assert Connection.objects.get().state == "needs_sign_in"
