"""How the house is: all of it for who runs it, one word for everybody else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mostrador.desk import house_state, pages
from mostrador.desk.entering import member_of


@never_cache
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """The page that is asked for where something seems wrong. The public reads a word, a program "up" or "degraded"."""
    if _runs_the_house(request):
        return pages.page(request, "status.html", house_state.state())
    degraded = house_state.is_degraded()
    told = {
        "value": "degraded" if degraded else "up", "word": _(house_state.IN_A_WORD[degraded]),
        "words": _(house_state.PUBLIC_WORDS[degraded]),
    }  # fmt: skip
    return render(request, "desk/status_public.html", told)


def _runs_the_house(request: HttpRequest) -> bool:
    """Somebody without a session asks nothing of the database, which may be what ails."""
    user = request.user if request.COOKIES else None
    if not getattr(user, "is_authenticated", False):
        return False
    return member_of(request).runs_the_house
