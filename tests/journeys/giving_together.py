"""Many hands give at once, each a thread with its own connection; prints how many gave and how many asked."""

import json
import threading
from collections.abc import Callable

import django


def main(hands: int, coins: int) -> dict[str, int]:
    django.setup()
    from django.db import connection

    from mostrador.journeys import giving
    from mostrador.journeys.refusing import HasToAsk
    from mostrador.plan.giving import Gift
    from tests import cast
    from tests.journeys.vidriera import a_complaint

    door, counted = cast.a_door("web_chat"), {"gave": 0, "asked": 0}
    cast.a_member("Leo", "manager")
    team = [cast.a_member("Marta"), cast.a_member("Iker")]
    cases = [a_complaint(door, author=f"p{number}") for number in range(hands)]
    start, lock = threading.Barrier(hands), threading.Lock()

    def give(number: int) -> Callable[[], None]:
        def one() -> None:
            start.wait(30)
            gift = Gift(kind="refund", amount=coins, why="a la vez", key=f"k{number}")
            try:
                giving.give(cases[number], gift, by=team[number % 2])
                what = "gave"
            except HasToAsk:
                what = "asked"
            finally:
                connection.close()
            with lock:
                counted[what] += 1

        return one

    threads = [threading.Thread(target=give(number)) for number in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return counted


if __name__ == "__main__":
    print(json.dumps(main(12, 1000)))
