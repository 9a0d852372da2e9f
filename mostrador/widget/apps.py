from django.apps import AppConfig


class Widget(AppConfig):
    name = "mostrador.widget"
    default_auto_field = "django.db.models.BigAutoField"
