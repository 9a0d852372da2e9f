"""The parts of a plan that are changed on a sheet of fields: where each stands, what it asks, which sentences say it.

A part stands alone (the tone), in a list (a question), or under a name (a statement).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec
import yaml

from mostrador.kit.words import N_
from mostrador.plan import durations, editing, explaining, filling, inserting, removing
from mostrador.plan.durations import SpanWrong
from mostrador.plan.editing import NoSuchPlace, Step
from mostrador.plan.explaining import Row
from mostrador.plan.filling import Field, Values
from mostrador.plan.shape import Locale, Plan
from mostrador.plan.voice import Voice

Shape = Literal["alone", "listed", "named"]
IN = {"es": N_("In Spanish"), "en": N_("In English"), "pt": N_("In Portuguese")}
NAME = "called"  # what goes by a name, that name


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """`row` and `rows` say which of `explaining.sentences` it is: their part and, where that has others, their ids."""

    key: str
    path: tuple[str, ...]
    row: str
    title: str
    fields: tuple[Field, ...] = ()  # none: words, in each language they are in
    first: tuple[Field, ...] = ()  # asked only of a new one
    rows: frozenset[str] = frozenset()
    shape: Shape = "alone"
    begins: str = ""  # what every name of it begins with: level_
    letter: str = ""  # what the number of a new one begins with: Q4
    in_order_of: str = ""  # the span that a list goes by
    adds: str = ""
    new: str = ""  # its title
    note: str = ""
    tried: bool = False  # what it says changes what a plan does with the past

    @property
    def can_go(self) -> bool:
        """Whether a plan can do without it: what can be added can be taken out."""
        return bool(self.adds)

    def called(self, entry: str) -> str:
        """Return what people call an entry."""
        return entry.removeprefix(self.begins).replace("_", " ")

    def says(self, row: Row) -> bool:
        return row["part"] == self.row and (not self.rows or row["id"] in self.rows)


def place(sheet: Sheet, text: str, entry: str) -> tuple[Step, ...]:
    """Return where an entry stands; a list without ids goes by their number. Raise `NoSuchPlace`."""
    if sheet.shape == "alone":
        return sheet.path
    if sheet.rows and entry not in sheet.rows:
        raise NoSuchPlace(entry)
    step: Step = int(entry) if _is_numbered(sheet) and entry.isascii() and entry.isdigit() else entry
    found = (*sheet.path, step)
    editing.node_at(text, found)
    return found


def is_there(sheet: Sheet, text: str, entry: str) -> bool:
    """Whether the plan has this entry, or the part itself."""
    try:
        editing.node_at(text, place(sheet, text, entry))
    except NoSuchPlace:
        return False
    return True


def _is_numbered(sheet: Sheet) -> bool:
    return sheet.shape == "listed" and not sheet.letter and not sheet.first


def entry_of(sheet: Sheet, row: Row, number: int) -> str:
    """Return what an entry is called in an address, by its sentence and its number among those of the sheet."""
    if sheet.shape == "alone":
        return ""
    return str(number) if _is_numbered(sheet) else row["id"].removeprefix(f"{row['part']}.")


def fields(sheet: Sheet, text: str, entry: str | None) -> tuple[Field, ...]:
    """Return what is asked; without an entry, of a new one."""
    if sheet.fields:
        return sheet.fields if entry is not None else (*sheet.first, *sheet.fields)
    if entry is None:
        return (*sheet.first, *_languages(text, None))
    return tuple(_languages(text, editing.node_at(text, place(sheet, text, entry))))


def _languages(text: str, held: yaml.Node | None) -> Iterator[Field]:
    """Go through the languages of some words; those that stand alone are in the plan's own."""
    own = _own_language(text)
    codes = [str(key.value) for key, _value in held.value] if isinstance(held, yaml.MappingNode) else []
    for code in dict.fromkeys([*(codes or [own]), *IN]):
        yield _words((code,) if codes or code != own else (), IN.get(code, code))


def _own_language(text: str) -> str:
    try:
        return editing.value_at(text, ("locale", "language"))
    except NoSuchPlace:
        return Locale(timezone="").language


def _words(path: tuple[str, ...], label: str) -> Field:
    said = N_("Blanks that whoever sends it fills stand in braces: {hora}.")
    return Field(path=path, kind="text", label=label, help=said, needed=not path)


