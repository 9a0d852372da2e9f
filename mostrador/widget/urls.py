"""The customer's addresses."""

from django.urls import path

from mostrador.widget.views import chat, page, script, slip

app_name = "widget"

urlpatterns = [
    path("widget.js", script.script, name="script"),
    path("chat/<slug:key>/face", chat.face, name="face"),
    path("chat/<slug:key>/open", chat.begin, name="open"),
    path("chat/<slug:key>/thread", chat.thread, name="thread"),
    path("chat/<slug:key>/messages", chat.messages, name="messages"),
    path("chat/<slug:key>/seen", chat.seen, name="seen"),
    path("chat/<slug:key>/files", chat.upload, name="upload"),
    path("chat/<slug:key>/files/<slug:file_key>", chat.file, name="file"),
    path("chat/<slug:key>/call-back", chat.call_back, name="call_back"),
    path("r/<slug:token>", slip.page, name="slip"),
    path("r/<slug:token>/files/<slug:file_key>", slip.file, name="slip_file"),
    path("hablamos", page.any_door, name="hablamos"),
    path("hablamos/<slug:key>", page.page, name="page"),
    path("hablamos/<slug:key>/qr.svg", page.qr, name="qr"),
    path("hablamos/<slug:key>/colour.css", page.colour, name="colour"),
    path("hablamos/<slug:key>/poster", page.poster, name="poster"),
    path("hablamos/<slug:key>/back/<str:word>", page.back, name="back"),
    path("hablamos/<slug:key>/files/<slug:file_key>", page.file, name="page_file"),
]
