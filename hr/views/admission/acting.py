"""What every dialog over an admission shares: GET draws it, POST does it once, a refusal brings it back with what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock, parked
from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed, NotFound
from backoffice.core.views import StaffRequest
from hr.errors import ExamInvalid, InvitationInvalid, StaleAdmission
from hr.views.admission import page
from hr.views.admission.forms import AdmissionForm
from hr.views.admission.scene import Scene

Text = str | Promise
Effects = list[dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class Act:
    """
    One thing that may be done with an admission.  ``run`` calls the service and returns what to tell; ``effects`` says what
    will happen; ``needs`` is a permission beside hr.admit.
    """

    name: str
    title: Callable[[Scene], str]
    act_label: Text
    make: Callable[[Any, Scene], AdmissionForm]
    run: Callable[[Any, Scene, Actor, datetime], str]
    effects: Callable[[Any, Scene], Effects] = lambda form, scene: []
    masks: Mapping[str, str] = field(default_factory=dict)
    note: Text = ""
    safe_label: Text = gettext_lazy("Keep as it is")
    kind: str = "main"
    needs: str = ""


def answer(request: StaffRequest, number: str, act: Act, **extra: Any) -> HttpResponse:
    """The view of an act; ``extra`` are further parts of the address."""
    scene = page.load(request, number, **extra)
    if act.needs and not request.actor.may(act.needs):
        raise NotAllowed(permission=act.needs)
    if request.method == "POST":
        return _do(request, scene, act)
    if "effects" in request.GET:
        form = act.make(request.GET, scene)
        return render(request, "hr/people/effects.html", {"dialog": {"effects": act.effects(form, scene)}})
    typed = parked.take(request)
    dialog = _dialog(request, act, act.make(typed, scene), scene)
    if typed is not None:
        messages.info(request, _("Your session had ended: nothing was done yet. Check what you typed and send it again."))
    elif request.headers.get("X-Requested-With") == "fetch":
        return render(request, "hr/admission/dialog.html", {"dialog": dialog})
    return page.show(request, scene, dialog=dialog)


def back(number: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("admission_page", args=[number]))


def _do(request: StaffRequest, scene: Scene, act: Act) -> HttpResponse:
    form = act.make(request.POST, scene)
    if not form.is_valid():
        return _again(request, scene, act, form, status=422)
    try:
        told = act.run(form, scene, request.actor, clock.now())
    except StaleAdmission as stale:
        fresh = page.load(request, scene.admission.number, **scene.extra)
        typed = request.POST.copy()
        typed["version"] = str(fresh.admission.version)
        form = act.make(typed, fresh)
        form.add_error(None, text_of(stale))
        return _again(request, fresh, act, form, status=409)
    except (InvitationInvalid, ExamInvalid) as wrong:
        form.take_problems(wrong.data["problems"])
        return _again(request, scene, act, form, status=422)
    except (NotAllowed, NotFound):
        raise
    except BusinessError as error:
        messages.error(request, f"{act.act_label}: {text_of(error)}")
        return back(scene.admission.number)
    messages.success(request, told)
    return back(scene.admission.number)


def _again(request: StaffRequest, scene: Scene, act: Act, form: AdmissionForm, *, status: int) -> HttpResponse:
    return page.show(request, scene, dialog=_dialog(request, act, form, scene), status=status)


def _dialog(request: StaffRequest, act: Act, form: AdmissionForm, scene: Scene) -> dict[str, Any]:
    return {
        "id": f"rg-{act.name}",
        "title": act.title(scene),
        "action": request.path,
        "form": form,
        "fields": [(bound, act.masks.get(bound.name, "")) for bound in form.visible()],
        "effects": act.effects(form, scene),
        "note": act.note,
        "act_label": act.act_label,
        "safe_label": act.safe_label,
        "kind": act.kind,
    }
