"""Who reads what of a file is written down (LGPD art. 37)."""

from django.utils.translation import gettext as _

from backoffice.core import clock, sensitive
from backoffice.core.actors import Actor
from hr.queries.file import EmployeeFile


def note_look(file: EmployeeFile, group: str, actor: Actor, *, item: str = "") -> None:
    """Write down that this person saw this group of data; one's own is nobody's business."""
    if file.sight.is_own:
        return
    key = str(file.employee.person.key)
    sensitive.note_reads(
        subject_kind="person", subject_keys=[key], group=group, by=actor, at=clock.now(), item=item or _("Employee's file")
    )
