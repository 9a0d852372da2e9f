"""What is sold."""

from django.db import models
from django.db.models import Q

LONGEST_NAME, LONGEST_REFERENCE = 120, 60


class Product(models.Model):
    """One thing that is sold, whatever it is: goods, a dish, a service."""

    name = models.CharField(max_length=LONGEST_NAME)
    compared = models.CharField(max_length=LONGEST_NAME, unique=True, help_text="The name as it is compared.")
    also = models.JSONField(default=list, help_text="Other names that people use.")
    reference = models.CharField(
        max_length=LONGEST_REFERENCE, blank=True, default="", help_text="As the shop writes it."
    )
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["compared"]
        constraints = [
            models.UniqueConstraint(fields=["reference"], condition=~Q(reference=""), name="one_product_each_reference")
        ]

    def __str__(self) -> str:
        return self.name
