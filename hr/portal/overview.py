"""The first page of the portal: what is with the candidate, what is moving, what is settled.  A fixed number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from backoffice.core import clock
from backoffice.core.templatetags import formats
from hr.admission.stages import EXAM_PAPER
from hr.models import Acceptance, Admission, MedicalExam
from hr.portal import steps
from hr.portal.dates import sent_when, weekday_and_day
from hr.queries.acceptances import acceptances_of
from hr.queries.documents import PaperState, paper_states
from hr.queries.portal_data import digests
from hr.queries.qualification import QUALIFIED, qualification_of
from hr.queries.texts import required_texts
from hr.services.acceptance import SIGNING_STAGES
from hr.services.portal_data import OPEN_STAGES

# More open parts than this are one row: a wall of nine buttons helps nobody.
MOST_SINGLE_PARTS = 3
TO_DO = ("missing", "refused", "expired")


@dataclass(frozen=True, slots=True)
class Act:
    """A button of a row.  ``icon`` may be empty."""

    label: str
    url: str
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``status`` is a value of core.statuses "portal"."""

    title: str
    status: str
    detail: str = ""
    acts: tuple[Act, ...] = ()
    is_mandatory: bool = False

    @property
    def css(self) -> str:
        """The shade of the row, by its status."""
        return {"redo": "bad", "missing": "note", "look": "note", "to_accept": "note", "review": "go", "not_needed": "void"}.get(
            self.status, "done" if self.status in ("accepted", "done") else "wait"
        )


@dataclass(slots=True)
class Overview:
    """``stations`` are the four of the bar: (name, is done, is the present one)."""

    with_you: list[Row] = field(default_factory=list)
    moving: list[Row] = field(default_factory=list)
    settled: list[Row] = field(default_factory=list)
    stations: list[tuple[str, bool, bool]] = field(default_factory=list)
    to_sign: int = 0
    is_complete: bool = False

    @property
    def missing(self) -> int:
        """How many obligatory rows wait for the candidate."""
        return sum(row.is_mandatory for row in self.with_you)


def read_overview(admission: Admission, *, at: datetime) -> Overview:
    """Everything the first page shows of this admission."""
    page = Overview()
    saved = dict(admission.portal_steps.values_list("code", "digest"))
    present = digests(admission.employee)
    open_parts = [step for step in steps.STEPS if step.code not in saved]
    papers = paper_states(person_id=admission.employee.person_id, on=clock.company_date(at))
    asked = [paper for paper in papers.values() if paper.kind_code != EXAM_PAPER and (paper.is_asked or paper.state != "missing")]
    _papers_to_do(page, asked)
    _parts_to_do(page, open_parts)
    _changed_parts(page, [step for step in steps.STEPS if step.code in saved and saved[step.code] != present[step.code]])
    has_open_papers = any(paper.is_mandatory and paper.state in TO_DO for paper in asked)
    page.is_complete = not open_parts and not has_open_papers
    _exam(page, admission, at=at)
    _papers_moving(page, asked, at=at)
    _data(page, admission, open_parts, at=at)
    _papers_settled(page, asked, _checked_on(admission))
    _texts(page, admission)
    # What is optional waits behind what somebody waits for.
    page.with_you.sort(key=lambda row: not row.is_mandatory and row.status != "look")
    _stations(page, admission, has_open_parts=bool(open_parts), has_open_papers=has_open_papers)
    return page


def _papers_to_do(page: Overview, papers: list[PaperState]) -> None:
    """Refused ones first, optional ones last."""
    to_do = [paper for paper in papers if paper.state in TO_DO]
    for paper in sorted(to_do, key=lambda paper: (not paper.is_mandatory, paper.state == "missing")):
        url = reverse("portal_paper", args=[paper.kind_code])
        again = paper.state != "missing"
        acts = (
            Act(_("Take another picture") if again else _("Take a picture"), f"{url}#camera", "photo_camera"),
            Act(_("Choose a file"), f"{url}#arquivo"),
        )
        status = "redo" if again else "missing" if paper.is_mandatory else "optional"
        detail = paper.reason if paper.state == "refused" else _("it has expired: send the new one") if again else paper.advice
        page.with_you.append(Row(title=paper.name, status=status, detail=detail, acts=acts, is_mandatory=paper.is_mandatory))


def _parts_to_do(page: Overview, parts: list[steps.Step]) -> None:
    if len(parts) > MOST_SINGLE_PARTS:
        left = ngettext("%(count)d of %(total)d part to fill in", "%(count)d of %(total)d parts to fill in", len(parts))
        detail = left % {"count": len(parts), "total": len(steps.STEPS)}
        act = Act(_("Begin") if len(parts) == len(steps.STEPS) else _("Go on"), _url(parts[0]))
        page.with_you.insert(0, Row(title=_("Your data"), status="missing", detail=detail, acts=(act,), is_mandatory=True))
        return
    rows = [
        Row(title=str(part.title), status="missing", detail=str(part.hint), acts=(Act(_("Fill in"), _url(part)),), is_mandatory=True)
        for part in parts
    ]
    # Behind what was refused: that is what somebody waits for.
    refused = sum(row.status == "redo" and row.is_mandatory for row in page.with_you)
    page.with_you[refused:refused] = rows


