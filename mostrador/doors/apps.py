from django.apps import AppConfig


class Doors(AppConfig):
    name = "mostrador.doors"
    default_auto_field = "django.db.models.BigAutoField"
