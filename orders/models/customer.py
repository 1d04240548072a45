"""Who buys."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from orders.models.checks import one_of


class Unaccent(Func):
    """Accent-free text by the immutable function of the core's migration, so that an index can hold it."""

    function = "bo_unaccent"
    arity = 1
    output_field = models.TextField()


class PhoneTail(Func):
    """The last eight digits of a telephone, however it was written: what is the same with and without area code."""

    function = "right"
    template = r"right(regexp_replace(%(expressions)s, '[^0-9]', '', 'g'), 8)"
    arity = 1
    output_field = models.TextField()


class Customer(models.Model):
    """
    A person or company, told apart by document (CPF or CNPJ, normalised) or, without one, by e-mail address.

    ``address`` is the snapshot of the last order; every order keeps its own.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        COMPANY = "company", _("Company")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    document = models.CharField(_("CPF or CNPJ"), max_length=14, blank=True, help_text=_("Without punctuation."))
    address = models.JSONField(_("address"), default=dict, blank=True)
    created_at = models.DateTimeField(_("customer since"))

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["document"], condition=~Q(document=""), name="orders_customer_document"),
            models.UniqueConstraint(Lower("email"), condition=Q(document="") & ~Q(email=""), name="orders_customer_email"),
            one_of("kind", ["person", "company"], name="orders_customer_kind"),
            models.CheckConstraint(
                condition=Q(document="") | Q(document__regex=r"^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$"), name="orders_customer_document_form"
            ),
        ]
        indexes = [
            GinIndex(OpClass(Lower(Unaccent(F("name"))), name="gin_trgm_ops"), name="orders_customer_name_search"),
            models.Index(Lower(Unaccent(F("name"))), "id", name="orders_customer_by_name"),
            models.Index(Lower("email"), name="orders_customer_email_search"),
            models.Index(PhoneTail(F("phone")), name="orders_customer_phone_search"),
        ]

    def __str__(self) -> str:
        return self.name
