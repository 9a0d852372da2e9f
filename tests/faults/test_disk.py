"""The disk is full, or takes nothing any more: no false yes, reading goes on, and it heals by itself."""

import resource
from pathlib import Path

from tests.counter import until
from tests.disks import a_small_disk, needs_root
from tests.faults import cycling
from tests.faults.acting import Act
from tests.faults.senders import Line


@needs_root
def test_a_full_disk_says_come_back_and_heals_by_itself(tmp_path: Path) -> None:
    disk_of_its_own = a_small_disk(tmp_path / "disk", megabytes=24)
    with disk_of_its_own as disk, cycling.an_act(tmp_path / "run", house=disk / "house") as act:
        act.open()
        until(lambda: len(act.record.told) > 40 and len(act.look.ask("/messages")["items"]) > 10, 20)
        ballast = _fill(disk)
        _refuses(act, "hook")  # the rest may find room in what its files already own
        ballast.unlink()
        _heals(act)


def test_files_that_may_not_grow_say_come_back_and_heal_by_themselves(tmp_path: Path) -> None:
    """For whoever is not root: a limit on the size of files, set on the living house, and lifted again."""
    with cycling.an_act(tmp_path / "run") as act:
        act.open()
        until(lambda: len(act.record.told) > 40 and len(act.look.ask("/messages")["items"]) > 10, 20)
        _, hard = resource.prlimit(act.on.nursery.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(act.on.nursery.pid, resource.RLIMIT_FSIZE, (1, hard))
        _refuses(act, "hook", "chat")
        assert _takes_no_answer(act)
        resource.prlimit(act.on.nursery.pid, resource.RLIMIT_FSIZE, (hard, hard))
        _heals(act)


def _fill(disk: Path) -> Path:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                pass
    return ballast


def _refuses(act: Act, *ways: str) -> None:
    """Deliveries are told to come back, pages are still read, and nothing that was thanked for is missing."""
    line = Line(act.on.port)
    until(lambda: _status(line, "GET", "/readyz") == 503, 20)
    assert _status(line, "GET", "/healthz") == 200
    assert act.look.ask("/messages?limit=10")["items"]
    until(lambda: set(ways) <= _told_to_come_back(act), 60, told=lambda: (_told_to_come_back(act), act.record.troubles))


def _told_to_come_back(act: Act) -> set[str]:
    """Return who was told 503, and when to try again, since the act began."""
    return {who for somebody in act.everybody() for who in somebody.told_to_come_back}


def _takes_no_answer(act: Act) -> bool:
    """Whether the API says 503 and when to come back; nothing new comes in that the act's own agent would answer."""
    line, heard = Line(act.on.port), act.look.ask("/messages?limit=1")["items"][0]
    line.ask(
        "POST", f"/api/v1/conversations/{heard['conversation']}/messages", b'{"text": "never taken"}',
        Authorization=act.look.bearer, Idempotency_Key="never-taken", Content_Type="application/json",
    )  # fmt: skip
    return line.come_back


def _heals(act: Act) -> None:
    line = Line(act.on.port)
    until(lambda: _status(line, "GET", "/readyz") == 200, 30)
    before = len(act.record.told)
    until(lambda: len(act.record.told) > before + 20, 20)
    act.judge(act.come_to_rest(quiet_seconds=60))
    assert act.told.violations == []


def _status(line: Line, method: str, path: str) -> int:
    answer = line.ask(method, path)
    return answer[0] if answer else 0
