"""The parts of an admission's page, ready for the template."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.templatetags import formats
from hr import queries
from hr.admission import stages
from hr.admission.words import step_text
from hr.admission_timeline import stage_name
from hr.queries.admissions import AdmissionRow
from hr.views.admission.scene import Scene

Facts = list[dict[str, str]]


def days_words(days: int) -> str:
    """ "today", "tomorrow", "in 7 days", "2 days ago"."""
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < 0:
        return ngettext("%(count)d day ago", "%(count)d days ago", -days) % {"count": -days}
    return ngettext("in %(count)d days", "in %(count)d days", days) % {"count": days}


def late_words(row: AdmissionRow) -> str:
    """The red word of a card, "" for one in time."""
    return {"start": _("First day at risk"), "papers": _("Papers late")}.get(row.late, "")


def steps(scene: Scene) -> list[dict[str, str]]:
    """The line of stages; of one that was cancelled, none."""
    if scene.facts.is_cancelled:
        return []
    open_stages = {step.stage for step in scene.steps if step.holds}
    if stages.PAPERS in open_stages:
        # What has not come yet cannot have been checked.
        open_stages.add(stages.REVIEW)
    current = stages.stage_of(scene.facts)
    shown = []
    for stage in stages.STAGES:
        is_done = scene.facts.is_done or (stage not in open_stages and stage not in (stages.FIRST_DAY, current))
        if stage == stages.INVITATION:
            is_done = scene.facts.is_done or scene.facts.has_begun
        state = "current" if stage == current else "done" if is_done else ""
        shown.append({"label": stage_name(stage), "note": _note(stage, scene), "state": state})
    return shown


def _note(stage: str, scene: Scene) -> str:
    facts = scene.facts
    asked = [paper for paper in facts.papers if paper.is_mandatory and paper.code != stages.EXAM_PAPER]
    if stage == stages.PAPERS and asked:
        here = sum(paper.state in ("accepted", "waived", "sent") for paper in asked)
        return _("%(here)d of %(all)d") % {"here": here, "all": len(asked)}
    if stage == stages.EXAM and facts.exam == "scheduled":
        return formats.short_date(facts.exam_on)
    if stage == stages.CONTRACT and facts.texts:
        return _("%(here)d of %(all)d") % {"here": facts.texts - len(facts.open_texts), "all": facts.texts}
    return formats.short_date(facts.start_on) if stage == stages.FIRST_DAY else ""


def alerts(scene: Scene, *, may_see_health: bool) -> list[dict[str, str]]:
    """What the page says over everything else."""
    facts, admission = scene.facts, scene.admission
    if facts.is_cancelled:
        return [{"tone": "go", "title": _("Cancelled."), "text": admission.cancel_reason}]
    if facts.is_done:
        when = formats.long_when(admission.done_at)
        return [{"tone": "done", "title": _("Admitted."), "text": _("The admission was completed on %(when)s.") % {"when": when}}]
    if facts.exam == "unfit" and may_see_health:
        text = _(
            "Nobody begins to work unfit (NR-7). Talk to the physician: a restriction may fit another position, or a new exam follows. "
            "Otherwise cancel the admission; the reason there does not name the exam."
        )
        return [{"tone": "bad", "title": _("The ASO says unfit."), "text": text}]
    if late := stages.lateness(facts):
        count = len(stages.blocking(facts))
        told = ngettext("%(count)d thing is open.", "%(count)d things are open.", count) % {"count": count}
        title = _("The first day is at risk.") if late == "start" else _("The papers are late.")
        return [{"tone": "bad", "title": title, "text": f"{told} " + _("Call the candidate or move the first day.")}]
    if not stages.blocking(facts) and facts.start_on > scene.today:
        text = _("On %(day)s the admission completes itself.") % {"day": formats.full_date(facts.start_on)}
        return [{"tone": "done", "title": _("Everything is there."), "text": text}]
    return []


def papers(scene: Scene, actor: Actor) -> list[dict[str, Any]]:
    """The checklist: what is asked, what became of it, where it is reviewed or handed in."""
    admission, may_review = scene.admission, actor.may("hr.review_documents")
    states = queries.paper_states(person_id=admission.employee.person_id, on=scene.today)
    rows = []
    for state in states.values():
        if not state.is_asked or (state.is_health and not actor.may("hr.view_sensitive")):
            continue
        args = [admission.number, state.kind_code]
        may_change = may_review and scene.is_open
        rows.append(
            {
                "state": state,
                "url": reverse("paper", args=[state.document_id]) if state.document_id and actor.may("hr.view_documents") else "",
                "hand_in": reverse("paper_hand_in", args=[admission.employee.number, state.kind_code]) if may_change else "",
                "waive": reverse("admission_waive", args=args) if may_change and state.state in ("missing", "refused", "expired") else "",
                "ask": reverse("admission_ask", args=args) if may_change and state.state == "waived" else "",
            }
        )
    return rows


def data_facts(scene: Scene, actor: Actor) -> Facts:
    """What the candidate typed, without the sensitive groups; the file has the rest."""
    person = scene.admission.employee.person
    home = person.addresses.order_by("-valid").first()
    may_contact = policy.may_see(actor, "person.contact")
    show = formats.cpf_cnpj if policy.may_see(actor, "person.document") else formats.masked_document
    place = f"{home.street}, {home.number}, {home.city}/{home.state}" if home and may_contact else ""
    return [
        {"label": _("Civil name"), "value": person.name},
        {"label": "CPF", "value": show(person.cpf) if person.cpf else ""},
        {"label": _("Date of birth"), "value": formats.day_month_year(person.birth_date) if may_contact and person.birth_date else ""},
        {"label": _("Marital status"), "value": str(person.get_marital_status_display()) if person.marital_status else ""},
        {"label": _("Schooling"), "value": str(person.get_education_display()) if person.education else ""},
        {"label": _("Phone"), "value": formats.phone(person.phone) if may_contact and person.phone else ""},
        {"label": _("E-mail"), "value": person.email if may_contact else ""},
        {"label": _("Address"), "value": place},
        {"label": _("Sent"), "value": formats.recent_when(scene.admission.data_sent_at) if scene.admission.data_sent_at else _("not yet")},
    ]


def agreed_facts(scene: Scene, *, show_pay: bool) -> Facts:
    job, hours, manager, employee = scene.job(), scene.hours(), scene.manager(), scene.admission.employee
    pay = scene.pay() if show_pay else None
    return [
        {"label": pgettext("employment", "Position"), "value": job.position.name if job else ""},
        {"label": _("Department"), "value": job.department.name if job else ""},
        {"label": _("Establishment"), "value": job.establishment.name if job else ""},
        {"label": _("Work schedule"), "value": hours.schedule.name if hours else ""},
        {"label": _("Manager"), "value": manager.manager.person.called if manager else ""},
        {"label": _("Contract"), "value": str(employee.get_contract_kind_display())},
        {"label": _("Probation until"), "value": formats.day_month_year(employee.probation_until) if employee.probation_until else ""},
        {"label": _("Last day"), "value": formats.day_month_year(employee.term_ends_on) if employee.term_ends_on else ""},
        {"label": _("First day"), "value": formats.day_month_year(employee.admitted_on)},
        {"label": _("Papers until"), "value": formats.day_month_year(scene.admission.papers_due_on)},
        {"label": _("Salary"), "value": f"{formats.brl(pay.amount)} {pay.get_unit_display()}" if pay else ""},
    ]


def exam_facts(scene: Scene, *, show_result: bool) -> Facts:
    exam = scene.exam()
    if exam is None:
        return []
    words = {"fit": _("Fit"), "unfit": _("Unfit")}.get(exam.result, "") if show_result else ""
    return [
        {"label": _("When"), "value": formats.long_when(exam.scheduled_for) if exam.scheduled_for else ""},
        {"label": _("Clinic"), "value": ", ".join(filter(None, [exam.clinic, exam.clinic_address]))},
        {"label": _("Examined on"), "value": formats.day_month_year(exam.done_on) if exam.done_on else ""},
        {"label": _("Result"), "value": words or (_("recorded") if exam.result else "")},
        {"label": _("Physician"), "value": f"{exam.physician}, CRM {exam.crm}/{exam.crm_state}" if exam.physician else ""},
        {"label": _("Next exam by"), "value": formats.day_month_year(exam.valid_until) if exam.valid_until else ""},
    ]


def texts(scene: Scene) -> list[dict[str, Any]]:
    """Contract and policies with their acceptance."""
    employee = scene.admission.employee
    accepted = {row.text.code: row for row in queries.acceptances_of(employee.pk)}
    rows = []
    for text in queries.required_texts(employee):
        row = accepted.get(text.code)
        if row is not None:
            shown = {"version": row.text.version, "at": row.accepted_at, "url": reverse("acceptance_pdf", args=[row.code])}
        else:
            url = reverse("admission_text_preview", args=[scene.admission.number, text.code])
            shown = {"version": text.version, "at": None, "url": url}
        shown["state"] = "accepted" if row is not None else "over" if scene.facts.is_cancelled else "open"
        rows.append({"title": text.title} | shown)
    return rows


def events(scene: Scene) -> list[dict[str, Any]]:
    return [{"kind": event.kind, "state": event.state, "due_on": event.due_on} for event in scene.events()]


def link_facts(scene: Scene) -> str:
    """One sentence about the candidate's link."""
    link = scene.link()
    if link is None and not scene.is_open:
        return _("No link was made.")
    if link is None:
        return _("No link yet: it is made when the invitation leaves.")
    if link.revoked_at is not None:
        return _("The link is closed.")
    told = _("The link holds until %(day)s.") % {"day": formats.day_month_year(link.expires_at)}
    if link.last_used_at is None:
        return f"{told} " + _("It has not been opened yet.")
    return f"{told} " + _("Last opened %(when)s.") % {"when": formats.recent_when(link.last_used_at)}


def qualification(scene: Scene, actor: Actor) -> dict[str, str]:
    texts = {
        "qualified": _("Name, CPF and date of birth agree with the Receita."),
        "divergent": _("Something differs at the Receita. Solve it before the file for eSocial."),
        "pending": _("Not compared with the Receita yet."),
    }
    if scene.facts.is_cancelled and scene.facts.qualification == "pending":
        return {"state": "over", "text": _("The admission ended before the comparison with the Receita."), "url": ""}
    url = reverse("qualification", args=[scene.admission.employee.number]) if actor.may("hr.qualify") else ""
    return {"state": scene.facts.qualification, "text": texts[scene.facts.qualification], "url": url}


def turn_words(row: AdmissionRow) -> str:
    """ "with the candidate: RG not sent"."""
    return step_text(row.step.code, row.step.name) if row.step else _("waits for the first day")
