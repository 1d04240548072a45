"""What every act on the papers of one person waits for."""

from backoffice.core import locks as core_locks
from hr import locks


def lock_papers_of(person_id: int) -> None:
    """
    Until the transaction ends, nobody else hands in or judges papers of this person.

    The admission comes first, as everywhere (hr.locks): the stage is computed at the end of these acts.
    """
    locks.lock_open_admission_of(person_id)
    core_locks.advisory_lock("hr.papers", person_id)
