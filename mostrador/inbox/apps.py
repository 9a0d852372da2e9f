from django.apps import AppConfig


class Inbox(AppConfig):
    name = "mostrador.inbox"
    default_auto_field = "django.db.models.BigAutoField"
