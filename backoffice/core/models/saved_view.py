"""A list as somebody likes to find it again."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SavedView(models.Model):
    """
    Search, filters, sort and columns of one list under a name, for its owner or, shared, for everybody who sees the list.

    ``query`` is the list's query string.  It is read again by the list each time: what the list does not understand any
    more falls away, and nothing of it reaches the database unread.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name=_("owner"))
    list_code = models.CharField(_("list"), max_length=40)
    name = models.CharField(_("name"), max_length=40)
    query = models.TextField(_("filter"), blank=True)
    is_shared = models.BooleanField(_("shared"), default=False)
    created_at = models.DateTimeField(pgettext_lazy("saved view", "created"))
    updated_at = models.DateTimeField(pgettext_lazy("saved view", "changed"))

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name"]
        constraints = [models.UniqueConstraint("owner", "list_code", Lower("name"), name="core_savedview_name")]
        indexes = [models.Index(fields=["list_code"], condition=models.Q(is_shared=True), name="core_savedview_shared")]

    def __str__(self) -> str:
        return self.name
