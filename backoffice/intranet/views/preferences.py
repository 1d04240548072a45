"""How a person wants to be told, kind by kind."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core.models import User
from backoffice.core.views import StaffRequest, staff_view
from backoffice.intranet import queries, services
from backoffice.intranet.kinds import KINDS
from backoffice.intranet.models.notice import Channel


@staff_view(permission="home.view", methods=("GET", "POST"))
def preferences(request: StaffRequest) -> HttpResponse:
    channels = queries.list_channels(actor=request.actor)
    if request.method == "POST":
        chosen = {name: request.POST.get(name, "") for name in channels}
        # What the form does not offer is left as it was.
        services.set_preferences(channels={name: way for name, way in chosen.items() if way in Channel.values}, by=request.actor)
        messages.success(request, _("Saved. It holds from the next notice on."))
        return HttpResponseRedirect(reverse("notice_preferences"))
    context = {
        "rows": [
            {"name": name, "label": KINDS[name].label, "icon": KINDS[name].icon, "choices": [(way, way == channel) for way in Channel]}
            for name, channel in channels.items()
        ],
        "ways": list(Channel),
        "email": User.objects.values_list("email", flat=True).get(pk=request.actor.id),
        "crumbs": [{"label": _("Notices"), "url": reverse("notices")}, {"label": _("How to be told")}],
    }
    return render(request, "intranet/preferences.html", context)
