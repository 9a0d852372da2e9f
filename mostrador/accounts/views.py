"""One's own settings, and the owner's pages: the team and the keys of programs."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mostrador.accounts import teaming
from mostrador.accounts.forms import CallingForm, InviteForm, MeForm, TokenForm
from mostrador.accounts.models import Member, Role, Token
from mostrador.kit import house

OURS = "team"
A_YEAR = 365 * 24 * 60 * 60
REFUSALS = (teaming.LastOwner, teaming.AlreadyThere, teaming.NotTheOwner)


@login_required
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """Name, language, being away and who stands in."""
    member = _member(request)
    form = MeForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        teaming.describe(member, **form.cleaned_data)
        return redirect("accounts:me")
    return _me_page(request, member, form=form, calls=CallingForm())


@login_required
@require_POST
def calls(request: HttpRequest) -> HttpResponse:
    """How one is called for what may not wait, and when not."""
    member, form = _member(request), CallingForm(request.POST)
    if form.is_valid():
        teaming.choose_calls(member, **form.cleaned_data)
        return redirect("accounts:me")
    return _me_page(request, member, form=MeForm(member=member), calls=form)


@login_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Marble, slate, or as the device says. It is kept in this browser."""
    answer = redirect("accounts:me")
    wanted = request.POST.get("theme", "")
    if wanted in ("light", "dark"):
        answer.set_cookie("theme", wanted, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    else:
        answer.delete_cookie("theme")
    return answer


@login_required
@never_cache
def team(request: HttpRequest) -> HttpResponse:
    _owner(request)
    return render(request, "accounts/team.html", _team_page(request))


@login_required
@require_POST
def invitations(request: HttpRequest) -> HttpResponse:
    """Invite somebody: the page that follows shows the link to hand to them."""
    owner, form = _owner(request), InviteForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/team.html", {**_team_page(request), "form": form}, status=422)
    told = form.cleaned_data
    try:
        member = teaming.invite(told["email"], name=told["name"], role=Role(told["role"]), by=owner)
    except REFUSALS as refused:
        return _sorry(request, refused)
    return render(request, "accounts/team.html", {**_team_page(request), "invited": member, "link": _link(member)})


@login_required
@require_POST
def link(request: HttpRequest, member_id: int) -> HttpResponse:
    """Show a fresh link with which they choose a password."""
    _owner(request)
    member = get_object_or_404(Member, pk=member_id, is_active=True)
    return render(request, "accounts/team.html", {**_team_page(request), "invited": member, "link": _link(member)})


@login_required
@require_POST
def role(request: HttpRequest, member_id: int) -> HttpResponse:
    owner, member = _owner(request), get_object_or_404(Member, pk=member_id)
    wanted = request.POST.get("role", "")
    if wanted not in Role.values:
        return redirect("accounts:team")
    try:
        teaming.give_role(member, role=Role(wanted), by=owner)
    except REFUSALS as refused:
        return _sorry(request, refused)
    return redirect("accounts:team")


@login_required
@require_POST
def place(request: HttpRequest, member_id: int) -> HttpResponse:
    """Let somebody in or out."""
    owner, member = _owner(request), get_object_or_404(Member, pk=member_id)
    try:
        teaming.set_place(member, in_team=request.POST.get("in") == "1", by=owner)
    except REFUSALS as refused:
        return _sorry(request, refused)
    return redirect("accounts:team")


@login_required
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """The keys of programs. A new one is shown once, on the page that answers its form."""
    owner = _owner(request)
    form = TokenForm(request.POST or None)
    made = ""
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = Token.make(member=owner, scopes=",".join(told["scopes"]), name=told["name"])
    rows = Token.objects.select_related("member").order_by("-pk")
    context = {"tokens": rows, "made": made, "form": form}
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def token_end(request: HttpRequest, token_id: int) -> HttpResponse:
    _owner(request)
    get_object_or_404(Token, pk=token_id).delete()
    return redirect("accounts:tokens")


def _me_page(request: HttpRequest, member: Member, *, form: MeForm, calls: CallingForm) -> HttpResponse:
    context = {
        "member": member,
        "form": form,
        "calls": calls,
        "others": list(form.fields["stand_in"].queryset),  # type: ignore[attr-defined]  # a choice of members has one
        "chosen": request.COOKIES.get("theme", ""),
        "is_owner": member.role == Role.OWNER,
    }
    return render(request, "accounts/me.html", context, status=422 if form.errors or calls.errors else 200)


def _member(request: HttpRequest) -> Member:
    return Member.objects.get(pk=request.user.pk or 0)


def _owner(request: HttpRequest) -> Member:
    member = _member(request)
    if member.role != Role.OWNER or not member.is_active:
        raise PermissionDenied
    return member


def _team_page(request: HttpRequest) -> dict[str, Any]:
    return {
        "team": Member.objects.order_by("-is_active", "name"),
        "roles": Role.choices,
        "form": InviteForm(),
        "member": request.user,
        "words": [str(one) for one in messages.get_messages(request) if one.extra_tags == OURS],
    }


def _link(member: Member) -> str:
    """Return an address with which they choose a password: good once, for three days."""
    words = {"uidb36": user_pk_to_url_str(member), "key": default_token_generator.make_token(member)}
    return house.public_url() + reverse("account_reset_password_from_key", kwargs=words)


def _sorry(request: HttpRequest, refused: Exception) -> HttpResponseRedirect:
    messages.info(request, _(str(getattr(refused, "for_people", ""))), extra_tags=OURS)
    return redirect("accounts:team")
