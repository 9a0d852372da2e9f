"""What the shop sells, by name: a list pasted or sent as a file, and each name changed or taken off."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.desk import notices, pages, shelf
from mostrador.desk.entering import member_of, of_the_house
from mostrador.desk.surroundings import enter
from mostrador.kit.storable import storable
from mostrador.shop import listing, lists
from mostrador.shop.models import Product

SHOWN = 100


@of_the_house
def sold(request: HttpRequest) -> HttpResponse:
    """See what is sold, or take in a list."""
    if request.method != "POST":
        return _shown(request, told={})
    text = _list(request)
    taken = listing.take_in(lists.read(text), by=member_of(request))
    told = shelf.said(taken, unread=lists.unread(text))
    if taken.refused or not (taken.new or taken.changed or taken.same):
        return _shown(request, told=told, status=422)
    for words in told["lines"]:
        notices.tell(request, words)
    return pages.see(reverse("desk:sold"))


@of_the_house
def product(request: HttpRequest, product_id: int) -> HttpResponse:
    """Change one, or take it off the list."""
    found = get_object_or_404(Product, pk=product_id)
    if request.method != "POST":
        return _form(request, found, shelf.told(found))
    if request.POST.get("remove"):
        listing.throw_away(found, by=member_of(request))
        notices.tell(request, _("%(name)s is off the list.") % {"name": found.name})
        return pages.see(reverse("desk:sold"))
    told = shelf.read(request.POST)
    try:
        listing.keep(found, told, by=member_of(request))
    except listing.NotTaken as refused:
        return _form(request, get_object_or_404(Product, pk=product_id), told, fault=_(refused.for_people))
    return pages.see(reverse("desk:sold"))


def _shown(request: HttpRequest, *, told: shelf.Shown, status: int = 200) -> HttpResponse:
    around, words = enter(request), request.GET.get("q", "").strip()
    rows = Product.objects.all()
    if words:
        rows = rows.filter(Q(compared__contains=listing.compared(words)) | Q(reference__icontains=words))
    context = {
        "products": list(rows[:SHOWN]), "count": rows.count(), "words": words, "told": told,
        "notices": notices.shown(request), "owner": around.member.role == "owner",
    }  # fmt: skip
    return pages.page(request, "sold.html", context, status=status)


def _form(request: HttpRequest, found: Product, told: listing.Told, *, fault: str = "") -> HttpResponse:
    around = enter(request)
    context = {"product": found, "told": told, "fault": fault, "owner": around.member.role == "owner"}
    return pages.page(request, "product.html", context, status=422 if fault else 200)


def _list(request: HttpRequest) -> str:
    """Return the list: out of a file where one came, else as it was pasted."""
    file = request.FILES.get("file")
    return storable(shelf.decoded(file.read())) if file is not None else request.POST.get("list", "")
