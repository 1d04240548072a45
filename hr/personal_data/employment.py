"""The contract of employment and its dated terms."""

from django.utils.translation import gettext_lazy

from backoffice.privacy.datamap import CLEAR, Table, Use
from hr.personal_data.uses import CONTRACT, PAY


def _term(model: str, title: str, use: Use, *told: str, plain: tuple[str, ...] = ()) -> Table:
    """A dated table of the contract: what was agreed stays with the number, the typed reason goes."""
    return Table(
        model=model,
        owner="employee__person",
        title=title,
        use=use,
        personal={"reason": CLEAR},
        told=("employee", "valid", *told),
        plain=("recorded_by", *plain),
    )


TABLES: tuple[Table, ...] = (
    Table(
        model="hr.Employee",
        owner="person",
        title=gettext_lazy("Contracts of employment"),
        use=CONTRACT,
        personal={},
        told=(
            "number",
            "state",
            "contract_kind",
            "category",
            "admitted_on",
            "probation_first_until",
            "probation_until",
            "term_ends_on",
            "ended_on",
            "end_reason",
        ),  # fmt: skip
        plain=("number", "state", "contract_kind", "category", "end_reason"),
    ),
    _term("hr.JobTerm", gettext_lazy("Positions held"), CONTRACT, "position", "department", "establishment", "cost_center"),
    _term("hr.PayTerm", gettext_lazy("Salaries"), PAY, "amount", "unit", plain=("unit",)),
    _term("hr.ScheduleTerm", gettext_lazy("Working hours"), CONTRACT, "schedule"),
    _term("hr.ManagerTerm", gettext_lazy("Managers"), CONTRACT, "manager"),
    Table(
        model="hr.CorrectedTerm",
        owner="employee__person|person",
        title=gettext_lazy("Corrected terms"),
        use=CONTRACT,
        personal={"values": CLEAR, "reason": CLEAR},
        told=("kind", "first_day", "until", "replaced_at"),
        plain=("recorded_by", "replaced_by"),
    ),
    Table(
        model="hr.ProbationDecision",
        owner="employee__person",
        title=gettext_lazy("Decisions on probation"),
        use=CONTRACT,
        personal={},
        told=("kind", "until", "decided_at"),
        plain=("kind", "decided_by"),
    ),
)
