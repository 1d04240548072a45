"""What may be done with a file: the one next step, and the acts behind "more actions", refused ones with their reason."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.actors import Actor
from backoffice.core.templatetags import formats
from hr.models import Employee
from hr.papers import PHOTO
from hr.queries.file import EmployeeFile

# address name, label, icon, hint, permission besides hr.change_people
_ACTS: list[tuple[str, str | Promise, str, str | Promise, str]] = [
    ("employee_job", gettext_lazy("Change position"), "work", gettext_lazy("Position, department, place of work"), ""),
    (
        "employee_pay",
        gettext_lazy("Change salary"),
        "payments",
        gettext_lazy("From a day on; the former one stays in the history"),
        "hr.view_pay",
    ),
    ("employee_schedule", gettext_lazy("Change work schedule"), "schedule", "", ""),
    ("employee_manager", gettext_lazy("Change manager"), "account_tree", "", ""),
    ("employee_address", gettext_lazy("Change address"), "home", "", ""),
    ("employee_account", gettext_lazy("Change bank data"), "account_balance", gettext_lazy("Asks first who you are"), "hr.view_bank"),
    ("employee_access", gettext_lazy("Account to sign in"), "badge", gettext_lazy("Invite by e-mail, or link an account"), ""),
]
# Contract and pay end with the contract; the person's own data go on.
_OF_CONTRACT = frozenset({"employee_job", "employee_pay", "employee_schedule", "employee_manager", "employee_access"})


def may_change(file: EmployeeFile, actor: Actor) -> bool:
    """Whether this person changes files at all, and this one has not been anonymised."""
    return actor.may("hr.change_people") and file.employee.person.anonymised_at is None


def acts(file: EmployeeFile, actor: Actor) -> list[dict[str, Any]]:
    """The menu; what the state refuses stays with its reason."""
    if not may_change(file, actor):
        return []
    items = []
    for name, label, icon, hint, permission in _ACTS:
        if permission and not actor.may(permission):
            continue
        url = reverse(name, args=[file.employee.number])
        items.append({"label": label, "icon": icon, "hint": hint, "dialog_url": url, "reason": _refusal(name, file)})
    if actor.may("hr.review_documents"):
        items.append(
            {
                "label": _("Change photo"),
                "icon": "photo_camera",
                "hint": _("Holds once it was reviewed"),
                "url": reverse("paper_hand_in", args=[file.employee.number, PHOTO]),
                "dialog_url": "",
                "reason": "",
            }
        )
    return items


def next_step(file: EmployeeFile, actor: Actor) -> dict[str, str] | None:
    """The one filled button."""
    employee = file.employee
    if employee.state == Employee.State.PREPARING and actor.may("hr.admit") and hasattr(employee, "admission"):
        return {"label": _("Open admission"), "icon": "how_to_reg", "url": f"/admissoes/{employee.admission.number}/", "dialog": ""}
    if employee.state == Employee.State.ACTIVE and employee.user_id is None and may_change(file, actor):
        url = reverse("employee_access", args=[employee.number])
        return {"label": _("Invite to sign in"), "icon": "badge", "url": url, "dialog": url}
    return None


def _refusal(name: str, file: EmployeeFile) -> str:
    employee = file.employee
    if name in _OF_CONTRACT and employee.ended_on is not None:
        return _("The contract ended on %(day)s.") % {"day": formats.day_month_year(employee.ended_on)}
    if name == "employee_pay" and file.sight.is_own:
        return _("Nobody changes the own salary. Somebody else of People has to do it.")
    if name == "employee_access" and employee.user_id is not None:
        return _("There is an account already.")
    return ""
