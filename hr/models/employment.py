"""The bond between a person and the company, and what was agreed from when to when."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hr.models.person import Person
from hr.models.structure import CostCenter, Department, Establishment, Position, WorkSchedule


class Employee(models.Model):
    """
    One contract of employment.  ``number`` is the matrícula that eSocial knows: it never changes and is never used again.

    Somebody who comes back gets a new row of the same person.  What changes with time (position, pay, hours, manager)
    stands in the dated tables; this row has what is fixed at admission.  ``category`` is eSocial's codCateg.
    """

    class State(models.TextChoices):
        PREPARING = "preparing", _("In admission")
        ACTIVE = "active", _("Active")
        ENDED = "ended", _("Left")

    class ContractKind(models.TextChoices):
        INDEFINITE = "indefinite", _("Indefinite term")
        PROBATION = "probation", _("Probation, then indefinite")
        FIXED_TERM = "fixed_term", _("Fixed term")
        APPRENTICE = "apprentice", _("Apprentice")
        INTERN = "intern", _("Intern")

    class Category(models.TextChoices):
        GENERAL = "101", _("101 employee")
        APPRENTICE = "103", _("103 apprentice")
        FIXED_TERM_9601 = "105", _("105 fixed term under Lei 9.601")
        INTERMITTENT = "111", _("111 intermittent")
        INTERN = "901", _("901 intern")

    number = models.CharField(_("registration number"), max_length=30, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="employment", verbose_name=_("user")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PREPARING)
    contract_kind = models.CharField(_("kind of contract"), max_length=10, choices=ContractKind)
    category = models.CharField(_("category"), max_length=3, choices=Category, default=Category.GENERAL)
    admitted_on = models.DateField(_("admitted on"))
    # Probation of at most 90 days in one or two parts (CLT 445 and 451); both None without one.
    probation_first_until = models.DateField(_("probation until"), null=True, blank=True)
    probation_until = models.DateField(_("extended until"), null=True, blank=True)
    term_ends_on = models.DateField(_("contract ends on"), null=True, blank=True)
    ended_on = models.DateField(_("left on"), null=True, blank=True)
    end_reason = models.CharField(_("reason of leaving"), max_length=2, blank=True)
    created_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("employee")
        verbose_name_plural = _("employees")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["preparing", "active", "ended"]), name="hr_employee_state"),
            models.CheckConstraint(condition=Q(state="ended") ^ Q(ended_on__isnull=True), name="hr_employee_ended_on"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("admitted_on")), name="hr_employee_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(probation_until__isnull=True) | Q(probation_until__gte=F("probation_first_until")), name="hr_employee_probation"
            ),
            models.UniqueConstraint(fields=["person"], condition=~Q(state="ended"), name="hr_employee_one_contract"),
        ]
        indexes = [models.Index(fields=["state", "admitted_on"], name="hr_employee_by_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.person.called}"


class Dated(models.Model):
    """
    Something that holds for some days: ``valid`` is [from, until), an open end means until further notice.

    Two rows of one kind never hold on the same day for the same person: the database refuses it.
    """

    valid = DateRangeField(_("valid"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.CharField(max_length=150, editable=False)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["valid"]


def _once_a_day(owner: str, name: str) -> list[models.BaseConstraint]:
    return [
        ExclusionConstraint(name=f"hr_{name}_once_a_day", expressions=[(owner, RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)]),
        models.CheckConstraint(condition=Q(valid__isempty=False) & Q(valid__lower_inf=False), name=f"hr_{name}_has_days"),
    ]


class JobTerm(Dated):
    """Where and as what."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="job_terms")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+", verbose_name=_("position"))
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name=_("department"))
    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+", verbose_name=_("establishment"))
    cost_center = models.ForeignKey(
        CostCenter, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("cost centre")
    )

    class Meta(Dated.Meta):
        constraints = _once_a_day("employee", "jobterm")


class PayTerm(Dated):
    """What the contract pays, in BRL a month or an hour (eSocial undSalFixo 5 and 1).  Never a float."""

    class Unit(models.TextChoices):
        HOUR = "1", _("an hour")
        MONTH = "5", _("a month")

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="pay_terms")
    amount = models.DecimalField(_("salary"), max_digits=12, decimal_places=2)
    unit = models.CharField(_("per"), max_length=1, choices=Unit, default=Unit.MONTH)

    class Meta(Dated.Meta):
        constraints = [*_once_a_day("employee", "payterm"), models.CheckConstraint(condition=Q(amount__gt=0), name="hr_payterm_positive")]


class ScheduleTerm(Dated):
    """When."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="schedule_terms")
    schedule = models.ForeignKey(WorkSchedule, on_delete=models.PROTECT, related_name="+", verbose_name=_("work schedule"))

    class Meta(Dated.Meta):
        constraints = _once_a_day("employee", "scheduleterm")


class ManagerTerm(Dated):
    """Under whom; the chain has no cycle on any day (hr.services refuses one)."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="manager_terms")
    manager = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="report_terms", verbose_name=_("manager"))

    class Meta(Dated.Meta):
        constraints = [
            *_once_a_day("employee", "managerterm"),
            models.CheckConstraint(condition=~Q(employee=F("manager")), name="hr_managerterm_not_oneself"),
        ]


class AddressTerm(Dated):
    """Where somebody lives.  ``city_code`` is the IBGE's; ``street_kind`` eSocial's tpLograd (R, AV, ...)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="addresses")
    postal_code = models.CharField(_("CEP"), max_length=8)
    street_kind = models.CharField(_("kind of street"), max_length=4, blank=True)
    street = models.CharField(_("street"), max_length=100)
    number = models.CharField(_("number"), max_length=10)
    complement = models.CharField(_("complement"), max_length=30, blank=True)
    district = models.CharField(_("district"), max_length=90, blank=True)
    city = models.CharField(_("city"), max_length=80)
    city_code = models.CharField(_("IBGE code of the city"), max_length=7)
    state = models.CharField(pgettext_lazy("address", "state"), max_length=2)

    class Meta(Dated.Meta):
        constraints = [
            *_once_a_day("person", "addressterm"),
            models.CheckConstraint(condition=Q(postal_code__regex=r"^[0-9]{8}$"), name="hr_addressterm_postal_code"),
            models.CheckConstraint(condition=Q(city_code__regex=r"^[0-9]{7}$"), name="hr_addressterm_city_code"),
        ]
