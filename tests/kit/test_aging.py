"""Files closed with a passphrase: others open them, and nothing in them can be changed unseen."""

import io
import random

import pyrage
import pytest

from mostrador.kit import aging
from mostrador.kit.aging import CHUNK, TAG

WORDS = "corcho, vidrio y vino"


def closed(content: bytes) -> bytes:
    file = io.BytesIO()
    closing = aging.Closing(file, WORDS)
    closing.write(content[:70_000])
    closing.write(content[70_000:])
    closing.close()
    return file.getvalue()


def opened(file: bytes, passphrase: str = WORDS) -> bytes:
    return aging.Opening(io.BytesIO(file), passphrase).read()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_we_close_another_program_opens_and_so_do_we(size: int) -> None:
    content = random.Random(size).randbytes(size)
    file = closed(content)
    assert pyrage.passphrase.decrypt(file, WORDS) == content
    assert opened(file) == content


def test_what_another_program_closes_we_open() -> None:
    assert opened(pyrage.passphrase.encrypt(b"vino" * 50_000, WORDS)) == b"vino" * 50_000


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(aging.WrongPassphrase):
        opened(closed(b"x"), "otra")


@pytest.mark.parametrize("kept", [20, 190, 240, -1, -(CHUNK // 2) - TAG, -2 * TAG - CHUNK // 2 - CHUNK])
def test_what_was_cut_off_is_refused(kept: int) -> None:
    with pytest.raises((aging.Tampered, aging.WrongPassphrase)):
        opened(closed(bytes(2 * CHUNK + CHUNK // 2))[:kept])


def test_pieces_that_changed_places_are_refused() -> None:
    file = closed(bytes(2 * CHUNK + 10))
    begin = len(file) - 2 * (CHUNK + TAG) - 10 - TAG
    first, second = file[begin : begin + CHUNK + TAG], file[begin + CHUNK + TAG : begin + 2 * (CHUNK + TAG)]
    with pytest.raises(aging.Tampered):
        opened(file[:begin] + second + first + file[begin + 2 * (CHUNK + TAG) :])


def test_a_single_changed_bit_is_seen() -> None:
    file, chance = closed(random.Random(1).randbytes(1000)), random.Random(2)
    for _ in range(8):
        bit = chance.randrange(len(file) * 8)
        changed = bytearray(file)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises((aging.Tampered, aging.WrongPassphrase)):
            opened(bytes(changed))
