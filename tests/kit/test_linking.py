"""What strangers write is linked where it names a page, and never runs."""

import pytest

from mostrador.kit.linking import linked

REL = ' target="_blank" rel="noopener noreferrer nofollow ugc"'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("hola", "hola"),
        ("mira https://a.example/x?a=1&b=2.", f'mira <a class="link" href="https://a.example/x?a=1&amp;b=2"{REL}>'
         "https://a.example/x?a=1&amp;b=2</a>."),
        ("(HTTP://a.example)", f'(<a class="link" href="HTTP://a.example"{REL}>HTTP://a.example</a>)'),
        ("javascript:alert(1) data:text/html,x ftp://a.example", "javascript:alert(1) data:text/html,x ftp://a.example"),
        ("<b>https://</b>", "&lt;b&gt;https://&lt;/b&gt;"),
        ("https://[ y", "https://[ y"),
    ],
)  # fmt: skip
def test_only_pages_of_the_web_are_linked(text: str, shown: str) -> None:
    assert linked(text) == shown


def test_an_address_cannot_leave_its_attribute() -> None:
    shown = linked('https://a.example/"onmouseover="alert(1)')
    assert 'href="https://a.example/"' in shown
    assert '"onmouseover' not in shown
