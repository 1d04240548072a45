"""What both desks answer: found goods, a session that ended, a document that was written."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import parked
from backoffice.core.views import StaffRequest
from inventory.services import WrittenDocument
from inventory.views.desk.lines import find

DONE = "write"


def hits(request: StaffRequest) -> HttpResponse:
    """The goods that the search field means so far."""
    text = request.GET["find"]
    return render(request, "inventory/desk/products.html", {"hits": find(text), "find": text})


def start(request: StaffRequest) -> QueryDict:
    """What the form begins with: nothing, what came with the address, or what was typed before the session ended."""
    kept = parked.take(request)
    if kept is None:
        data = QueryDict(mutable=True)
        if request.GET.get("sku"):
            data["do"] = f"add:{request.GET['sku']}"
        return data
    messages.info(request, _("Your session had ended: nothing was saved yet. Check what you typed and send it again."))
    return kept


def written(request: StaffRequest, done: WrittenDocument, told: str) -> HttpResponse:
    """On to the document; the same form sent twice says that nothing happened twice."""
    again = _("This form became %(reference)s already; nothing was moved twice.")
    messages.success(request, (told if done.is_new else again) % {"reference": done.reference})
    url = reverse("stock_document", args=[done.reference])
    # htmx follows a redirect silently and would put the document's page into the form.
    return HttpResponse(status=204, headers={"HX-Redirect": url}) if request.headers.get("HX-Request") else HttpResponseRedirect(url)
