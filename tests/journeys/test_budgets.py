"""How many statements a message costs: each of them is paid by every message of every shop."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.journeys.test_inbound import Post, post, said

__all__ = ["post"]
pytestmark = pytest.mark.django_db

READS, WRITES = 9, 6  # of a lone message from somebody known; one asks for what was said before, one finds no more
if connection.vendor == "postgresql":
    READS += 2  # the locks of the door and of the conversation, which are reads there (decision 0018)


@contextmanager
def counted() -> Iterator[dict[str, int]]:
    found: dict[str, int] = {}
    with CaptureQueriesContext(connection) as asked:
        yield found
    told = [query["sql"].split(" ", 1)[0] for query in asked.captured_queries]
    found["reads"] = sum(word == "SELECT" for word in told)
    found["writes"] = sum(word in ("INSERT", "UPDATE", "DELETE") for word in told)


def test_a_lone_message_from_somebody_known(post: Post) -> None:
    post.brings(said("¿A cuánto está el godello?", id="1"))
    post.opens()
    post.brings(said("¿Y el albariño?", id="2"))
    with counted() as found:
        post.opens()
    assert found["writes"] <= WRITES and found["reads"] <= READS, found


def test_a_lone_message_from_a_stranger(post: Post) -> None:
    post.brings(said("hola", id="1"))
    post.opens()
    post.brings(said("¿A cuánto está el godello?", id="2", who="nuevo"))
    with counted() as found:
        post.opens()
    assert found["writes"] <= 11 and found["reads"] <= READS + 4, found


@pytest.mark.parametrize("strangers", [False, True])
def test_twelve_messages_cost_hardly_more_statements_than_one(post: Post, strangers: bool) -> None:
    people = [f"p{number}" for number in range(12)]
    for number, who in enumerate(people):
        post.brings(said("hola", id=f"a{number}", who=who))
    post.opens()
    for number, who in enumerate(people):
        post.brings(said("¿A cuánto está el godello?", id=f"b{number}", who=f"n{who}" if strangers else who))
    with counted() as found:
        post.opens()
    # Rows go in eight and four at a time, so that few statements serve every number of rows.
    assert found["writes"] <= (19 if strangers else 13) and found["reads"] <= READS + (4 if strangers else 0), found
