"""The list of what is sold, in words: what was taken of it, what was not and why."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.shop.listing import Taken, Told
from mostrador.shop.models import Product

Shown = dict[str, Any]
TOLD = 50  # refused lines that are told one by one


def said(taken: Taken, *, unread: Sequence[str]) -> Shown:
    """Return what a list brought: lines to be read, and the refused lines to be mended."""
    refused = [(one.told.line, one.told.written, _(one.why)) for one in taken.refused]
    lines = [words for words in (_counted(taken), _columns(unread)) if words]
    return {
        "lines": lines, "refused": refused[:TOLD], "more": max(0, len(refused) - TOLD),
        "again": "\n".join(_again(one.told) for one in taken.refused),
    }  # fmt: skip


def _counted(taken: Taken) -> str:
    new = ngettext("%(count)s name is new.", "%(count)s names are new.", taken.new) % {"count": taken.new}
    changed = ngettext("%(count)s changed.", "%(count)s changed.", taken.changed) % {"count": taken.changed}
    same = ngettext("%(count)s was there already.", "%(count)s were there already.", taken.same) % {"count": taken.same}
    told = ((taken.new, new), (taken.changed, changed), (taken.same, same))
    return " ".join(words for count, words in told if count) or _("Nothing of it was taken.")


def _columns(unread: Sequence[str]) -> str:
    return _("Columns that are not read: %(names)s.") % {"names": ", ".join(unread)} if unread else ""


def _again(told: Told) -> str:
    """Return a refused line as a plain one, for the box."""
    return " = ".join(part for part in (told.name or told.written, ", ".join(told.also)) if part)


def told(product: Product) -> Told:
    return Told(name=product.name, also=tuple(product.also), reference=product.reference)


def read(form: Mapping[str, str]) -> Told:
    """Return a product as a form tells it: other names stand one a line."""
    also = tuple(" ".join(line.split()) for line in form.get("also", "").splitlines() if line.strip())
    name, reference = (" ".join(form.get(key, "").split()) for key in ("name", "reference"))
    return Told(name=name, also=also, reference=reference)


def decoded(file: bytes) -> str:
    """Return the words of a file: UTF-8, or as spreadsheets of the West write them."""
    try:
        return file.decode("utf-8-sig")
    except UnicodeDecodeError:
        return file.decode("cp1252", "replace")
