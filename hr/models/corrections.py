"""What was written down wrongly and put right."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core.sealing import SealedTextField
from hr.models.employment import Employee
from hr.models.person import Person


class CorrectedTerm(models.Model):
    """
    A dated term as it read before it was replaced: history that does not count any more, but is not forgotten.

    ``values`` is JSON of the row's own fields (a salary, an address), hence sealed.  Insert-only.
    """

    class Kind(models.TextChoices):
        JOB = "job", pgettext_lazy("employment", "Position")
        PAY = "pay", _("Salary")
        SCHEDULE = "schedule", _("Work schedule")
        MANAGER = "manager", _("Manager")
        ADDRESS = "address", _("Address")

    employee = models.ForeignKey(Employee, null=True, on_delete=models.PROTECT, related_name="corrected_terms")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="corrected_addresses")
    kind = models.CharField(max_length=8, choices=Kind)
    first_day = models.DateField()
    until = models.DateField(null=True)
    values = SealedTextField()
    reason = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)
    replaced_at = models.DateTimeField()
    replaced_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("corrected term")
        verbose_name_plural = _("corrected terms")
        ordering = ["first_day", "replaced_at"]
        constraints = [
            models.CheckConstraint(condition=Q(employee__isnull=True) ^ Q(person__isnull=True), name="hr_correctedterm_of_one"),
        ]
