"""The journal as a plain register, to look up; it is read-only in the database itself."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from backoffice.core import policy
from backoffice.core.admin_policy import PolicyModelAdmin
from finance.models import JournalEntry


def _address(entry: JournalEntry) -> str:
    return reverse("entry_page", args=[entry.number.replace("/", "-")])


@admin.register(JournalEntry)
class JournalEntryAdmin(PolicyModelAdmin):
    view_permission = "finance.view_journal"
    list_display = ["page", "posted_on", "description", "rule", "source_number", "total", "posted_by_name"]
    list_display_links = None
    list_filter = ["rule"]
    search_fields = ["source_number__exact"]
    search_help_text = _("Number of the order or document")

    def get_queryset(self, request: HttpRequest) -> Any:
        return policy.visible(self.actor(request), super().get_queryset(request))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """The entry's own page is the better one."""
        entry = self.get_object(request, object_id)
        if entry is None or not self.has_view_permission(request, entry):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(_address(entry))

    @admin.display(description=_("journal entry"), ordering="id")
    def page(self, entry: JournalEntry) -> SafeString:
        return format_html('<a href="{}">{}</a>', _address(entry), entry.number)
