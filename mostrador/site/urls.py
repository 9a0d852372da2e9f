"""Which room answers which address."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

handler403 = "mostrador.site.errors.not_yours"
handler404 = "mostrador.site.errors.lost"
handler500 = "mostrador.site.errors.our_fault"
