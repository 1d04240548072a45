"""Who may enter: staff users and storefront keys."""

from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from backoffice.core import policy


class User(AbstractUser):
    """
    A member of staff.  What it may do follows from its groups (roles), nothing else (core.policy).

    ``preferences`` is how the person wants to work (core.preferences): it comes with the row, so no screen asks for it.
    """

    warehouse_codes = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        verbose_name=_("warehouses"),
        help_text=_("Codes of the warehouses this person sees; empty means all."),
    )

    preferences = models.JSONField(_("preferences"), default=dict, blank=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False, help_text="Made by the demo; production refuses to start with one.")

    class Meta:
        db_table = "core_user"
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]
        # People sign in with either, however they write it: one name leads to one person.
        constraints = [
            models.UniqueConstraint(Lower("username"), name="core_user_username_once"),
            models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="core_user_email_once"),
        ]

    @cached_property
    def roles(self) -> frozenset[str]:
        """Names of the groups the user is in; a role is a group of the same name."""
        return frozenset(self.groups.values_list("name", flat=True)) if self.is_active else frozenset()

    @cached_property
    def grants(self) -> frozenset[str]:
        return policy.grants_of_roles(self.roles)


class ApiClient(models.Model):
    """
    A storefront or integration that calls the API with a bearer key.

    Only the SHA-256 of a key is stored (32 random bytes need no slow hash).  Two keys may be valid at once
    during a rotation; the older one ends at ``previous_key_until``.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    channel_code = models.SlugField(
        _("channel"), max_length=20, blank=True, help_text=_("Orders placed with this key belong to this sales channel.")
    )
    scopes = ArrayField(models.CharField(max_length=20), default=list, verbose_name=_("scopes"))
    key_prefix = models.CharField(_("key begins with"), max_length=12, editable=False)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    previous_key_hash = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    previous_key_until = models.DateTimeField(null=True, blank=True, editable=False)
    requests_per_minute = models.PositiveIntegerField(_("requests per minute"), default=6000)
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(default=False, editable=False, help_text="Made by the demo; production refuses to start with one.")
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("API client")
        verbose_name_plural = _("API clients")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def grants(self) -> frozenset[str]:
        return policy.grants_of_scopes(self.scopes)
