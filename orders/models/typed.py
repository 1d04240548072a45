"""Which form became which order."""

from django.db import models


class TypedOrder(models.Model):
    """The form of a staff member with this ``token`` became this order: sent twice, it is one order."""

    token = models.UUIDField(primary_key=True)
    order = models.OneToOneField("orders.Order", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.token)
