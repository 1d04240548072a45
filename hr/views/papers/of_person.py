"""The papers of one person as a part of other pages."""

from datetime import date
from typing import Any

from django.urls import reverse

from backoffice.core.actors import Actor
from hr import queries
from hr.models import Employee
from hr.queries.paper_list import list_kind_names


def papers_of(employee: Employee, *, actor: Actor, today: date) -> dict[str, Any]:
    """
    Context of ``hr/papers/_of_person.html``, in five statements.  Who may not see papers of others sees none; health papers
    need hr.view_sensitive.
    """
    if not actor.may("hr.view_documents"):
        return {"papers": [], "more_kinds": []}
    states = queries.paper_states(person_id=employee.person_id, on=today)
    shown = [state for state in states.values() if actor.may("hr.view_sensitive") or not state.is_health]
    may_hand_in = actor.may("hr.review_documents")
    return {
        "papers": [
            {
                "state": state,
                "url": reverse("paper", args=[state.document_id]) if state.document_id else "",
                "hand_in_url": reverse("paper_hand_in", args=[employee.number, state.kind_code]) if may_hand_in else "",
            }
            for state in shown
        ],
        "more_kinds": [(code, name) for code, name in list_kind_names() if code not in states] if may_hand_in else [],
        "more_url": reverse("paper_hand_in_other", args=[employee.number]),
    }
