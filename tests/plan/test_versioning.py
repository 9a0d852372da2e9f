"""Versions of the plan: drafts beside the one in force, signed by the owner, in force by its file, and back again."""

import pytest

from mostrador.accounts.models import Role
from mostrador.kit import sealing
from mostrador.kit.models import Event
from mostrador.plan import keeping, versioning
from mostrador.plan.models import PlanVersion
from tests import cast

pytestmark = pytest.mark.django_db
State = PlanVersion.State


@pytest.fixture
def folder(tmp_path, monkeypatch, vidriera_text):
    monkeypatch.setenv("MOSTRADOR_DATA", str(tmp_path))
    monkeypatch.setenv("MOSTRADOR_KEY", sealing.new_key())
    (tmp_path / keeping.FILE).write_text(vidriera_text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def ana(folder):
    return cast.a_member("Ana", Role.OWNER)


@pytest.fixture
def leo(folder):
    return cast.a_member("Leo", Role.MANAGER)


def raised(text):
    return text.replace("tienda: {refund: 30", "tienda: {refund: 40")


def signed(ana, text):
    return versioning.sign(versioning.draft(text=text, by=ana), by=ana)


def test_the_file_is_the_first_version_and_looking_again_makes_no_other(folder):
    first = versioning.follow_file()
    assert (first.state, first.source, first.version) == (State.IN_FORCE, "file", "2.3.0")
    assert versioning.follow_file() == first and PlanVersion.objects.count() == 1


def test_a_file_changed_by_hand_becomes_a_version_from_the_file(folder, vidriera_text):
    first = versioning.follow_file()
    (folder / keeping.FILE).write_text(raised(vidriera_text).replace("2.3.0", "2.3.1"), encoding="utf-8")
    second = versioning.follow_file()
    first.refresh_from_db()
    assert (second.version, second.signed_by, first.state) == ("2.3.1", None, State.SUPERSEDED)


def test_a_draft_changes_nothing_until_it_is_signed_and_put_in_force(ana, leo, vidriera_text):
    first = versioning.follow_file()
    draft = versioning.draft_from(first, by=leo)
    assert (draft.version, draft.state) == ("2.4.0", State.CHECKED)
    draft = versioning.change(draft, text=raised(draft.text), by=leo)
    assert keeping.current().authority["tienda"].limits["refund"] == 3000
    with pytest.raises(versioning.NotSigned):
        versioning.put_in_force(draft, by=ana)
    versioning.put_in_force(versioning.sign(draft, by=ana), by=ana)
    assert keeping.current().authority["tienda"].limits["refund"] == 4000
    assert "# schema version" in keeping.text()
    draft.refresh_from_db(), first.refresh_from_db()
    assert (draft.state, draft.signed_by, first.state) == (State.IN_FORCE, ana, State.SUPERSEDED)
    assert versioning.follow_file() == draft
    told = list(Event.objects.filter(name__startswith="Plan").order_by("pk").values_list("name", flat=True))
    assert told == ["PlanInForce", "PlanDrafted", "PlanDrafted", "PlanSigned", "PlanInForce"]


def test_only_the_owner_signs_and_an_agent_writes_nothing(ana, leo, vidriera_text):
    draft = versioning.draft(text=vidriera_text, by=leo)
    with pytest.raises(versioning.NotYours):
        versioning.sign(draft, by=leo)
    with pytest.raises(versioning.NotYours):
        versioning.draft(text=vidriera_text, by=cast.a_member("Marta", Role.AGENT))


def test_what_was_signed_is_never_changed_nor_thrown_away(ana, vidriera_text):
    version = signed(ana, vidriera_text)
    for act in (versioning.throw_away, lambda one, by: versioning.change(one, text="plan: 1", by=by)):
        with pytest.raises(versioning.NotOpen):
            act(version, by=ana)


def test_a_signature_is_of_these_words_and_of_this_house(ana, vidriera_text, monkeypatch):
    version = signed(ana, vidriera_text)
    assert versioning.is_signed(version)
    version.hash = "0" * 32
    assert not versioning.is_signed(version)
    version.refresh_from_db()
    PlanVersion.objects.update(text=raised(vidriera_text))
    with pytest.raises(versioning.NotSigned):
        versioning.put_in_force(version, by=ana)
    monkeypatch.setenv("MOSTRADOR_KEY", sealing.new_key())
    assert not versioning.is_signed(version)


def test_a_plan_that_is_wrong_is_kept_as_a_draft_and_cannot_be_signed(ana, vidriera_text):
    draft = versioning.draft(text=vidriera_text.replace("reply: saludo", "reply: nada"), by=ana)
    assert (draft.state, draft.hash) == (State.DRAFT, "")
    with pytest.raises(versioning.StillWrong):
        versioning.sign(draft, by=ana)
    assert versioning.plan_of(draft) is None


def test_what_says_the_same_as_the_signed_plan_in_force_is_not_signed_again(ana, vidriera_text):
    file = versioning.follow_file()
    versioning.put_in_force(
        versioning.sign(versioning.draft_from(file, by=ana), by=ana), by=ana
    )  # nobody had signed it
    same = versioning.draft_from(PlanVersion.objects.in_force(), by=ana)
    with pytest.raises(versioning.SaysTheSame):
        versioning.sign(same, by=ana)
    same = versioning.change(same, text="# de verano\n" + same.text, by=ana)
    with pytest.raises(versioning.SaysTheSame):
        versioning.sign(same, by=ana)
    same = versioning.change(same, text=raised(same.text), by=ana)
    assert versioning.sign(same, by=ana).signed_by == ana


def test_going_back_is_a_new_version_with_the_old_words(ana, vidriera_text):
    first = versioning.follow_file()
    versioning.put_in_force(signed(ana, raised(vidriera_text)), by=ana)
    again = versioning.draft_from(first, by=ana)
    versioning.put_in_force(versioning.sign(again, by=ana), by=ana)
    assert keeping.current().authority["tienda"].limits["refund"] == 3000
    assert [one.state for one in PlanVersion.objects.order_by("pk")] == ["superseded", "superseded", "in_force"]


def test_broken_off_after_the_file_was_written_the_signed_version_is_the_one_in_force(ana, vidriera_text):
    versioning.follow_file()
    version = signed(ana, raised(vidriera_text))
    keeping.put(version.text)  # as if the process had died before its commit
    assert versioning.follow_file() == version


def test_a_folder_that_takes_no_file_leaves_the_plan_as_it_was(ana, folder, vidriera_text):
    first = versioning.follow_file()
    version = signed(ana, raised(vidriera_text))
    (folder / keeping.FILE).unlink()
    (folder / keeping.FILE).mkdir()
    (folder / keeping.FILE / "in the way").touch()
    with pytest.raises(versioning.NotWritten):
        versioning.put_in_force(version, by=ana)
    assert PlanVersion.objects.in_force() == first
