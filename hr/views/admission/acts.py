"""The acts on an admission: each a question, what will happen, and a button named by the act."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from hr import services
from hr.admission.probation import split_of
from hr.errors import StaleAdmission
from hr.mails import entry_url
from hr.views.admission import page
from hr.views.admission.acting import Act, Effects, answer
from hr.views.admission.common import POST, of, plain, question, say
from hr.views.admission.forms import AdmitForm, PlainForm, ReasonForm, StartForm, TermsForm
from hr.views.admission.scene import Scene


def _resend_effects(form: Any, scene: Scene) -> Effects:
    name, at, domain = scene.admission.employee.person.email.partition("@")
    masked = f"{name[:1]}•••{at}{domain}"
    return [
        say("mail", _("A new link goes to %(address)s.") % {"address": masked}),
        say("link_off", _("The former link and open windows stop working when the mail leaves.")),
        say("event", _("The new link holds for %(days)d days.") % {"days": settings.PORTAL_LINK_DAYS}),
    ]


def _resend(form: PlainForm, scene: Scene, by: Actor, at: datetime) -> str:
    given = of(form, scene)
    services.send_portal_link(admission_number=given["number"], version=given["version"], by=by, at=at)
    return _("A new link is on its way to %(name)s.") % {"name": scene.name}


def _start_effects(form: Any, scene: Scene) -> Effects:
    effects = [
        say("calendar_month", _("Position, salary, hours and manager begin on the new day.")),
        say("checklist", _("Papers are due on the day below.")),
    ]
    if scene.admission.employee.probation_first_until:
        effects.append(say("hourglass_top", _("The probation is counted from the new day.")))
    effects.append(say("outgoing_mail", _("eSocial wants the file by the day before the first day.")))
    return effects


def _start(form: StartForm, scene: Scene, by: Actor, at: datetime) -> str:
    given = form.cleaned_data
    services.change_start(start_on=given["start_on"], papers_due_on=given["papers_due_on"], by=by, at=at, **of(form, scene))
    return _("The first day is %(day)s now.") % {"day": formats.full_date(given["start_on"])}


def _terms(form: TermsForm, scene: Scene, by: Actor, at: datetime) -> str:
    services.change_terms(terms=form.terms(), by=by, at=at, **of(form, scene))
    return _("What was agreed is changed. The candidate accepts the contract with the new terms.")


def _terms_form(data: Any, scene: Scene) -> TermsForm:
    employee, job, pay, hours, manager = scene.admission.employee, scene.job(), scene.pay(), scene.hours(), scene.manager()
    split = split_of(start=employee.admitted_on, first_until=employee.probation_first_until)
    start = {
        "version": scene.admission.version,
        **({f"{name}": str(getattr(job, f"{name}_id")) for name in ("position", "department", "establishment")} if job else {}),
        "schedule": str(hours.schedule_id) if hours else "",
        "manager": manager.manager.number if manager else "",
        "contract": f"{employee.contract_kind}:{split}",
        "term_ends_on": employee.term_ends_on,
        "pay": pay.amount if pay else None,
        "pay_unit": pay.unit if pay else None,
        "start_on": employee.admitted_on,
    }
    return TermsForm(data, initial=start, today=scene.today)


def _admit(form: AdmitForm, scene: Scene, by: Actor, at: datetime) -> str:
    services.admit(later_s2200=form.cleaned_data.get("later_s2200", ""), by=by, at=at, **of(form, scene))
    return _("%(name)s works here from now on. Welcome them with their access and equipment.") % {"name": scene.name}


def _admit_effects(form: Any, scene: Scene) -> Effects:
    employee = scene.admission.employee
    effects = [
        say("how_to_reg", _("Registration %(number)s becomes active.") % {"number": employee.number}),
        say("link_off", _("The candidate's link stops working.")),
    ]
    if any(step.code == "receipt" for step in scene.steps):
        effects.append(say("warning", _("eSocial has not answered yet: the accountant sends the file by the day before the first day.")))
    return effects


def _admit_form(data: Any, scene: Scene) -> AdmitForm:
    may_follow = scene.facts.s2190 == "receipted" and any(step.code == "s2200" for step in scene.steps)
    return AdmitForm(data, initial={"version": scene.admission.version}, may_follow=may_follow)


def _cancel(form: ReasonForm, scene: Scene, by: Actor, at: datetime) -> str:
    services.cancel_admission(reason=form.cleaned_data["reason"], by=by, at=at, **of(form, scene))
    return _("Admission %(number)s cancelled.") % {"number": scene.admission.number}


def _cancel_effects(form: Any, scene: Scene) -> Effects:
    effects = [say("link_off", _("The candidate's link stops working now; the page says whom to call."))]
    if scene.facts.exam == "scheduled":
        effects.append(say("event_busy", _("The appointment for the exam ends here. Tell the clinic.")))
    effects.append(
        say("badge", _("What was agreed ends. Registration %(number)s is never given again.") % {"number": scene.admission.employee.number})
    )
    if {scene.facts.s2190, scene.facts.s2200} & {"exported", "receipted"}:
        effects.append(say("warning", _("A file went to eSocial already: ask the accountant for an S-3000.")))
    effects.append(say("folder", _("Data and papers stay until their term for disposal.")))
    return effects


RESEND = Act(
    name="admission_resend",
    title=question(gettext_lazy("Send %(name)s a new link?")),
    act_label=gettext_lazy("Send link"),
    make=plain(PlainForm),
    run=_resend,
    effects=_resend_effects,
)
START = Act(
    name="admission_start",
    title=question(gettext_lazy("Move the first day of %(name)s?")),
    act_label=gettext_lazy("Move first day"),
    make=lambda data, scene: StartForm(
        data,
        initial={
            "version": scene.admission.version,
            "start_on": scene.admission.employee.admitted_on,
            "papers_due_on": scene.admission.papers_due_on,
        },
    ),
    run=_start,
    effects=_start_effects,
    masks={"start_on": "date", "papers_due_on": "date"},
)
TERMS = Act(
    name="admission_terms",
    title=question(gettext_lazy("Change what was agreed with %(name)s?")),
    act_label=gettext_lazy("Change terms"),
    make=_terms_form,
    run=_terms,
    effects=lambda form, scene: [
        say("history", _("The former terms never held and are replaced.")),
        say("checklist", _("The papers are asked anew by the rules of the position.")),
    ],
    masks={"start_on": "date", "term_ends_on": "date", "pay": "money"},
    needs="hr.view_pay",
)
ADMIT = Act(
    name="admission_admit",
    title=question(gettext_lazy("Admit %(name)s?")),
    act_label=gettext_lazy("Admit"),
    make=_admit_form,
    run=_admit,
    effects=_admit_effects,
)
CANCEL = Act(
    name="admission_cancel",
    title=question(gettext_lazy("Cancel the admission of %(name)s?")),
    act_label=gettext_lazy("Cancel admission"),
    make=plain(ReasonForm),
    run=_cancel,
    effects=_cancel_effects,
    note=gettext_lazy("This cannot be undone. To hire this person after all, invite them again."),
    safe_label=gettext_lazy("Keep admission"),
    kind="bad",
)


@staff_view(permission="hr.admit", methods=POST, resumes=True)
def resend(request: StaffRequest, number: str) -> HttpResponse:
    return answer(request, number, RESEND)


@staff_view(permission="hr.admit", methods=("POST",))
def copy_link(request: StaffRequest, number: str) -> HttpResponse:
    """The link is shown this once, on the answer itself: it is kept nowhere."""
    scene = page.load(request, number)
    form = PlainForm(request.POST)
    try:
        if not form.is_valid() or form.cleaned_data.get("version") != scene.admission.version:
            raise StaleAdmission(number=number, version=scene.admission.version)
        token = services.issue_portal_link(admission_number=number, by=request.actor, at=clock.now())
    except BusinessError as error:
        messages.error(request, text_of(error))
        return page.show(request, scene, status=error.status)
    return page.show(request, page.load(request, number), link=entry_url(token))


@staff_view(permission="hr.admit", methods=POST, resumes=True)
def start(request: StaffRequest, number: str) -> HttpResponse:
    return answer(request, number, START)


@staff_view(permission="hr.admit", methods=POST, resumes=True)
def terms(request: StaffRequest, number: str) -> HttpResponse:
    return answer(request, number, TERMS)


@staff_view(permission="hr.admit", methods=POST, resumes=True)
def admit(request: StaffRequest, number: str) -> HttpResponse:
    return answer(request, number, ADMIT)


@staff_view(permission="hr.admit", methods=POST, resumes=True)
def cancel(request: StaffRequest, number: str) -> HttpResponse:
    return answer(request, number, CANCEL)
