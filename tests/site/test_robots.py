"""Search engines read the public chat and nothing of the team."""

from urllib.robotparser import RobotFileParser

from django.test import Client


def test_search_engines_are_shown_only_the_public_chat() -> None:
    rules = RobotFileParser()
    rules.parse(Client().get("/robots.txt").content.decode().splitlines())
    assert rules.can_fetch("anybody", "/hablamos/abc")
    assert not any(rules.can_fetch("anybody", path) for path in ("/", "/inbox/", "/cases/1/", "/r/abc", "/api/v1/"))
