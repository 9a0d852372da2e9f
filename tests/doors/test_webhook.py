"""The plain door: who may knock, what is taken, what leaves and how often it is seen."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mostrador.doors.channels.webhook import Webhook, signature
from mostrador.doors.contract import (
    Attached,
    CannotRead,
    File,
    Malformed,
    Outgoing,
    Parcel,
    SendFailed,
    Unreachable,
    Untrusted,
)
from mostrador.kit import clock
from tests.simulators.receiver import Receiver
from tests.simulators.serving import Fault, Said

DOOR = Webhook()
SECRET = "a-secret-of-the-shop"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
    max_leaves=8,
)


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    with Receiver(SECRET) as receiver:
        monkeypatch.setenv("MOSTRADOR_ALLOW_HOSTS", receiver.host)
        yield receiver


def _secrets(receiver: Receiver) -> dict[str, str]:
    return {"secret": SECRET, "deliver_url": receiver.url}


def _answer(**changed: Any) -> Outgoing:
    usual: dict[str, Any] = {
        "idempotency_key": "part-7",
        "message_id": "812",
        "to": "c-1",
        "to_name": "Lucía",
        "thread": "t-1",
        "text": "Sí, queda uno. ¿Te lo guardo?",
        "reply_to": "m1",
        "from_name": "Eva",
    }
    return Outgoing(**(usual | changed))


def _knock(told: Any, *, secret: str = SECRET) -> Parcel:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return Parcel(body=body, headers={"x-mostrador-signature": signature(secret, body)})


class TestKnocking:
    def test_with_the_signature_of_the_very_bytes(self):
        DOOR.verify({"secret": SECRET}, _knock(b'{"id": "\xc3\xb1"}'))

    def test_the_signature_is_the_one_that_the_papers_promise(self):
        # RFC 4231, test case 2
        expected = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        assert signature("Jefe", b"what do ya want for nothing?") == expected

    @pytest.mark.parametrize("secret", ["", "another", SECRET + " "])
    def test_with_another_secret_is_refused(self, secret: str):
        with pytest.raises(Untrusted):
            DOOR.verify({"secret": SECRET}, _knock({"id": "a"}, secret=secret))

    def test_of_a_body_that_was_changed_or_written_anew_is_refused(self):
        parcel = _knock({"id": "a", "text": "hola"})
        for body in (parcel.body + b" ", parcel.body.replace(b" ", b""), b""):
            with pytest.raises(Untrusted):
                DOOR.verify({"secret": SECRET}, Parcel(body=body, headers=parcel.headers))

    def test_at_a_door_without_a_secret_is_refused_even_when_signed_with_nothing(self):
        for secrets in ({}, {"secret": ""}):
            with pytest.raises(Untrusted):
                DOOR.verify(secrets, _knock({"id": "a"}, secret=""))


class TestTaking:
    def test_one_piece_an_element_with_its_own_bytes(self):
        body = b' [ {"id":"a", "n": 1.50} ,\n{"id": "b"}\t] \n'
        assert [(piece.key, piece.body) for piece in DOOR.split(Parcel(body=body))] == [
            ("a", b'{"id":"a", "n": 1.50}'),
            ("b", b'{"id": "b"}'),
        ]

    def test_a_thousand_at_once_and_not_one_more(self):
        rows = [{"id": str(number)} for number in range(1_001)]
        assert len(DOOR.split(_knock(rows[:1_000]))) == 1_000
        with pytest.raises(Malformed, match="1000 is the most"):
            DOOR.split(_knock(rows))

    @pytest.mark.parametrize(
        "body",
        [
            b"", b"hola", b"{", b"[",
            b'{"id": "a"} x', b'"a"', b"5", b"null", b"[1]", b"[[]]", b"{}", b'[{"id": "a"}, {}]',
            b'{"id": 5}', b'{"id": ""}', b'{"id": null}', b'{"id": ["a"]}', b'{"ID": "a"}', b'{"id": "a", "x": NaN}',
            b'{"id": "a", "x": -Infinity}', b"{'id': 'a'}", b'{"id": "a",}', b'{"id": "\xff"}', b'{"id": "a\nb"}',
            '{"id": "a"}'.encode("utf-16"), b"[" * 100_000, b'{"id": "a", "x": ' + b'{"x":' * 100_000,
        ],
    )  # fmt: skip
    def test_nothing_that_is_not_json_or_has_no_id(self, body: bytes):
        with pytest.raises(Malformed):
            DOOR.split(Parcel(body=body))

    def test_whatever_else_is_wrong_is_kept_and_then_cannot_be_read(self):
        for wrong in ({}, {"from": 5}, {"from": {"id": "c"}}, {"from": {"id": "c"}, "text": None}):
            [piece] = DOOR.split(_knock({"id": "a", **wrong}))
            with pytest.raises(CannotRead):
                DOOR.read(Parcel(body=piece.body))

    @given(
        told=st.dictionaries(st.sampled_from(["from", "text", "sent_at", "thread", "public"]), JSON),
        key=st.text(min_size=1),
    )
    @settings(max_examples=150, deadline=None)
    def test_an_element_with_an_id_is_always_kept(self, told: dict[str, Any], key: str):
        [piece] = DOOR.split(Parcel(body=json.dumps({**told, "id": key}).encode()))
        assert piece.key

    def test_ids_that_no_database_holds_do_not_fall_together(self):
        keys = [DOOR.split(Parcel(body=b'{"id": "\\ud83%d"}' % number))[0].key for number in range(8)]
        assert len(set(keys)) == 8

    def test_what_is_said_afterwards(self):
        said = DOOR.accepted(2, 1)
        assert (said.status, json.loads(said.body)) == (200, {"accepted": 2, "known": 1})

    def test_a_million_digits_cost_nothing(self):
        started = time.process_time()
        DOOR.split(Parcel(body=b'{"id": "a", "n": ' + b"9" * 4_000_000 + b"}"))
        assert time.process_time() - started < 1.0


class TestAnswering:
    def test_leaves_signed_in_the_shape_in_which_words_come_in(self, receiver: Receiver):
        receipt = DOOR.send(_secrets(receiver), _answer(public=True))
        assert receipt.external_id == "812"
        [seen] = receiver.shown
        assert datetime.fromisoformat(seen.pop("sent_at")).tzinfo is not None
        assert seen == {
            "id": "812",
            "from": {"id": "mostrador", "name": "Eva"},
            "to": {"id": "c-1", "name": "Lucía"},
            "text": "Sí, queda uno. ¿Te lo guardo?",
            "thread": "t-1",
            "public": True,
            "reply_to": "m1",
            "attachments": [],
        }
        assert receiver.keys == ["812"]

    def test_it_tells_when_it_was_said_however_late_it_leaves(self, receiver):
        said = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
        for hours in (0, 7):
            with clock.held_at(said + timedelta(hours=hours)):
                DOOR.send(_secrets(receiver), _answer(said_at=said))
        first, second = [call.body for call in receiver.calls]
        assert first == second and json.loads(first)["sent_at"] == "2026-03-02T09:30:00Z"

    def test_and_could_come_in_at_another_plain_door(self, receiver: Receiver):
        DOOR.send(_secrets(receiver), _answer())
        [call] = receiver.calls
        DOOR.verify({"secret": SECRET}, Parcel(body=call.body, headers=call.headers))
        [item] = DOOR.read(Parcel(body=call.body))
        assert (item.external_id, item.text, item.thread) == ("812", "Sí, queda uno. ¿Te lo guardo?", "t-1")

    def test_carries_its_files_with_it(self, receiver: Receiver):
        DOOR.send(_secrets(receiver), _answer(files=(File(name="a.pdf", type="application/pdf", content=b"%PDF\0"),)))
        [file] = receiver.shown[0]["attachments"]
        assert (file["type"], file["name"]) == ("application/pdf", "a.pdf")
        assert base64.b64decode(file["url"].removeprefix("data:application/pdf;base64,")) == b"%PDF\0"

    def test_cut_off_before_it_was_seen_is_seen_once_when_repeated(self, receiver: Receiver):
        self._broken_then_repeated(receiver, Fault(cut="before"))

    def test_cut_off_after_it_was_seen_is_not_seen_again_when_repeated(self, receiver: Receiver):
        self._broken_then_repeated(receiver, Fault(cut="after"))

    def _broken_then_repeated(self, receiver: Receiver, fault: Fault) -> None:
        receiver.fail(fault)
        with pytest.raises(SendFailed) as failed:
            DOOR.send(_secrets(receiver), _answer())
        assert failed.value.try_again
        assert DOOR.send(_secrets(receiver), _answer()).external_id == "812"
        assert len(receiver.shown) == 1
        assert {call.headers["idempotency-key"] for call in receiver.calls} == {"812"}

    def test_of_which_nobody_knows_is_settled_by_handing_it_over_again(self, receiver: Receiver):
        DOOR.send(_secrets(receiver), _answer())
        found = DOOR.find(_secrets(receiver), _answer())
        assert found is not None
        assert len(receiver.shown) == 1

    def test_cannot_be_settled_while_the_receiver_is_silent(self, receiver: Receiver):
        receiver.fail(Fault(cut="before"))
        with pytest.raises(Unreachable):
            DOOR.find(_secrets(receiver), _answer())

    @pytest.mark.parametrize(
        ("status", "headers", "again", "after"),
        [
            (400, {}, False, None),
            (401, {}, False, None),
            (404, {}, False, None),
            (410, {}, False, None),
            (302, {"Location": "http://127.0.0.1:1/"}, False, None),
            (429, {"Retry-After": "17"}, True, 17.0),
            (503, {"Retry-After": "120"}, True, 120.0),
            (503, {"Retry-After": "soon"}, True, None),
            (500, {}, True, None),
            (504, {}, True, None),
        ],
    )
    def test_a_refusal_says_whether_time_may_mend_it(
        self, receiver: Receiver, status: int, headers: dict[str, str], again: bool, after: float | None
    ):
        receiver.fail(Fault(answer=Said(status, b"no", headers)))
        with pytest.raises(SendFailed) as failed:
            DOOR.send(_secrets(receiver), _answer())
        assert (failed.value.try_again, failed.value.after, failed.value.code) == (again, after, str(status))

    def test_patience_may_be_a_moment(self, receiver: Receiver):
        moment = datetime.now(UTC).replace(microsecond=0).timestamp() + 90
        told = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(moment))
        receiver.fail(Fault(answer=Said(503, b"", {"Retry-After": told})))
        with pytest.raises(SendFailed) as failed:
            DOOR.send(_secrets(receiver), _answer())
        assert failed.value.after == pytest.approx(90, abs=3)

    @pytest.mark.parametrize(
        "url", ["http://127.0.0.1:9/", "http://169.254.169.254/latest", "http://[::1]:80/", "http://localhost/"]
    )
    def test_leaves_for_no_address_of_the_inside(self, url: str):
        with pytest.raises(SendFailed) as failed:
            DOOR.send({"secret": SECRET, "deliver_url": url}, _answer())
        assert not failed.value.try_again

    def test_has_nowhere_to_go_without_an_address(self):
        with pytest.raises(SendFailed, match="no address") as failed:
            DOOR.send({"secret": SECRET, "deliver_url": ""}, _answer())
        assert not failed.value.try_again

    def test_waits_for_a_receiver_that_is_not_up_yet(self, receiver: Receiver):
        secrets = _secrets(receiver)
        receiver.close()
        with pytest.raises(SendFailed) as failed:
            DOOR.send(secrets, _answer())
        assert failed.value.try_again


class TestFiles:
    def test_are_brought_from_where_they_lie(self, receiver: Receiver):
        receiver.fail(Fault(at="/a.png", answer=Said(200, b"\x89PNG", {"Content-Type": "image/png"})))
        file = DOOR.fetch({}, Attached(type="file", url=f"{receiver.address}/a.png?x=1"), None)
        assert file == File(name="a.png", type="image/png", content=b"\x89PNG")

    def test_that_are_gone_are_not_asked_for_again(self, receiver: Receiver):
        receiver.fail(Fault(answer=Said(404)))
        with pytest.raises(CannotRead):
            DOOR.fetch({}, Attached(type="file", url=f"{receiver.address}/a"), None)

    def test_behind_a_tired_server_are_asked_for_again(self, receiver: Receiver):
        receiver.fail(Fault(answer=Said(503, b"", {"Retry-After": "9"})))
        with pytest.raises(Unreachable) as wait:
            DOOR.fetch({}, Attached(type="file", url=f"{receiver.address}/a"), None)
        assert wait.value.after == 9

    def test_of_the_inside_are_left_where_they_are(self):
        with pytest.raises(CannotRead):
            DOOR.fetch({}, Attached(type="file", url="http://169.254.169.254/latest/meta-data"), None)
