from django.apps import AppConfig


class Triage(AppConfig):
    name = "mostrador.triage"
    label = "triage"
    default_auto_field = "django.db.models.BigAutoField"
