"""The papers of one person as a part of the file."""

from datetime import date
from typing import Any

from django.urls import reverse

from backoffice.core.actors import Actor
from hr import queries
from hr.models import Employee
from hr.queries.paper_list import list_kind_names


def papers_of(employee: Employee, *, actor: Actor, today: date) -> dict[str, Any]:
    """
    Context of ``hr/papers/_of_person.html``, in five statements.  Of others' health papers it says nothing without
    hr.view_sensitive; pictures open on their own page, where the look is noted.
    """
    is_own = actor.kind == "user" and employee.user_id == actor.id
    sees, may_hand_in = actor.may("hr.view_documents"), actor.may("hr.review_documents")
    states = queries.paper_states(person_id=employee.person_id, on=today) if sees or is_own else {}
    shown = [state for state in states.values() if is_own or actor.may("hr.view_sensitive") or not state.is_health]
    return {
        "papers": [
            {
                "state": state,
                "url": reverse("paper", args=[state.document_id]) if sees and state.document_id else "",
                "hand_in_url": reverse("paper_hand_in", args=[employee.number, state.kind_code]) if may_hand_in else "",
            }
            for state in shown
        ],
        "more_kinds": [(code, name) for code, name in list_kind_names() if code not in states] if may_hand_in else [],
        "more_url": reverse("paper_hand_in_other", args=[employee.number]),
    }
