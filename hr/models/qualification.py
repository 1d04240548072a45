"""Whether the CPF register knows a person as we do."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hr.models.person import Dependent, Person


class Qualification(models.Model):
    """
    One comparison of our data with what an operator copied from the Receita's page; never changed, the newest counts.

    ``checked_*`` is what we held at that moment: when it changes later, the result no longer counts (hr.qualification).
    ``findings`` are codes of hr.qualification.rules; a divergent result has some, a qualified one none.
    """

    class Result(models.TextChoices):
        QUALIFIED = "qualified", pgettext_lazy("qualification", "Qualified")
        DIVERGENT = "divergent", pgettext_lazy("qualification", "Divergent")

    class Situation(models.TextChoices):
        REGULAR = "regular", pgettext_lazy("CPF", "Regular")
        PENDING = "pending", pgettext_lazy("CPF", "Pending regularisation")
        SUSPENDED = "suspended", pgettext_lazy("CPF", "Suspended")
        CANCELLED = "cancelled", pgettext_lazy("CPF", "Cancelled")
        NULL = "null", pgettext_lazy("CPF", "Null")
        DECEASED = "deceased", pgettext_lazy("CPF", "Holder deceased")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="qualifications")
    dependent = models.ForeignKey(Dependent, null=True, blank=True, on_delete=models.PROTECT, related_name="qualifications")
    result = models.CharField(_("result"), max_length=9, choices=Result)
    findings = models.JSONField(default=list)
    checked_name = models.CharField(max_length=70)
    checked_cpf = models.CharField(max_length=11)
    checked_birth_date = models.DateField(null=True)
    receita_name = models.CharField(_("name at the Receita"), max_length=120)
    receita_birth_date = models.DateField(_("date of birth at the Receita"))
    situation = models.CharField(_("situation of the CPF"), max_length=9, choices=Situation)
    consulted_on = models.DateField(_("consulted on"))
    control_code = models.CharField(_("control code"), max_length=40)
    evidence = models.ForeignKey("core.KeptFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.CharField(max_length=150, editable=False)

    class Meta:
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(result__in=["qualified", "divergent"]), name="hr_qualification_result"),
            models.CheckConstraint(condition=Q(result="divergent") ^ Q(findings=[]), name="hr_qualification_findings"),
            models.CheckConstraint(
                condition=Q(situation__in=["regular", "pending", "suspended", "cancelled", "null", "deceased"]),
                name="hr_qualification_situation",
            ),
        ]
        indexes = [models.Index(fields=["person", "dependent", "-id"], name="hr_qualification_newest")]
