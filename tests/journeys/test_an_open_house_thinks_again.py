"""An open house with the extra `encoder` thinks again beside its work, and takes the thinking process along."""

import json
import os
import subprocess
from pathlib import Path

import httpx
import pytest

from mostrador.triage import thinker
from tests.house import a_house
from tests.journeys.test_plain_door import SECRET, signed, until

NAME = "mostrador.triage.deepening"


def thinking(parent: int) -> list[int]:
    """Return the thinking processes that this house began."""
    said = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in said.splitlines()[1:]]
    return [int(pid) for pid, ppid, words in rows if int(ppid) == parent and NAME in words]


@pytest.mark.skipif(not thinker.installed(), reason="the extra `encoder` is not installed")
def test_it_thinks_again_in_a_nicer_process_and_leaves_none_behind(tmp_path: Path) -> None:
    with a_house(tmp_path / "house", MOSTRADOR_THINK_AGAIN="1") as house:
        house.open()
        door = house.run("doors", "add", "webhook", "--name", "Programa", "--secret", SECRET)[0]
        hook = str(door["hook_url"])
        until(lambda: httpx.post(hook, content=b"x").status_code != 404, 1.5)
        assert not thinking(house.pid)  # nobody wrote: nothing to think about
        body = json.dumps({"id": "a1", "from": {"id": "lucia"}, "text": "lo de siempre, ya sabes"}).encode()
        httpx.post(hook, content=body, headers=signed(body))
        [pid] = until(lambda: thinking(house.pid), 60)
        until(lambda: os.getpriority(os.PRIO_PROCESS, pid) == 10, 60)
    until(lambda: not _lives(pid), 15)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
