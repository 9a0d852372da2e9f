from django.apps import AppConfig


class Api(AppConfig):
    name = "mostrador.api"
