"""What may be done with an admission: the one next step, and the rest with the reason where it cannot be done now."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from hr.admission import stages
from hr.admission.stages import Step
from hr.errors import AdmissionIncomplete, ContractAccepted, StartAhead
from hr.models import Acceptance, Document
from hr.views.admission.scene import Scene


def next_act(scene: Scene, actor: Actor) -> dict[str, str] | None:
    """The main button: {"label", "icon", "url", "dialog"}; None when nothing is to be done here now."""
    if not scene.is_open or not actor.may("hr.admit"):
        return None
    step = scene.next
    if step is None:
        return _act(scene, "admission_admit", _("Admit"), "how_to_reg") if scene.facts.start_on <= scene.today else None
    return _of_step(step, scene)


def _of_step(step: Step, scene: Scene) -> dict[str, str] | None:
    number = scene.admission.employee.number
    if step.code == "paper_sent":
        return _link(_paper_url(step, scene), _("Review document"), "rule")
    if step.code.startswith("qualification"):
        return _link(reverse("qualification", args=[number]), _("Check CPF"), "fact_check")
    if step.code.startswith("exam"):
        # On the first day no exam can be booked any more, only written down.
        if step.code == "exam_none" and scene.facts.start_on > scene.today:
            return _act(scene, "admission_exam", _("Schedule exam"), "event")
        return _act(scene, "admission_result", _("Record result"), "medical_services")
    if step.code == "contract_text":
        return _link(reverse("admission_texts"), _("Publish contract"), "contract")
    if step.stage == stages.ESOCIAL:
        return _link(f"{reverse('employee', args=[number])}?tab=esocial", _("See eSocial files"), "outgoing_mail")
    if step.stage == stages.EXAM:
        return _link(reverse("paper_hand_in", args=[number, step.key]), _("Send the ASO"), "upload_file")
    if scene.admission.employee.person.email:
        return _act(scene, "admission_resend", _("Send link again"), "mail")
    return None


def more_acts(scene: Scene, actor: Actor) -> list[dict[str, Any]]:
    """The menu; what cannot be done says why."""
    if not scene.is_open or not actor.may("hr.admit"):
        return []
    contracts = Acceptance.objects.filter(employee=scene.admission.employee, text__is_contract=True)
    accepted = contracts.values_list("accepted_at", flat=True).first()
    fixed = text_of(ContractAccepted(accepted_at=accepted)) if accepted else ""
    no_mail = "" if scene.admission.employee.person.email else _("The candidate has no e-mail address: make a link and send it by message.")
    acts = [
        _act(scene, "admission_resend", _("Send link again"), "mail", reason=no_mail),
        _act(scene, "admission_start", _("Move first day"), "calendar_month", reason=fixed),
        _act(scene, "admission_exam", _("Schedule exam") if scene.facts.exam == "none" else _("Another appointment"), "event"),
    ]
    if actor.may("hr.view_pay"):
        acts.insert(2, _act(scene, "admission_terms", _("Change terms"), "edit", reason=fixed))
    if actor.may("hr.view_sensitive"):
        acts.append(_act(scene, "admission_result", _("Record result of the exam"), "medical_services"))
    acts.append(_act(scene, "admission_admit", _("Admit"), "how_to_reg", reason=_why_not(scene)))
    cancel = _act(scene, "admission_cancel", _("Cancel admission"), "cancel")
    return [*acts, cancel | {"bad": True, "line": True}]


def _why_not(scene: Scene) -> str:
    """Why nobody can be admitted now; the dialog opens where only S-2200 is open and may follow."""
    blocking = stages.blocking(scene.facts)
    if scene.facts.s2190 == "receipted":
        blocking = [step for step in blocking if step.code != "s2200"]
    if blocking:
        return text_of(AdmissionIncomplete(missing=[{"step": step.code, "name": step.name} for step in blocking]))
    return text_of(StartAhead(start_on=scene.facts.start_on)) if scene.facts.start_on > scene.today else ""


def _paper_url(step: Step, scene: Scene) -> str:
    document = Document.objects.filter(person=scene.admission.employee.person, kind__code=step.key, state=Document.State.SENT)
    key = document.order_by("pk").values_list("pk", flat=True).first()
    return reverse("paper", args=[key]) if key else reverse("papers")


def _act(scene: Scene, name: str, label: str, icon: str, *, reason: str = "") -> dict[str, Any]:
    url = reverse(name, args=[scene.admission.number])
    return {"label": label, "icon": icon, "url": url, "dialog_url": url, "reason": reason}


def _link(url: str, label: str, icon: str) -> dict[str, str]:
    return {"label": label, "icon": icon, "url": url, "dialog_url": ""}
