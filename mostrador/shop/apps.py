from django.apps import AppConfig


class Shop(AppConfig):
    name = "mostrador.shop"
    default_auto_field = "django.db.models.BigAutoField"
