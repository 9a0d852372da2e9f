"""A parent that has everything imported and nothing opened: each line it reads becomes a house, or a part, in a child.

`python -m tests.faults.nursery PORT`: reads one JSON object a line (what the child's environment gets on top), forks,
says `{"pid": …}`, waits for the child's end and says `{"ended": …}`, minus the signal that ended it. A line that names
a PLACE becomes another such parent instead, as warm as this one: it reads at PLACE.in, speaks at PLACE.out, and its
children live at the line's PORT.
"""

import faulthandler
import gc
import json
import os
import pkgutil
import signal
import sys
import threading
import time
import traceback
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path


def main() -> None:
    port = int(sys.argv[1])
    warm_up()
    say({"warm": True})
    raise_one_by_one(port)


def raise_one_by_one(port: int) -> None:
    for line in sys.stdin:
        told = json.loads(line)
        pid = os.fork()
        if pid == 0:
            branch(told) if "PLACE" in told else live(port, told)
        elif "PLACE" not in told:
            say({"pid": pid})
            say({"ended": os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])})


def branch(told: dict[str, str]) -> None:
    """Be another parent, in the child, and never return."""
    for number, (way, how) in enumerate(((".in", os.O_RDONLY), (".out", os.O_WRONLY))):
        pipe = os.open(told["PLACE"] + way, how)
        os.dup2(pipe, number)
        os.close(pipe)
    sys.stdin = os.fdopen(0, "r")  # the old one may have read ahead
    say({"warm": True})
    raise_one_by_one(int(told["PORT"]))
    os._exit(0)


def warm_up() -> None:
    """Import what `serve` imports, and open nothing: no thread, no database line crosses a fork."""
    from mostrador.site.cli import set_up_django

    set_up_django()
    import holidays.countries
    from django.db import connections
    from django.urls import get_resolver, set_urlconf
    from uvicorn.loops import uvloop
    from uvicorn.protocols.http import httptools_impl

    from mostrador.api.operations import api
    from mostrador.doors import finding
    from mostrador.journeys import acts, watching
    from mostrador.plan import conditions
    from mostrador.site import answering, asgi, granting, guarding, serving, statics, working, wsgi
    from mostrador.triage import sorting

    late = (holidays.countries, uvloop, httptools_impl, watching, answering, asgi, granting, guarding, working)
    assert all((serving, wsgi, *late))  # a life imports the late ones for itself, each time
    for package in (acts, conditions):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            import_module(found.name)
    statics.shelf()
    finding.channels()
    addresses = "mostrador.site.program_urls"
    get_resolver(addresses).reverse_dict  # noqa: B018  # reading it fills it, with every view behind it
    set_urlconf(addresses)
    api.get_openapi_schema()
    set_urlconf(None)
    sorting.sort("¿Tenéis el Albariño?")
    connections.close_all()
    gc.collect()
    gc.freeze()


def live(port: int, told: dict[str, str]) -> None:
    """Be the house, in the child, and never return."""
    from mostrador.site import serving

    os.environ.update(told)
    log = os.open(os.environ["MOSTRADOR_DATA"] + "/serve.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream, file in ((0, os.open(os.devnull, os.O_RDONLY)), (1, log), (2, log)):
        os.dup2(file, stream)
    bend_the_clock(os.environ.get("REHEARSED_CLOCK", ""))
    faulthandler.register(signal.SIGUSR1)  # a house that hangs can be asked where
    code = 1
    try:
        lives = {
            "serve": serving.serve,
            "edge": serving.edge,
            "web": serving.web,
            "worker": lambda _port: serving.work(),
        }
        lives[os.environ.get("REHEARSED_PART", "serve")](port)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def bend_the_clock(path: str) -> None:
    """Let this process's clock be off by the seconds that a file tells, also when they change."""
    if not path:
        return
    import time_machine

    def off() -> float:
        return float(Path(path).read_text() or 0)

    bent = off()
    travel = time_machine.travel(datetime.now(UTC) + timedelta(seconds=bent), tick=True).start()

    def follow() -> None:
        nonlocal bent
        while True:
            told = off()
            if told != bent:
                travel.shift(told - bent)
                bent = told
            time.sleep(0.05)

    threading.Thread(target=follow, daemon=True).start()


def say(told: dict[str, object]) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
