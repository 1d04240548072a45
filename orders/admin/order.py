"""Orders as a plain register, to look up; everything that can be done is done on the order's page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from backoffice.core import policy
from backoffice.core.admin_policy import PolicyModelAdmin
from orders.models import Order


@admin.register(Order)
class OrderAdmin(PolicyModelAdmin):
    view_permission = "orders.view"
    list_display = [
        "page",
        "external_id",
        "channel",
        "customer_name",
        "status",
        "payment_status",
        "fulfilment_status",
        "total",
        "placed_at",
    ]
    list_display_links = None
    list_filter = ["channel", "status", "payment_status", "fulfilment_status"]
    list_select_related = ["channel"]
    search_fields = ["number__exact", "external_id__startswith"]
    search_help_text = _("Number, or the beginning of the channel's number")

    def get_queryset(self, request: HttpRequest) -> Any:
        return policy.visible(self.actor(request), super().get_queryset(request))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """The register has no form of its own: the order's page is one click away, and it is the better one."""
        order = self.get_object(request, object_id)
        if order is None or not self.has_view_permission(request, order):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(reverse("order_page", args=[order.number]))

    @admin.display(description=_("order"), ordering="number")
    def page(self, order: Order) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("order_page", args=[order.number]), order.number)
