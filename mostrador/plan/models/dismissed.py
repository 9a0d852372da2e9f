"""Dismissed: a change of the plan that was proposed and that somebody did not want. It is not proposed again."""

from django.db import models

from mostrador.accounts.models import Member


class Dismissed(models.Model):
    key = models.CharField(max_length=200, unique=True, help_text="What was proposed: authority.tienda.refund=45.")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    at = models.DateTimeField()
