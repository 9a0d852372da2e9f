"""The shop's colour, worn only where white words on it can be read."""

import re

INK = "#172128"
ENOUGH = 4.5  # WCAG 2.2, success criterion 1.4.3, text of ordinary size


def worn(colour: str) -> str:
    """Return the shop's colour, or our ink where white words on it would be hard to read."""
    colour = colour.strip().lower()
    known = re.fullmatch(r"#[0-9a-f]{6}", colour)
    return colour if known and contrast(colour, "#ffffff") >= ENOUGH else INK


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colours, from 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
