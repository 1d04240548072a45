"""Everything a page about one admission needs, read once."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hr import queries
from hr.admission import stages
from hr.admission.stages import Facts, Step
from hr.models import Admission, EsocialEvent, JobTerm, ManagerTerm, MedicalExam, PayTerm, PortalLink, ScheduleTerm
from hr.queries.admissions import get_facts


@dataclass(slots=True)
class Scene:
    """One admission with its facts; ``extra`` are further parts of the address (the kind of a paper)."""

    admission: Admission
    today: date
    facts: Facts
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.admission.employee.person.called

    @property
    def steps(self) -> list[Step]:
        return stages.open_steps(self.facts)

    @property
    def next(self) -> Step | None:
        return stages.next_step(self.facts)

    @property
    def is_open(self) -> bool:
        return not (self.facts.is_done or self.facts.is_cancelled)

    def job(self) -> JobTerm | None:
        return self.admission.employee.job_terms.select_related("position", "department", "establishment").order_by("-valid").first()

    def pay(self) -> PayTerm | None:
        return self.admission.employee.pay_terms.order_by("-valid").first()

    def hours(self) -> ScheduleTerm | None:
        return self.admission.employee.schedule_terms.select_related("schedule").order_by("-valid").first()

    def manager(self) -> ManagerTerm | None:
        return self.admission.employee.manager_terms.select_related("manager__person").order_by("-valid").first()

    def exam(self) -> MedicalExam | None:
        """The newest one that was not called off."""
        rows = MedicalExam.objects.filter(employee=self.admission.employee, kind=MedicalExam.Kind.ADMISSION, cancelled_at=None)
        return rows.order_by("-pk").first()

    def link(self) -> PortalLink | None:
        return self.admission.links.order_by("-created_at", "-pk").first()

    def events(self) -> list[EsocialEvent]:
        kinds = (EsocialEvent.Kind.S2190, EsocialEvent.Kind.S2200)
        rows = EsocialEvent.objects.filter(employee=self.admission.employee, kind__in=kinds).exclude(state=EsocialEvent.State.SUPERSEDED)
        return list(rows.defer("payload", "problems").order_by("pk"))


def read_scene(*, number: str, actor: Any, today: date, extra: dict[str, Any]) -> Scene:
    """:raises UnknownAdmission: there is none, or the actor may not know of it"""
    admission = queries.get_admission(number=number, actor=actor)
    return Scene(admission, today, get_facts(admission, today=today), extra)
