"""Which room answers which address; what programs ask for stands in `program_urls`."""

from django.urls import URLPattern, URLResolver, include, path

from mostrador.desk.gallery import gallery
from mostrador.site import measuring
from mostrador.site.robots import robots

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("mostrador.desk.urls")),
    path("", include("mostrador.accounts.urls")),
    path("", include("mostrador.widget.urls")),
    path("robots.txt", robots, name="robots"),
    path("gallery", gallery, name="gallery"),  # a 404 unless on a developer's machine
    path("metrics", measuring.metrics, name="metrics"),
]

handler403 = "mostrador.site.errors.not_yours"
handler404 = "mostrador.site.errors.lost"
handler500 = "mostrador.site.errors.our_fault"
