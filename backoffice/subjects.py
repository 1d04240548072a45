"""
The records that people talk about (docs/mechanisms/conversation.md): kind -> who may see it, its name, its page, its story.

Reading and writing comments follow the record's own permission.
"""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core.actors import Actor
from backoffice.core.errors import NotFound
from backoffice.intranet.story import StoryLine
from backoffice.intranet.subjects import Subject
from backoffice.privacy import timeline as privacy
from backoffice.privacy.queries import find_number, list_story
from finance import queries as finance
from hr.queries.admission_story import find_admission_key, list_admission_story
from hr.queries.people import get_employee
from hr.queries.story import list_employee_story
from inventory import queries as inventory
from orders import queries as orders
from orders.queries.listing import find_order


def _find_order(key: str, actor: Actor) -> str | None:
    try:
        return find_order(key, actor).number
    except NotFound:
        return None


def _tell_order(key: str, actor: Actor, limit: int) -> Sequence[StoryLine]:
    return [_story_line(entry) for entry in orders.list_timeline(number=key, actor=actor, limit=limit)]


def _find_customer(key: str, actor: Actor) -> str | None:
    try:
        return str(orders.get_customer(customer_id=int(key[:18]), actor=actor).id)
    except (NotFound, ValueError):
        return None


def _story_line(entry: orders.TimelineEntry) -> StoryLine:
    return StoryLine(
        at=entry.at,
        actor_kind=entry.actor_kind,
        actor_name=entry.actor_name,
        icon=entry.icon,
        text=entry.text,
        detail=entry.detail,
        is_refusal=entry.action == "order.act_refused",
    )


def _find_reconciliation(key: str, actor: Actor) -> str | None:
    try:
        job_id = UUID(key)
    except ValueError:
        return None
    return str(job_id) if inventory.find_reconciliation(job_id=job_id, actor=actor) else None


def _tell_request(key: str, actor: Actor, limit: int) -> Sequence[StoryLine]:
    lines = []
    for entry in list_story(number=key, limit=limit):
        icon, text = privacy.tell(entry.action)
        lines.append(StoryLine(at=entry.at, actor_kind=entry.actor_kind, actor_name=entry.actor_name, icon=icon, text=text, detail=""))
    return lines


def _find_employee(key: str, actor: Actor) -> str | None:
    try:
        return get_employee(number=key, actor=actor).number
    except NotFound:
        return None


SUBJECTS: dict[str, Subject] = {
    "admission": Subject(
        permission="hr.admit",
        label=lambda key: _("Admission %(number)s") % {"number": key},
        url=lambda key: reverse("admission_page", args=[key]),
        find=lambda key, actor: find_admission_key(number=key, actor=actor),
        story=lambda key, actor, limit: list_admission_story(number=key, actor=actor, limit=limit),
    ),
    "employee": Subject(
        permission="hr.view_people",
        label=lambda key: _("Registration number %(number)s") % {"number": key},
        url=lambda key: reverse("employee", args=[key]),
        find=_find_employee,
        story=lambda key, actor, limit: list_employee_story(number=key, actor=actor, limit=limit),
    ),
    "subject_request": Subject(
        permission="hr.manage_privacy",
        label=lambda key: _("Privacy request %(number)s") % {"number": key},
        url=lambda key: reverse("privacy_request", args=[key]),
        find=lambda key, actor: find_number(number=key, actor=actor),
        story=_tell_request,
    ),
    "order": Subject(
        permission="orders.view",
        label=lambda key: _("Order %(number)s") % {"number": key},
        url=lambda key: reverse("order_page", args=[key]),
        find=_find_order,
        story=_tell_order,
    ),
    "customer": Subject(
        permission="customers.view",
        label=lambda key: _("Customer"),
        url=lambda key: reverse("customer_page", args=[key]),
        find=_find_customer,
        story=lambda key, actor, limit: [
            _story_line(entry) for entry in orders.list_customer_story(customer_id=int(key), actor=actor, limit=limit)
        ],
    ),
    "variant": Subject(
        permission="inventory.view",
        label=lambda key: _("SKU %(sku)s") % {"sku": key},
        url=lambda key: reverse("stock_variant", args=[key]),
        find=lambda key, actor: inventory.find_sku(sku=key, actor=actor),
        story=lambda key, actor, limit: inventory.list_variant_story(sku=key, limit=limit),
    ),
    "stock_reconciliation": Subject(
        permission="inventory.view",
        label=lambda key: _("Stock reconciliation"),
        url=lambda key: reverse("stock_reconciliation", args=[key]),
        find=_find_reconciliation,
        story=lambda key, actor, limit: inventory.list_reconciliation_story(job_id=UUID(key)),
    ),
    "journal_entry": Subject(
        permission="finance.view_journal",
        label=lambda key: _("Entry %(number)s") % {"number": key.replace("-", "/")},
        url=lambda key: reverse("entry_page", args=[key]),
        find=lambda key, actor: finance.find_entry_key(number=key, actor=actor),
        story=lambda key, actor, limit: finance.list_entry_story(number=key),
    ),
}
