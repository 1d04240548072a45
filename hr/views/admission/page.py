"""One admission: where it stands, the one next step, what is asked, what was agreed, its story."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from backoffice.core import clock, sensitive
from backoffice.core.views import StaffRequest, staff_view
from hr.views.admission import menu, parts
from hr.views.admission.scene import Scene, read_scene


@staff_view(permission="hr.admit")
def admission_page(request: StaffRequest, number: str) -> HttpResponse:
    return show(request, load(request, number))


def load(request: StaffRequest, number: str, **extra: Any) -> Scene:
    """:raises UnknownAdmission: there is none, or the actor may not know of it"""
    return read_scene(number=number, actor=request.actor, today=clock.company_date(clock.now()), extra=extra)


def show(request: StaffRequest, scene: Scene, *, dialog: dict[str, Any] | None = None, link: str = "", status: int = 200) -> HttpResponse:
    """Draw the page; ``dialog`` is open over it, ``link`` is a portal link that is told this once."""
    admission, actor = scene.admission, request.actor
    shown = _shown(request, scene)
    context = {
        "scene": scene,
        "admission": admission,
        "employee": admission.employee,
        "person": admission.employee.person,
        "main": menu.next_act(scene, actor),
        "menu": menu.more_acts(scene, actor),
        "alerts": parts.alerts(scene, may_see_health=actor.may("hr.view_sensitive")),
        "steps": parts.steps(scene),
        "papers": parts.papers(scene, actor),
        "data": parts.data_facts(scene, actor),
        "agreed": parts.agreed_facts(scene, show_pay=sensitive.PAY in shown),
        "may_show_pay": actor.may("hr.view_pay") and sensitive.PAY not in shown,
        "exam": parts.exam_facts(scene, show_result=sensitive.HEALTH in shown),
        "may_show_exam": actor.may("hr.view_sensitive") and sensitive.HEALTH not in shown and scene.facts.exam in ("fit", "unfit"),
        "texts": parts.texts(scene),
        "events": parts.events(scene),
        "link_state": parts.link_facts(scene),
        "qualification": parts.qualification(scene, actor),
        "portal_link": link,
        "dialog": dialog,
        "has_errors": bool(dialog and dialog["form"].errors),
    }
    return render(request, "hr/admission/page.html", context, status=status)


def _shown(request: StaffRequest, scene: Scene) -> set[str]:
    """The sensitive groups that the reader asked to see and may; each look is noted."""
    rights = {sensitive.PAY: "hr.view_pay", sensitive.HEALTH: "hr.view_sensitive"}
    asked = {group for group in request.GET.getlist("show") if group in rights and request.actor.may(rights[group])}
    # An unfit result stops everything: the page says so to whoever decides, and that is a look, too.
    if scene.facts.exam == "unfit" and scene.is_open and request.actor.may("hr.view_sensitive"):
        asked.add(sensitive.HEALTH)
    if scene.admission.employee.user_id == request.actor.id:
        return asked
    key = str(scene.admission.employee.person.key)
    for group in sorted(asked):
        item = "ASO" if group == sensitive.HEALTH else ""
        sensitive.note_reads(subject_kind="person", subject_keys=[key], group=group, by=request.actor, at=clock.now(), item=item)
    return asked
