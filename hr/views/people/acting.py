"""What every dialog over a file shares: GET draws it, POST does it once, a refusal brings it back with what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from backoffice.core import clock, parked
from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed
from backoffice.core.views import StaffRequest
from hr.errors import PersonInvalid, StaleFile, TermsInTheWay
from hr.queries.file import EmployeeFile
from hr.views.people import menu, page
from hr.views.people.forms import FileForm, TermForm

Text = str | Promise
Effects = list[dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class Act:
    """
    One thing that may be done with a file.  ``run`` calls the service and returns what to tell; ``effects`` says what it
    would do with the form as it stands; ``tab`` is the part of the page to come back to.
    """

    name: str
    title: Callable[[EmployeeFile], str]
    act_label: Text
    tab: str
    make: Callable[[Any, EmployeeFile], FileForm]
    run: Callable[[Any, EmployeeFile, Actor, datetime], str]
    effects: Callable[[Any, EmployeeFile], Effects] = lambda form, file: []
    masks: Mapping[str, str] = field(default_factory=dict)
    note: Text = ""
    of_contract: bool = True


def answer(request: StaffRequest, number: str, act: Act) -> HttpResponse:
    """The view of an act."""
    file = page.load(request, number)
    if not menu.may_change(file, request.actor):
        raise NotAllowed(permission="hr.change_people")
    refusal = next(
        (item["reason"] for item in menu.acts(file, request.actor) if item["dialog_url"] == reverse(act.name, args=[number])), ""
    )
    if refusal:
        messages.error(request, refusal)
        return back(file, act.tab)
    if request.method == "POST":
        return _do(request, file, act)
    if "effects" in request.GET:
        form = act.make(request.GET, file)
        return render(request, "hr/people/effects.html", {"dialog": {"effects": act.effects(form, file)}})
    typed = parked.take(request)
    dialog = _dialog(request, act, act.make(typed, file), file)
    if typed is not None:
        messages.info(request, _("Your session had ended: nothing was done yet. Check what you typed and send it again."))
    elif request.headers.get("X-Requested-With") == "fetch":
        return render(request, "hr/people/dialog.html", {"dialog": dialog})
    return page.show(request, file, dialog=dialog)


def back(file: EmployeeFile, tab: str) -> HttpResponse:
    """To the part of the file that shows what was done."""
    return HttpResponseRedirect(f"{reverse('employee', args=[file.employee.number])}?{urlencode({'tab': tab})}")


def _do(request: StaffRequest, file: EmployeeFile, act: Act) -> HttpResponse:
    form = act.make(request.POST, file)
    if not form.is_valid():
        return _again(request, file, act, form, status=422)
    try:
        told = act.run(form, file, request.actor, clock.now())
    except StaleFile:
        fresh = page.load(request, file.employee.number)
        typed = request.POST.copy()
        typed["version"] = str(act.make(None, fresh).initial["version"])
        form = act.make(typed, fresh)
        form.add_error(None, text_of(StaleFile()))
        return _again(request, fresh, act, form, status=409)
    except PersonInvalid as wrong:
        form.take_problems(wrong)
        return _again(request, file, act, form, status=422)
    except NotAllowed:
        raise
    except BusinessError as error:
        if isinstance(error, TermsInTheWay) and isinstance(form, TermForm):
            form.ask_later()
        form.add_error(None, text_of(error))
        return _again(request, file, act, form, status=error.status)
    messages.success(request, told)
    return back(file, act.tab)


def _again(request: StaffRequest, file: EmployeeFile, act: Act, form: FileForm, *, status: int) -> HttpResponse:
    return page.show(request, file, dialog=_dialog(request, act, form, file), status=status)


def _dialog(request: StaffRequest, act: Act, form: FileForm, file: EmployeeFile) -> dict[str, Any]:
    # The address keeps which row is meant (?id=…), so that the form comes back to it.
    query = f"?{urlencode({'id': request.GET['id']})}" if request.GET.get("id") else ""
    return {
        "id": f"rg-{act.name}",
        "title": act.title(file),
        "action": reverse(act.name, args=[file.employee.number]) + query,
        "form": form,
        "fields": [(bound, act.masks.get(bound.name, "")) for bound in form.visible()],
        "effects": act.effects(form, file),
        "note": act.note,
        "act_label": act.act_label,
    }
