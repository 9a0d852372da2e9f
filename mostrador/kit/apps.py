"""Ties the Django-free exits to Django's transactions: the network is never called inside one."""

from django.apps import AppConfig


class Kit(AppConfig):
    name = "mostrador.kit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mostrador.kit import egress_guard

        egress_guard.install()
