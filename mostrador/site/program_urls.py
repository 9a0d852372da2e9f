"""The addresses that programs ask for, beside those of the pages."""

from django.urls import include, path

from mostrador.site import urls

handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500
urlpatterns = [path("api/v1/", include("mostrador.api.urls")), *urls.urlpatterns]
