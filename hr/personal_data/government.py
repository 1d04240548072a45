"""What is told to the government: the CPF's qualification and eSocial."""

from django.utils.translation import gettext_lazy

from backoffice.privacy.datamap import CLEAR, Table
from hr.personal_data.uses import GOVERNMENT

TABLES: tuple[Table, ...] = (
    Table(
        model="hr.Qualification",
        owner="person",
        title=gettext_lazy("CPF qualification"),
        use=GOVERNMENT,
        personal={
            "checked_name": CLEAR,
            "checked_cpf": CLEAR,
            "checked_birth_date": CLEAR,
            "receita_name": CLEAR,
            "receita_birth_date": CLEAR,
            "control_code": CLEAR,
            "findings": CLEAR,
        },
        told=("result", "situation", "consulted_on", "recorded_at"),
        plain=("result", "situation", "recorded_by"),
        deletes=True,
    ),
    Table(
        model="hr.EsocialTerms",
        owner="employee__person",
        title=gettext_lazy("Terms for eSocial"),
        use=GOVERNMENT,
        personal={},
        told=("regime", "residence", "entry_condition"),
        plain=("regime", "school_cnpj", "residence", "entry_condition"),
    ),
    Table(
        model="hr.EsocialEvent",
        owner="employee__person",
        title=gettext_lazy("eSocial events"),
        use=GOVERNMENT,
        personal={"payload": CLEAR, "problems": CLEAR, "refusal": CLEAR},
        told=("event_id", "kind", "occurred_on", "state", "exported_at", "receipt", "answered_at"),
        plain=(
            "event_id",
            "kind",
            "reference",
            "state",
            "environment",
            "validity",
            "receipt",
            "made_by",
            "exported_by",
            "answered_by",
        ),  # fmt: skip
    ),
)
