"""Save, change, delete a view; choose the one that the list opens with; choose the columns."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.forms import PlainTextField
from backoffice.core.lists import saved
from backoffice.core.lists.params import COLUMNS, SAVED
from backoffice.core.lists.state import ListState
from backoffice.core.lists.worklist import WorkList, list_of
from backoffice.core.models import SavedView
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view

# Counting a saved view stops here: "1.000+" says enough on a tab.
MAX_COUNTED = 1_000
_COUNTED_VIEWS = 20


class ViewForm(forms.Form):
    """Name and reach of a saved view; ``update`` takes the present filter, sort and columns over into it."""

    query = forms.CharField(widget=forms.HiddenInput, required=False)
    name = PlainTextField(label=gettext_lazy("Name"), max_length=40, error_messages={"required": gettext_lazy("Give the view a name.")})
    update = forms.BooleanField(label=gettext_lazy("Keep the present filter, order and columns in it"), required=False)
    is_shared = forms.BooleanField(label=gettext_lazy("Show it to everybody who sees this list"), required=False)

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None, may_share: bool, is_new: bool) -> None:
        super().__init__(data, initial=initial, auto_id="view_%s")
        if not may_share:
            del self.fields["is_shared"]
        if is_new:
            del self.fields["update"]


@staff_view(permission="home.view", methods=("GET", "POST"))
def save(request: StaffRequest, code: str) -> HttpResponse:
    """The dialog for the present state of the list; the answer to it."""
    worklist = list_of(code, request.actor)
    may_share = request.actor.may(saved.SHARE)
    if request.method != "POST":
        return _dialog(request, worklist, ViewForm(initial={"query": request.GET.get("query", "")}, may_share=may_share, is_new=True))
    form = ViewForm(request.POST, may_share=may_share, is_new=True)
    if not form.is_valid():
        return _dialog(request, worklist, form, status=422)
    state = ListState.of(worklist.spec(request.actor), QueryDict(form.cleaned_data["query"]))
    try:
        view = saved.save_view(
            list_code=code,
            name=form.cleaned_data["name"],
            query=state.canonical(),
            is_shared=form.cleaned_data.get("is_shared", False),
            by=request.actor,
            at=clock.now(),
        )
    except BusinessError as refusal:
        form.add_error("name", text_of(refusal))
        return _dialog(request, worklist, form, status=refusal.status)
    messages.success(request, _("View %(name)s saved.") % {"name": view.name})
    return HttpResponseRedirect(_address(worklist, view))


@staff_view(permission="home.view", methods=("GET", "POST"))
def change(request: StaffRequest, code: str, view_id: int) -> HttpResponse:
    """The dialog of one saved view: rename, share, take the present state over, delete."""
    actor = request.actor
    worklist = list_of(code, actor)
    view = saved.get_view(view_id=view_id, list_code=code, actor=actor)
    may_share = actor.may(saved.SHARE) or view.is_shared
    if request.method != "POST":
        present = request.GET.get("query", "")
        initial = {"query": present, "name": view.name, "is_shared": view.is_shared, "update": present != view.query}
        return _dialog(request, worklist, ViewForm(initial=initial, may_share=may_share, is_new=False), view=view)
    if "delete" in request.POST:
        name = saved.delete_view(view_id=view_id, list_code=code, by=actor, at=clock.now())
        messages.success(request, _("View %(name)s deleted.") % {"name": name})
        return HttpResponseRedirect(worklist.url)
    form = ViewForm(request.POST, may_share=may_share, is_new=False)
    if not form.is_valid():
        return _dialog(request, worklist, form, view=view, status=422)
    chosen = form.cleaned_data
    state = ListState.of(worklist.spec(actor), QueryDict(chosen["query"])) if chosen["update"] else None
    try:
        view = saved.change_view(
            view_id=view_id,
            list_code=code,
            name=chosen["name"],
            is_shared=chosen.get("is_shared", view.is_shared),
            query=state.canonical() if state else None,
            by=actor,
            at=clock.now(),
        )
    except BusinessError as refusal:
        if refusal.status in (403, 404):
            raise
        form.add_error("name", text_of(refusal))
        return _dialog(request, worklist, form, view=view, status=refusal.status)
    messages.success(request, _("View %(name)s changed.") % {"name": view.name})
    return HttpResponseRedirect(_address(worklist, view))


@staff_view(permission="home.view", methods=("POST",))
def default(request: StaffRequest, code: str) -> HttpResponse:
    """From now on the list opens with this view."""
    worklist = list_of(code, request.actor)
    saved.keep_default(list_code=code, default=request.POST.get("view", ""), by=request.actor)
    messages.success(request, _("This list opens with this view from now on."))
    return HttpResponseRedirect(_back(worklist, request))


@staff_view(permission="home.view", methods=("POST",))
def columns(request: StaffRequest, code: str) -> HttpResponse:
    """Which columns the person sees, in which order; a saved view that is open shows it at once."""
    worklist = list_of(code, request.actor)
    spec = worklist.spec(request.actor)
    names = [] if "usual" in request.POST else [column.name for column in spec.chosen(request.POST.getlist("column"))[1:]]
    saved.keep_columns(list_code=code, columns=names, by=request.actor)
    query = QueryDict(request.POST.get("query", ""), mutable=True)
    query.pop(COLUMNS, None)
    if SAVED in query and names:
        query[COLUMNS] = ",".join(names)
    return HttpResponseRedirect(f"{worklist.url}?{query.urlencode()}" if query else worklist.url)


@staff_view(permission="home.view")
def counts(request: StaffRequest, code: str) -> HttpResponse:
    """How many rows each saved view holds, asked for after the page is there: {"12": "31", "13": "1.000+"}."""
    actor = request.actor
    worklist = list_of(code, actor)
    spec = worklist.spec(actor)
    found = {}
    for view in saved.list_views(list_code=code, actor=actor)[:_COUNTED_VIEWS]:
        state = ListState.of(spec, QueryDict(view.query))
        count = worklist.reader(state, actor).count(limit=MAX_COUNTED + 1)
        found[str(view.pk)] = f"{formats.qty(MAX_COUNTED)}+" if count > MAX_COUNTED else formats.qty(count)
    return JsonResponse(found)


def _dialog(request: StaffRequest, worklist: WorkList, form: ViewForm, *, view: SavedView | None = None, status: int = 200) -> HttpResponse:
    action = reverse("list_view_change", args=[worklist.code, view.pk]) if view else reverse("list_view_save", args=[worklist.code])
    context = {"form": form, "view": view, "action": action, "title": worklist.spec(request.actor).title, "list_url": worklist.url}
    return render(request, "backoffice/lists/view_dialog.html", context, status=status)


def _address(worklist: WorkList, view: SavedView) -> str:
    return f"{worklist.url}?{view.query}&{SAVED}={view.pk}" if view.query else f"{worklist.url}?{SAVED}={view.pk}"


def _back(worklist: WorkList, request: StaffRequest) -> str:
    query = QueryDict(request.POST.get("query", ""))
    return f"{worklist.url}?{query.urlencode()}" if query else worklist.url
