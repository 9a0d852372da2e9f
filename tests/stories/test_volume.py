"""S0.5: ten thousand things are said, sixty of them to us; none is lost, and the sixty are in the queue."""

import random

import pytest

from mostrador.inbox.models import Case, Message
from tests.journeys.test_inbound import said
from tests.stories.shop import Shop, shop
from tests.triage import dev_rows

__all__ = ["shop"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ASKED, ALL, BATCH = 60, 10_000, 200
ASKING = ("complaint", "order", "purchase", "question")
# Talk among friends, as it stands under any post. Not all of it is heard so well: of sixty such phrases, written before
# anybody listened for them, five still wait for an answer (`tests/triage/test_sorting.py` has the other side).
CHATTER = """😍😍😍|❤️|👏👏👏|🔥🔥
jajajaja|jajaja qué bueno|@marta mira esto|@lucia_gm 😂😂|qué ricoooo|me encanta|buenísimo
preciosa foto|qué bonito|tremendo|feliz finde|+1|qué envidia|qué recuerdos|totalmente de acuerdo|top
que lo paséis bien|enhorabuena|felicidades 🎉|lol|so cute|love this|@anna we need this|haha same|amazing pic
congrats!!|que lindo
kkkkk|amei|que delícia|@bia olha isso|gracias!|ok|vale|perfecto|qué maravilla de sitio|Sígueme y te sigo 🔥
Gana dinero desde casa, escríbeme por privado|Invierte en cripto y gana 500 € al día, link en mi bio|obrigada 💛"""


def stream() -> tuple[list[dict[str, object]], set[str]]:
    """Return what is said, in an order of its own, and the ids of what was said to us."""
    chance = random.Random(5)
    rows = [row for code in dev_rows.LANGUAGES for row in dev_rows.rows(code) if dev_rows.kind_of(row) in ASKING]
    asked = [row.text for row in chance.sample(rows, ASKED)]
    chatter = [words for line in CHATTER.splitlines() for words in line.split("|")]
    words = [(text, True) for text in asked] + [(chance.choice(chatter), False) for _ in range(ALL - ASKED)]
    chance.shuffle(words)
    told = [
        said(text, id=f"v{number}", who=f"p{number % 4000}", public=True, thread=f"post-{number % 4000}")
        for number, (text, _ours) in enumerate(words)
    ]
    return told, {f"v{number}" for number, (_text, ours) in enumerate(words) if ours}


def test_s0_5_ten_thousand_are_accounted_for_and_the_queue_holds_those_who_wait(shop: Shop) -> None:
    """Given 10,000 messages, 60 needing an answer, then all are accounted for, 57 queued, the queue at most 120."""
    told, ours = stream()
    for first in range(0, ALL, BATCH):
        shop.brings(*told[first : first + BATCH], at="instagram_com")
    heard = Message.objects.filter(direction="in")
    assert heard.count() == ALL
    waits = heard.filter(needs_answer=True)
    queued = set(waits.filter(case__state=Case.State.WAITING_US).values_list("external_id", flat=True))
    assert len(queued & ours) >= 57
    assert Case.objects.filter(state=Case.State.WAITING_US).count() <= 120
    assert all(heard.exclude(line="").values_list("line", flat=True)[:ALL])