def _changed_parts(page: Overview, parts: list[steps.Step]) -> None:
    for part in parts:
        detail = _("the people desk changed something here after you saved it")
        page.with_you.append(Row(title=str(part.title), status="look", detail=detail, acts=(Act(_("Look at it"), _url(part)),)))


def _exam(page: Overview, admission: Admission, *, at: datetime) -> None:
    rows = MedicalExam.objects.filter(employee=admission.employee, kind=MedicalExam.Kind.ADMISSION, cancelled_at=None)
    exam = rows.order_by("-pk").first()
    if exam is None:
        return
    if exam.done_on is not None:
        detail = _("on %(day)s") % {"day": formats.short_date(exam.done_on)}
        page.settled.append(Row(title=_("Admission exam"), status="done", detail=detail))
    elif exam.scheduled_for is not None:
        when = _("%(day)s, at %(time)s") % {
            "day": weekday_and_day(timezone.localdate(exam.scheduled_for)),
            "time": formats.clock(exam.scheduled_for),
        }
        detail = ", ".join(filter(None, [when, exam.clinic, exam.clinic_address]))
        page.moving.append(Row(title=_("Admission exam"), status="scheduled" if exam.scheduled_for > at else "review", detail=detail))


def _papers_moving(page: Overview, papers: list[PaperState], *, at: datetime) -> None:
    for paper in papers:
        if paper.state == "sent" and paper.uploaded_at:
            detail = _("sent %(when)s") % {"when": sent_when(paper.uploaded_at, now=at)}
            act = Act(_("Send again"), reverse("portal_paper", args=[paper.kind_code]))
            page.moving.append(Row(title=paper.name, status="review", detail=detail, acts=(act,)))


def _data(page: Overview, admission: Admission, open_parts: list[steps.Step], *, at: datetime) -> None:
    if len(open_parts) == len(steps.STEPS):
        return
    act = Act(_("See or correct") if admission.stage in OPEN_STAGES else _("See"), reverse("portal_data"))
    if admission.data_sent_at and admission.stage == Admission.Stage.REVIEW:
        detail = _("sent %(when)s") % {"when": sent_when(admission.data_sent_at, now=at)}
        page.moving.append(Row(title=_("Your data"), status="review", detail=detail, acts=(act,)))
    else:
        done = len(steps.STEPS) - len(open_parts)
        detail = _("%(done)d of %(total)d parts") % {"done": done, "total": len(steps.STEPS)}
        page.settled.append(Row(title=_("Your data"), status="done", detail=detail, acts=(act,)))


def _checked_on(admission: Admission) -> str:
    """When the CPF was found in order at the Receita, in words; empty if it was not yet."""
    found = qualification_of(admission.employee.person_id).own
    if found.state != QUALIFIED or found.newest is None:
        return ""
    return _("checked at the Receita on %(day)s") % {"day": formats.short_date(found.newest.consulted_on)}


def _papers_settled(page: Overview, papers: list[PaperState], checked: str) -> None:
    for paper in papers:
        if paper.state == "accepted":
            page.settled.append(Row(title=paper.name, status="accepted", detail=checked if paper.kind_code == "cpf" else ""))
    if checked and not any(paper.kind_code == "cpf" and paper.state == "accepted" for paper in papers):
        page.settled.append(Row(title="CPF", status="accepted", detail=checked))
    for paper in papers:
        if paper.state == "waived":
            page.settled.append(Row(title=paper.name, status="not_needed"))


def _texts(page: Overview, admission: Admission) -> None:
    accepted = acceptances_of(admission.employee_id)
    if admission.stage in SIGNING_STAGES:
        codes = {each.text.code for each in accepted}
        for text in required_texts(admission.employee):
            if text.code not in codes:
                act = Act(_("Read and accept"), reverse("portal_text", args=[text.pk]))
                detail = _("your contract, ready to be read") if text.is_contract else _("read it and accept it")
                page.with_you.append(Row(title=text.title, status="to_accept", detail=detail, acts=(act,), is_mandatory=True))
                page.to_sign += 1
    page.settled += [_accepted_row(each) for each in accepted]


def _accepted_row(acceptance: Acceptance) -> Row:
    when = formats.long_when(acceptance.accepted_at)
    act = Act(_("Download PDF"), reverse("portal_acceptance", args=[acceptance.code]))
    return Row(title=acceptance.text.title, status="accepted", detail=_("accepted on %(when)s") % {"when": when}, acts=(act,))


def _stations(page: Overview, admission: Admission, *, has_open_parts: bool, has_open_papers: bool) -> None:
    is_checked = admission.stage in SIGNING_STAGES
    done: Mapping[str, bool] = {
        _("Your data"): not has_open_parts,
        _("Documents"): not has_open_papers,
        pgettext("portal", "Checking"): is_checked,
        _("Signature"): is_checked and not page.to_sign,
    }
    present = next((name for name, is_done in done.items() if not is_done), "")
    page.stations = [(name, is_done, name == present) for name, is_done in done.items()]


def _url(part: steps.Step) -> str:
    return reverse("portal_part", args=[part.slug])
