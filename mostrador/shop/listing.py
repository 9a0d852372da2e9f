"""Keeping the list of what is sold: one by one, or many at once."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from msgspec import Struct

from mostrador.accounts.models import Member
from mostrador.kit import clock, ledger
from mostrador.kit.folding import fold
from mostrador.kit.words import N_
from mostrador.shop.events import ProductKept, ProductRemoved, ProductsTakenIn
from mostrador.shop.models import LONGEST_NAME, LONGEST_REFERENCE, Product

MOST_NAMES = 20  # that people use for one product
MOST = 20_000  # products


class NoName(Exception):
    for_people = N_("Give it a name, with a letter in it.")


class TooLong(Exception):
    for_people = N_("A name has 120 characters at most, a reference 60, and twenty other names are enough.")


class NameTaken(Exception):
    for_people = N_("Something else has that name already.")


class ReferenceTaken(Exception):
    for_people = N_("Something else has that reference already.")


class TooMany(Exception):
    for_people = N_("The list holds 20,000 names at most.")


NotTaken = (NoName, TooLong, NameTaken, ReferenceTaken, TooMany)


class Told(Struct, frozen=True, kw_only=True):
    """A product as somebody tells it, and where it stands in their list."""

    name: str
    also: tuple[str, ...] = ()
    reference: str = ""
    line: int = 0
    written: str = ""


class Refused(Struct, frozen=True):
    """A line that was not taken, and why, for people."""

    told: Told
    why: str


class Taken(Struct, frozen=True):
    """What a list brought."""

    new: int
    changed: int
    same: int
    refused: tuple[Refused, ...]


@transaction.atomic
def keep(found: Product | None, told: Told, *, by: Member | None) -> Product:
    """Keep a product, new or changed. Raises what stands in `NotTaken`."""
    if found is None and Product.objects.count() >= MOST:
        raise TooMany
    product = found or Product()
    _check(told)
    others = Product.objects.exclude(pk=product.pk) if product.pk else Product.objects.all()
    if others.filter(compared=compared(told.name)).exists():
        raise NameTaken
    if told.reference and others.filter(reference=told.reference).exists():
        raise ReferenceTaken
    _write(product, told)
    product.save()
    ledger.record(ProductKept(product_id=product.pk), member_id=by.pk if by else None)
    return product


@transaction.atomic
def throw_away(product: Product, *, by: Member) -> None:
    number = product.pk
    product.delete()
    ledger.record(ProductRemoved(product_id=number), member_id=by.pk)


@transaction.atomic
def take_in(told: Iterable[Told], *, by: Member | None) -> Taken:
    """Take in a list: what is new is kept, what is known by its name is changed where the list tells more of it.

    Nothing is thrown away: a list may be one shelf of many.
    """
    shelf = _Shelf(Product.objects.all())
    for one in told:
        shelf.put(one)
    Product.objects.bulk_create(shelf.new, batch_size=500)
    Product.objects.bulk_update(shelf.changed, ["name", "also", "reference", "changed_at"], batch_size=500)
    if shelf.new or shelf.changed:
        fact = ProductsTakenIn(new=len(shelf.new), changed=len(shelf.changed))
        ledger.record(fact, member_id=by.pk if by else None)
    return Taken(len(shelf.new), len(shelf.changed), shelf.same, tuple(shelf.refused))


def compared(name: str) -> str:
    """Return a name as it is compared with others."""
    return " ".join(fold(name).split())[:LONGEST_NAME]


class _Shelf:
    """What is there while a list is taken in."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._by_name = {product.compared: product for product in products}
        self._by_reference = {product.reference: product for product in self._by_name.values() if product.reference}
        self._told: set[str] = set()
        self.new: list[Product] = []
        self.changed: list[Product] = []
        self.same = 0
        self.refused: list[Refused] = []

    def put(self, told: Told) -> None:
        try:
            self._put(told)
        except NotTaken as refused:
            self.refused.append(Refused(told, refused.for_people))

    def _put(self, told: Told) -> None:
        _check(told)
        name = compared(told.name)
        known = self._by_name.get(name)
        if name in self._told:
            raise NameTaken
        if told.reference and self._by_reference.get(told.reference, known) is not known:
            raise ReferenceTaken
        if known is None and len(self._by_name) >= MOST:
            raise TooMany
        self._told.add(name)
        self._note(known, told)

    def _note(self, known: Product | None, told: Told) -> None:
        more = told if known is None else _together(known, told)
        if known is not None and (known.name, tuple(known.also), known.reference) == (
            more.name,
            more.also,
            more.reference,
        ):
            self.same += 1
            return
        product = known or Product()
        _write(product, more)
        (self.changed if known else self.new).append(product)
        self._by_name[product.compared] = product
        if product.reference:
            self._by_reference[product.reference] = product


def _together(known: Product, told: Told) -> Told:
    """Return what is known and what is told besides; other names are added, never lost."""
    also = _distinct([*known.also, *told.also], besides=told.name)[:MOST_NAMES]
    return Told(name=told.name, also=tuple(also), reference=told.reference or known.reference)


def _write(product: Product, told: Told) -> None:
    product.name, product.compared = told.name, compared(told.name)
    product.also = _distinct(told.also, besides=told.name)
    product.reference, product.changed_at = told.reference, clock.now()


def _distinct(names: Sequence[str], *, besides: str) -> list[str]:
    kept = {compared(name): name for name in reversed(names)}
    return [name for key, name in reversed(kept.items()) if key != compared(besides)]


def _check(told: Told) -> None:
    """Raises `NoName` and `TooLong`."""
    if not any(sign.isalpha() for sign in told.name):
        raise NoName
    longest = max(len(name) for name in (told.name, *told.also))
    if longest > LONGEST_NAME or len(told.reference) > LONGEST_REFERENCE or len(told.also) > MOST_NAMES:
        raise TooLong
