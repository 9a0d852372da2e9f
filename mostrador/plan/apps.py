from django.apps import AppConfig


class Plan(AppConfig):
    name = "mostrador.plan"
    label = "plan"
    default_auto_field = "django.db.models.BigAutoField"
