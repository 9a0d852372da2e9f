"""The widget's addresses alone."""

from django.urls import include, path

urlpatterns = [path("", include("mostrador.widget.urls"))]
handler404 = "mostrador.site.errors.lost"
