"""Vacation and leave: asked for, decided, taken, and by whom on another's behalf."""

from django.utils.translation import gettext_lazy

from backoffice.privacy.datamap import CLEAR, Table
from hr.personal_data.uses import CONTRACT, HEALTH

TABLES: tuple[Table, ...] = (
    Table(
        model="hr.LeaveRequest",
        owner="employee__person",
        title=gettext_lazy("Requests for leave"),
        use=CONTRACT,
        personal={"note": CLEAR, "reason": CLEAR},
        told=("kind", "state", "sold_days", "asked_at", "decided_at"),
        plain=("state",),
    ),
    Table(
        model="hr.RequestedDays",
        owner="request__employee__person",
        title=gettext_lazy("Days asked for"),
        use=CONTRACT,
        personal={},
        told=("first_day", "last_day"),
    ),
    Table(
        model="hr.LeaveEntry",
        owner="employee__person",
        title=gettext_lazy("Vacation and leave"),
        use=CONTRACT,
        personal={"reason": CLEAR},
        told=("kind", "sort", "days", "away", "window_start", "recorded_at"),
        plain=("sort", "recorded_by"),
    ),
    Table(
        model="hr.LeaveCertificate",
        owner="entry__employee__person",
        title=gettext_lazy("Medical certificates"),
        use=HEALTH,
        personal={"cid": CLEAR, "physician": CLEAR, "crm": CLEAR, "crm_state": CLEAR},
    ),
    Table(
        model="hr.VacationWindow",
        owner="employee__person",
        title=gettext_lazy("Vesting periods of vacation"),
        use=CONTRACT,
        personal={},
        told=("start", "end", "limit_on", "right_days", "taken_days", "sold_days", "balance"),
    ),
    Table(
        model="hr.Delegation",
        owner="manager__person",
        title=gettext_lazy("Delegations given"),
        use=CONTRACT,
        personal={"reason": CLEAR},
        told=("delegate", "valid"),
        plain=("created_by", "ended_by"),
    ),
)
