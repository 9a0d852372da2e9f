"""Icons as inline SVG: our own one-colour glyphs first, then the Lucide family.

They stand beside a word or carry a title. The drawings are trusted markup: files of ours and of the package.
"""

from functools import cache
from importlib.resources import files

import lucide
from lucide.jinja import lucide as lucide_svg
from markupsafe import Markup

GLYPHS = files("mostrador.kit") / "static" / "kit" / "glyphs"
FLIPPED = frozenset({"chevron-left", "chevron-right", "arrow-left", "arrow-right", "corner-down-left"})


@cache
def icon(name: str, size: int = 20, title: str = "") -> Markup:
    """Return the SVG of `name`, `size` px square. Without a title it is hidden from screen readers.

    Raises `NoSuchIcon` when neither our glyphs nor Lucide know the name.
    """
    kinds = f"icon icon--{size}" + (" icon--flips" if name in FLIPPED else "")
    frame = Markup('<svg class="{}" width="{}" height="{}" viewBox="0 0 24 24" {}>{}{}</svg>')
    return frame.format(kinds, size, size, _spoken(title), _title(title), _drawing(name))


def glyph_names() -> list[str]:
    """Return the names of our own glyphs, in order."""
    return sorted(file.name.removesuffix(".svg") for file in GLYPHS.iterdir() if file.name.endswith(".svg"))


@cache
def _drawing(name: str) -> Markup:
    own = GLYPHS / f"{name}.svg"
    if own.is_file():
        return _inside(own.read_text(encoding="utf-8"))
    try:
        return _inside(str(lucide_svg(name, size=None)))
    except lucide.IconDoesNotExist as missing:
        raise NoSuchIcon(f"No icon is called {name!r}.") from missing


def _inside(svg: str) -> Markup:
    body = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    return Markup("".join(line.strip() for line in body.splitlines()))  # noqa: S704  our own drawing


def _spoken(title: str) -> Markup:
    return Markup('role="img"') if title else Markup('aria-hidden="true" focusable="false"')


def _title(title: str) -> Markup:
    return Markup("<title>{}</title>").format(title) if title else Markup("")


class NoSuchIcon(LookupError):
    """A template or a channel names an icon that we do not have."""
