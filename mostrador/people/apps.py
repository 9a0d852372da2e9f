from django.apps import AppConfig


class People(AppConfig):
    name = "mostrador.people"
    default_auto_field = "django.db.models.BigAutoField"
