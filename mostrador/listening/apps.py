from django.apps import AppConfig


class Listening(AppConfig):
    name = "mostrador.listening"
    default_auto_field = "django.db.models.BigAutoField"
