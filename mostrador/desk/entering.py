"""Who may open a page and who may change something: the frames around every view of the desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mostrador.accounts.models import Member
from mostrador.inbox.models import Case, Conversation, Message
from mostrador.kit.prepared import prepared
from mostrador.people.models import Person

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer", bound=HttpResponseBase)
LARGEST = 2**63 - 1  # that a key can be
View = Callable[Concatenate[HttpRequest, Rest], Answer]


def reads(view: View[Rest, Answer]) -> View[Rest, Answer]:
    """A page for everybody of the team. Never kept by a cache: it shows customers' words."""
    return login_required(never_cache(require_safe(view)))


def writes(view: View[Rest, Answer]) -> View[Rest, Answer]:
    """A change by somebody who may answer customers. Only POST; a viewer gets 403."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> Answer:
        if not member_of(request).may_write:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(never_cache(require_POST(checked)))  # type: ignore[return-value]  # the decorators hide the type


def for_writers(view: View[Rest, Answer]) -> View[Rest, Answer]:
    """A page with a form of its own, for everybody but a viewer."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> Answer:
        if not member_of(request).may_write:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(never_cache(checked))  # type: ignore[return-value]  # the decorators hide the type


def of_the_house(view: View[Rest, Answer]) -> View[Rest, Answer]:
    """A page or a change for the owner and the managers."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> Answer:
        if not member_of(request).runs_the_house:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(never_cache(checked))  # type: ignore[return-value]  # the decorators hide the type


def member_of(request: HttpRequest) -> Member:
    member: Any = request.user
    if not isinstance(member, Member) and not getattr(member, "is_authenticated", False):
        raise PermissionDenied
    return member  # type: ignore[no-any-return]  # nobody else gets this far


# A foreign id and an unknown one are the same: not there.


def case_of(request: HttpRequest, case_id: int) -> Case:
    found = _case(case_id, member_of(request)) if case_id <= LARGEST else []
    if not found:
        raise Http404
    return found[0]


@prepared
def _case(number: int, member: Member) -> QuerySet[Case, Case]:
    around = Case.objects.visible_to(member).select_related("person__same_as", "conversation__door__connection")
    return around.filter(pk=number)


def conversation_of(request: HttpRequest, conversation_id: int) -> Conversation:
    return get_object_or_404(Conversation.objects.visible_to(member_of(request)), pk=conversation_id)


def message_of(request: HttpRequest, message_id: int) -> Message:
    messages = Message.objects.visible_to(member_of(request)).select_related("case", "conversation", "door__connection")
    return get_object_or_404(messages, pk=message_id)


def person_of(request: HttpRequest, person_id: int) -> Person:
    """Return the person, unless this member may see none of the conversations of their group."""
    person = get_object_or_404(Person.objects.select_related("same_as"), pk=person_id)
    member = member_of(request)
    group = person.group_ids
    if not member.runs_the_house:
        seen = Conversation.objects.visible_to(member).filter(person__in=group)
        get_object_or_404(seen[:1])
    return person
