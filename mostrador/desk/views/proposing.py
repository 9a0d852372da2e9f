"""Words that the optional language model proposes: into the draft of a person, who reads, changes and sends them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mostrador.desk import changed, notices
from mostrador.desk.entering import case_of, member_of, writes
from mostrador.journeys import asking_the_model
from mostrador.triage import consulting


@writes
def proposal(request: HttpRequest, case_id: int) -> HttpResponse:
    """Draft an answer below what stands in the box; nothing leaves."""
    case = case_of(request, case_id)
    text, surface = request.POST.get("text", "")[:20_000], request.POST.get("surface", "private")
    try:
        asking_the_model.draft(case, by=member_of(request), surface=surface, text=text)
        notices.tell(
            request, _("A machine wrote the draft below. Read it before you send it: it knows nothing but the thread.")
        )
    except consulting.NotAnswered as trouble:
        notices.tell(request, _(trouble.for_people))
    return changed.answer(request, case, box=changed.fresh_box(request, case))
