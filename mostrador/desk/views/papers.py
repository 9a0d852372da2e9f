"""What came with a message: its files, and the mail as it was written, each behind its own walls."""

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin

from mostrador.desk.entering import member_of, message_of, reads
from mostrador.doors.platforms.mail import cleaning
from mostrador.inbox.attaching import PICTURES, SOUNDS
from mostrador.inbox.models import Attachment, Message, Post
from mostrador.kit import files

WALLS = "default-src 'none'; sandbox"
MAIL_WALLS = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src {pictures}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""A mail brings its own inline styles, and nothing else: no script runs, no form leaves, no address of ours is its."""


@reads
def file(request: HttpRequest, key: str) -> FileResponse:
    """Hand out a file of a message one may see, or one's own upload. Only pictures are shown in place."""
    member = member_of(request)
    seen = Q(message__in=Message.objects.visible_to(member)) | Q(message=None, uploaded_by=member)
    found = get_object_or_404(Attachment.objects.filter(seen, state=Attachment.State.KEPT), key=key)
    return _handed_out(found.key, type=found.type, name=found.name)


@reads
def post_picture(request: HttpRequest, post_id: int) -> FileResponse:
    """Hand out the picture of a post above comments one may see."""
    posts = Post.objects.visible_to(member_of(request)).exclude(picture_key="")
    found = get_object_or_404(posts, pk=post_id)
    return _handed_out(found.picture_key, type=found.picture_type)


@reads
def message_text(request: HttpRequest, message_id: int) -> HttpResponse:
    """Show all the words of a message, of which a thread shows only the beginning."""
    message = message_of(request, message_id)
    if message.deleted_at is not None:
        raise Http404
    answer = HttpResponse(message.text, content_type="text/plain; charset=utf-8")
    answer["Content-Security-Policy"] = WALLS
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@xframe_options_sameorigin
@reads
def mail(request: HttpRequest, message_id: int) -> HttpResponse:
    """Show a mail as it was written: cleaned, without script, pictures from elsewhere only when asked for."""
    message = message_of(request, message_id)
    if not message.html or message.deleted_at is not None:
        raise Http404
    with_pictures = request.GET.get("pictures") == "1"
    inline = {
        one.content_id.strip("<>"): reverse("desk:file", args=[one.key])
        for one in message.attachments.exclude(content_id="")
        if one.type in PICTURES
    }
    context = {
        "message": message, "body": _clean(message, with_pictures, inline),
        "offer": not with_pictures and cleaning.has_remote(message.html),
    }  # fmt: skip
    answer = render(request, "desk/mail.html", context)
    pictures = "'self' data: https: http:" if with_pictures else "'self' data:"
    answer["Content-Security-Policy"] = MAIL_WALLS.format(pictures=pictures)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _handed_out(key: str, *, type: str, name: str = "") -> FileResponse:
    try:
        content = files.place(key).open("rb")
    except (FileNotFoundError, ValueError) as gone:
        raise Http404 from gone
    in_place = type in PICTURES or type in SOUNDS
    answer = FileResponse(content, as_attachment=not in_place, filename=name or "file")
    answer["Content-Type"] = type if in_place else "application/octet-stream"
    answer["Content-Security-Policy"] = WALLS
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


def _clean(message: Message, with_pictures: bool, inline: dict[str, str]) -> str:
    """Return harmless HTML; a mail too tangled to draw is shown as its text, by the template."""
    try:
        return cleaning.clean(message.html, show_remote=with_pictures, inline=inline)
    except cleaning.TooTangled:
        return ""
