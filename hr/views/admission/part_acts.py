"""The acts on parts of an admission: the exam, the asked papers."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.actors import Actor
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from hr import services
from hr.views.admission.acting import Act, Effects, answer
from hr.views.admission.common import POST, of, plain, question, say
from hr.views.admission.forms import ExamForm, PlainForm, ReasonForm, ResultForm
from hr.views.admission.scene import Scene


def _exam(form: ExamForm, scene: Scene, by: Actor, at: datetime) -> str:
    given = form.cleaned_data
    exam = services.schedule_exam(
        scheduled_for=form.moment(), clinic=given["clinic"], clinic_address=given["clinic_address"], by=by, at=at, **of(form, scene)
    )
    return _("Exam scheduled for %(when)s. The candidate sees it in the portal.") % {"when": formats.long_when(exam.scheduled_for)}


def _exam_effects(form: Any, scene: Scene) -> Effects:
    effects = [say("smartphone", _("The candidate sees day, hour and place in the portal."))]
    if scene.facts.exam == "scheduled":
        effects.append(say("event_busy", _("The former appointment is called off.")))
    return effects


def _exam_form(data: Any, scene: Scene) -> ExamForm:
    exam = scene.exam()
    known = {"clinic": exam.clinic, "clinic_address": exam.clinic_address} if exam else {}
    return ExamForm(data, initial={"version": scene.admission.version} | known)


def _result_form(data: Any, scene: Scene) -> ResultForm:
    """Most physicians are of the state in which the work is."""
    job = scene.job()
    return ResultForm(data, initial={"version": scene.admission.version, "crm_state": job.establishment.state if job else ""})


def _result(form: ResultForm, scene: Scene, by: Actor, at: datetime) -> str:
    services.record_exam(result=form.exam_result(), by=by, at=at, **of(form, scene))
    return _("Result recorded. It is kept sealed; who looks at it is noted.")


def _paper_name(scene: Scene) -> str:
    return next((paper.name for paper in scene.facts.papers if paper.code == scene.extra["kind"]), "")


def _waive(form: ReasonForm, scene: Scene, by: Actor, at: datetime) -> str:
    services.waive_item(
        admission_number=scene.admission.number, kind_code=scene.extra["kind"], reason=form.cleaned_data["reason"], by=by, at=at
    )
    return _("%(paper)s: not needed any more.") % {"paper": _paper_name(scene)}


def _ask(form: PlainForm, scene: Scene, by: Actor, at: datetime) -> str:
    services.ask_again(admission_number=scene.admission.number, kind_code=scene.extra["kind"], by=by, at=at)
    return _("%(paper)s: asked again.") % {"paper": _paper_name(scene)}


EXAM = Act(
    name="admission_exam",
    title=question(gettext_lazy("When is the medical exam of %(name)s?")),
    act_label=gettext_lazy("Schedule exam"),
    make=_exam_form,
    run=_exam,
    effects=_exam_effects,
    masks={"day": "date"},
)
RESULT = Act(
    name="admission_result",
    title=question(gettext_lazy("What does the ASO of %(name)s say?")),
    act_label=gettext_lazy("Record result"),
    make=_result_form,
    run=_result,
    masks={"done_on": "date", "valid_until": "date"},
    note=gettext_lazy("The result is health data: it is kept sealed and every look is noted. The paper itself is sent under Documents."),
    needs="hr.view_sensitive",
)
WAIVE = Act(
    name="admission_waive",
    title=lambda scene: _("Do without %(paper)s?") % {"paper": _paper_name(scene)},
    act_label=gettext_lazy("Do without"),
    make=plain(ReasonForm),
    run=_waive,
    effects=lambda form, scene: [say("smartphone", _("The candidate sees “not needed” with your reason, and is reminded of it no more."))],
)
ASK = Act(
    name="admission_ask",
    title=lambda scene: _("Ask for %(paper)s again?") % {"paper": _paper_name(scene)},
    act_label=gettext_lazy("Ask again"),
    make=plain(PlainForm),
    run=_ask,
    effects=lambda form, scene: [say("smartphone", _("The candidate finds it among what is still to send."))],
)


@staff_view(permission="hr.admit", methods=POST, resumes=True)
def exam(request: StaffRequest, number: str) -> HttpResponse:
    return answer(request, number, EXAM)


@staff_view(permission="hr.admit", methods=POST, resumes=True)
def result(request: StaffRequest, number: str) -> HttpResponse:
    return answer(request, number, RESULT)


@staff_view(permission="hr.review_documents", methods=POST, resumes=True)
def waive(request: StaffRequest, number: str, kind: str) -> HttpResponse:
    return answer(request, number, WAIVE, kind=kind)


@staff_view(permission="hr.review_documents", methods=POST, resumes=True)
def ask(request: StaffRequest, number: str, kind: str) -> HttpResponse:
    return answer(request, number, ASK, kind=kind)
