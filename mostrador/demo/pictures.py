"""Small pictures drawn with rectangles: what customers of an invented shop would photograph."""

import struct
import zlib
from functools import cache

Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]
"""Left, top, width, height, in pixels."""

WIDTH, HEIGHT = 480, 320
PAPER, WOOD, DARK_WOOD = (236, 224, 202), (201, 155, 104), (92, 66, 40)
GLASS, CAPSULE, LABEL, WINE, INK = (38, 56, 44), (122, 30, 48), (240, 232, 214), (96, 16, 38), (60, 52, 48)


class Canvas:
    """Rows of pixels; whatever is drawn over the edge is cut off."""

    def __init__(self, ground: Colour) -> None:
        self._rows = [bytearray(bytes(ground) * WIDTH) for _ in range(HEIGHT)]

    def box(self, box: Box, colour: Colour) -> None:
        left, top, width, height = box
        first, last = max(0, left), min(WIDTH, left + width)
        for y in range(max(0, top), min(HEIGHT, top + height)):
            self._rows[y][first * 3 : last * 3] = bytes(colour) * max(0, last - first)

    def bottle(self, left: int, *, whole: bool = True, glass: Colour = GLASS) -> None:
        self.box((left, 130, 56, 160), glass)
        if whole:
            self.box((left + 18, 60, 20, 70), glass)
            self.box((left + 18, 52, 20, 30), CAPSULE)
        else:
            for step in range(4):  # a jagged edge
                self.box((left + step * 14, 130 - (step % 2) * 22, 10, 24), glass)
        self.box((left + 4, 180, 48, 74), LABEL)
        self.box((left + 16, 200, 24, 5), CAPSULE)
        self.box((left + 12, 216, 32, 3), INK)

    def png(self) -> bytes:
        """Return it as a PNG. Source: https://www.w3.org/TR/png-3/ (RGB, 8 bits, no filter)."""
        header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
        pixels = zlib.compress(b"".join(b"\0" + bytes(row) for row in self._rows), 9)
        chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", pixels), _chunk(b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@cache
def picture(name: str) -> bytes:
    """Return one of the shop's pictures as a PNG. Raises `KeyError`."""
    return _DRAWN[name]().png()


def _broken_box() -> Canvas:
    canvas = Canvas(WOOD)
    canvas.box((20, 30, 440, 280), DARK_WOOD)
    for number in range(6):
        canvas.bottle(34 + number * 70, whole=number not in (2, 4))
    canvas.box((150, 286, 230, 24), WINE)
    return canvas


def _shelf() -> Canvas:
    canvas = Canvas(PAPER)
    for number, glass in enumerate((GLASS, (70, 88, 44), (88, 96, 50), GLASS, (58, 30, 30))):
        canvas.bottle(50 + number * 80, glass=glass)
    canvas.box((0, 290, WIDTH, 30), WOOD)
    return canvas


def _one_label() -> Canvas:
    canvas = Canvas((214, 220, 222))
    canvas.bottle(212, glass=(88, 96, 50))
    canvas.box((0, 290, WIDTH, 30), (150, 158, 160))
    return canvas


def _crumbled_cork() -> Canvas:
    canvas = Canvas((228, 226, 220))
    canvas.box((170, 90, 140, 60), WOOD)
    for number in range(14):
        canvas.box((120 + (number * 53) % 250, 170 + (number * 37) % 110, 12, 9), WOOD)
    return canvas


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


_DRAWN = {"caja-rota": _broken_box, "estanteria": _shelf, "godello": _one_label, "corcho": _crumbled_cork}