def standing(sheet: Sheet, text: str, entry: str | None) -> Values:
    """Return what stands in the fields. Raise `NoSuchPlace`."""
    asked = fields(sheet, text, entry)
    if entry is None:
        return {field.name: () for field in asked}
    return filling.standing(text, place(sheet, text, entry), asked)


def filled(sheet: Sheet, text: str, entry: str | None, wanted: Values) -> str:
    """Return the text with what is wanted; without an entry, with a new one. Raise `NoSuchPlace`."""
    asked = [field for field in fields(sheet, text, entry) if sheet.shape != "named" or field.name != NAME]
    said = {} if sheet.fields else _translated(text, asked, wanted)
    if entry is not None:
        path = place(sheet, text, entry)
        return inserting.put(text, path, inserting.flow(said)) if said else filling.filled(text, path, asked, wanted)
    new = said or filling.entry(asked, wanted)
    if sheet.shape == "named":
        return inserting.put(text, (*sheet.path, wanted[NAME][0]), inserting.flow(new))
    number = {"id": next_id(sheet, text)} if sheet.letter else {}
    return inserting.with_entry(text, sheet.path, {**number, **new}, before=_before(sheet, text, wanted))


def _translated(text: str, asked: Sequence[Field], wanted: Values) -> Mapping[str, Any]:
    """Return words that stood alone with those in other languages beside them; nothing where there are none."""
    codes = {field.name: field.path[0] if field.path else _own_language(text) for field in asked}
    said = {codes[name]: inserting.Said(editing.worded(wanted[name][0])) for name in codes if wanted[name]}
    return said if len(said) > 1 and not all(field.path for field in asked) else {}


def has_names_left(sheet: Sheet, plan: Plan, voice: Voice) -> bool:
    """Whether a new one could be called something: what it is called may be one of a menu."""
    menus = (field.choices for field in sheet.first if field.kind == "one")
    return all(menu is None or menu(plan, {}, voice) for menu in menus)


def without(sheet: Sheet, text: str, entry: str) -> str:
    """Return the text without an entry. Raise `NoSuchPlace`."""
    return removing.without(text, place(sheet, text, entry))


def sentences(sheet: Sheet, plan: Plan, entry: str, voice: Voice) -> list[str]:
    """Return how the plan says an entry."""
    found = [row for row in explaining.sentences(plan, voice) if sheet.says(row)]
    return [row["says"] for number, row in enumerate(found) if entry_of(sheet, row, number) == entry]


def entry_put_in(sheet: Sheet, text: str, wanted: Values) -> str:
    """Return what a new entry will be called."""
    if sheet.letter:
        return next_id(sheet, text)
    if sheet.first:
        return wanted[sheet.first[0].name][0]
    before = _before(sheet, text, wanted)
    return str(before if before != "" else len(_entries(sheet, text)))


def next_id(sheet: Sheet, text: str) -> str:
    """Return the first id with the letter of the sheet that no entry has: Q4."""
    taken = {str(value.value) for one in _entries(sheet, text) for key, value in one.value if key.value == "id"}
    numbers = [int(one[1:]) for one in taken if one[:1] == sheet.letter and one[1:].isdecimal()]
    return f"{sheet.letter}{max(numbers, default=0) + 1}"


def _entries(sheet: Sheet, text: str) -> list[yaml.MappingNode]:
    try:
        held = editing.node_at(text, sheet.path)
    except NoSuchPlace:
        return []
    return [one for one in held.value if isinstance(one, yaml.MappingNode)]


def _before(sheet: Sheet, text: str, wanted: Values) -> Step:
    """Return which entry a new one stands before; "" for none."""
    if not sheet.in_order_of:
        return ""
    spans = [filling.standing(text, (*sheet.path, number), sheet.fields)[sheet.in_order_of]
             for number in range(len(_entries(sheet, text)))]  # fmt: skip
    later = (number for number, one in enumerate(spans) if _is_less(wanted[sheet.in_order_of], one))
    return next(later, "")


def _is_less(some: Sequence[str], others: Sequence[str]) -> bool:
    try:
        return bool(some and others) and durations.span(some[0]) < durations.span(others[0])
    except SpanWrong:
        return False
