"""What people say otherwise than the machine is kept, counts at once, can be taken back, and goes with the words."""

import gzip
import json
from argparse import Namespace
from pathlib import Path

import pytest

from mostrador.inbox.models import Message, Need
from mostrador.insights import corrected
from mostrador.journeys import advising, opining, overruling
from mostrador.kit.commands import Refused
from mostrador.plan import keeping
from mostrador.plan.models import Receipt
from mostrador.triage import correcting
from mostrador.triage.commands import COMMANDS
from mostrador.triage.models import Correction
from mostrador.triage.training.rows import of_folder
from tests import cast

pytestmark = pytest.mark.django_db


def heard(text: str = "Llevo una semana esperando y nadie me contesta", need: str = "praise") -> Message:
    message = cast.hears(cast.a_door(), text, need=need)
    assert message is not None
    return Message.objects.select_related("case", "person", "door__connection", "conversation").get(pk=message.pk)


def export(file: Path) -> int:
    command = next(one for one in COMMANDS if one.name == "triage corrections")
    return command.run(Namespace(out=file, json=True))


def test_a_correction_keeps_what_the_machine_had_said_and_how_surely() -> None:
    leo, message = cast.a_member(), heard()
    row = overruling.overrule(message, about="need", value="complaint", by=leo)
    assert (row.machine, row.machine_p, row.said, row.by) == ("praise", 0.9, "complaint", leo)
    assert row.model == ""  # the model in force would not have said so: an older one did
    assert message.case is not None
    assert advising.known(message.case).needs[0] == "complaint" == cast.the_case().kind


def test_of_what_the_model_in_force_says_its_version_is_kept() -> None:
    row = overruling.overrule(heard(), about="tone", value="pos", by=cast.a_member())
    assert row.model == opining.version() and row.machine == "neg" and 0.3 < row.machine_p < 1


@pytest.mark.parametrize(("about", "value", "field"), [("tone", "neg", "tone"), ("abuse", "yes", "abuse")])
def test_taking_it_back_brings_back_what_stood_there(about: str, value: str, field: str) -> None:
    leo, message = cast.a_member(), heard()
    before = getattr(message, field)
    row = overruling.overrule(message, about=about, value=value, by=leo)
    message.refresh_from_db()
    assert getattr(message, field) in (value, True)
    assert correcting.take_back(message, first_id=row.pk, by=leo) == 1
    message.refresh_from_db()
    assert getattr(message, field) == before or not before


def test_taking_back_a_need_and_a_language() -> None:
    leo, message = cast.a_member(), heard()
    first = overruling.overrule(message, about="need", value="complaint", by=leo)
    overruling.overrule(message, about="language", value="pt", by=leo)
    assert message.person is not None and message.person.language == "pt"
    assert correcting.take_back(message, first_id=first.pk, by=leo) == 2
    message.person.refresh_from_db()
    assert (cast.the_case().kind, message.person.language) == ("praise", "")
    assert not Correction.objects.exists() and not Need.objects.filter(said_by=leo).exists()


def test_what_cannot_be_said_of_a_thing_is_refused() -> None:
    with pytest.raises(correcting.NotAnAnswer):
        overruling.overrule(heard(), about="tone", value="complaint", by=cast.a_member())
    with pytest.raises(correcting.NotAnAnswer):
        overruling.overrule(heard(), about="height", value="tall", by=cast.a_member("Eva"))


def test_agreeing_confirms_all_that_nobody_said_otherwise() -> None:
    leo, message = cast.a_member(), heard()
    overruling.overrule(message, about="need", value="complaint", by=leo)
    rows = overruling.agree(message, by=leo)
    assert {row.about for row in rows} == {"urgency", "tone", "abuse", "language"}
    assert all(row.confirms for row in rows)
    assert not overruling.agree(message, by=leo)
    receipt = Receipt.objects.get(act="agree")
    assert (receipt.member, receipt.plan_hash) == (leo, keeping.current().hash) and receipt.line and receipt.role


def test_of_words_that_were_unsaid_nobody_learns() -> None:
    message = heard()
    overruling.overrule(message, about="need", value="complaint", by=cast.a_member())
    Message.objects.filter(pk=message.pk).update(deleted_at=message.received_at)
    assert not Correction.objects.standing().exists()


def test_the_last_word_counts() -> None:
    leo, message = cast.a_member(), heard()
    overruling.overrule(message, about="need", value="complaint", by=leo)
    overruling.overrule(message, about="need", value="question", by=leo)
    assert [row.said for row in Correction.objects.standing()] == ["question"]


def test_they_are_exported_as_training_reads_them(tmp_path: Path) -> None:
    leo, message = cast.a_member(), heard("¿Dónde está mi pedido 4471?")
    overruling.overrule(message, about="need", value="order_status", by=leo)
    overruling.overrule(message, about="tone", value="neu", by=leo)
    file = tmp_path / "ours.jsonl.gz"
    assert export(file) == 0
    [row] = of_folder(tmp_path)
    assert (row.sub, row.tone, row.language, row.urgency) == ("order.status", "neu", "es", None)
    told = json.loads(gzip.decompress(file.read_bytes()))
    assert told["machine"]["need"] == "praise" and told["id"] == message.pk
    assert file.stat().st_mode & 0o077 == 0


def test_a_file_that_training_would_not_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"\.jsonl\.gz"):
        export(tmp_path / "rows.csv")
    with pytest.raises(Refused, match="no folder"):
        export(tmp_path / "nowhere" / "rows.jsonl.gz")


def test_it_is_counted_how_often_the_machine_was_wrong() -> None:
    leo, door = cast.a_member(), cast.a_door()
    for at in range(3):
        cast.hears(door, f"Gracias {at}", need="praise")
    first, second, _third = Message.objects.select_related("case", "person", "door__connection").order_by("pk")
    overruling.overrule(first, about="need", value="complaint", by=leo)
    overruling.agree(second, by=leo)
    found = corrected.corrected()
    assert (found.messages, found.corrected, found.confirmed) == (3, 1, 1)
    assert [(one.need, one.said, one.corrected, one.mostly) for one in found.needs] == [("praise", 3, 1, "complaint")]
