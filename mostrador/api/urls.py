"""Every address of the API, version 1."""

from django.urls import path

from mostrador.api.operations import api

urlpatterns = [path("", api.urls)]
