"""Where and as what people work."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DIGITS_7, DIGITS_6 = r"^[0-9]{7}$", r"^[0-9]{6}$"


class Establishment(models.Model):
    """
    A place of the company with its own CNPJ (matriz, filial).

    ``city_code`` is the IBGE's, 7 digits: local holidays and eSocial go by it.  ``union_cnpj`` is the union of the
    trade, which S-2200 names (cnpjSindCategProf).
    """

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    cnpj = models.CharField("CNPJ", max_length=14, unique=True)
    postal_code = models.CharField(_("CEP"), max_length=8)
    street = models.CharField(_("street"), max_length=100)
    number = models.CharField(_("number"), max_length=10)
    complement = models.CharField(_("complement"), max_length=30, blank=True)
    district = models.CharField(_("district"), max_length=90)
    city = models.CharField(_("city"), max_length=80)
    city_code = models.CharField(_("IBGE code of the city"), max_length=7)
    state = models.CharField(pgettext_lazy("address", "state"), max_length=2)
    union_name = models.CharField(_("union"), max_length=120, blank=True)
    union_cnpj = models.CharField(_("CNPJ of the union"), max_length=14, blank=True)
    is_active = models.BooleanField(_("active"), default=True, db_default=True)

    class Meta:
        verbose_name = _("establishment")
        verbose_name_plural = _("establishments")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(cnpj__regex=r"^[0-9A-Z]{12}[0-9]{2}$"), name="hr_establishment_cnpj"),
            models.CheckConstraint(condition=Q(city_code__regex=DIGITS_7), name="hr_establishment_city_code"),
        ]

    def __str__(self) -> str:
        return self.name


class CostCenter(models.Model):
    """Whose budget the pay of a person burdens."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    is_active = models.BooleanField(_("active"), default=True, db_default=True)

    class Meta:
        verbose_name = _("cost centre")
        verbose_name_plural = _("cost centres")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A part of the company; a tree.  ``head`` leads it and is the manager that a newcomer gets by default."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("inside of")
    )
    head = models.ForeignKey("hr.Employee", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("head"))
    cost_center = models.ForeignKey(
        CostCenter, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("cost centre")
    )
    is_active = models.BooleanField(_("active"), default=True, db_default=True)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")), name="hr_department_not_in_itself")
        ]

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    """What somebody is employed as (cargo).  ``cbo`` is the 6-digit code of the Classificação Brasileira de Ocupações."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    cbo = models.CharField("CBO", max_length=6)
    duties = models.TextField(_("duties"), blank=True)
    is_active = models.BooleanField(_("active"), default=True, db_default=True)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(cbo__regex=DIGITS_6), name="hr_position_cbo")]

    def __str__(self) -> str:
        return self.name


class WorkSchedule(models.Model):
    """
    When somebody works in a week.  ``journey`` and ``part_time`` are eSocial's tpJornada and tmpParc.

    ``weekly_hours`` is the contract's figure (44.00 is the limit of CF art. 7 XIII); the days say where they lie.
    """

    class Journey(models.TextChoices):
        TWELVE_36 = "2", _("12 x 36 hours")
        FIXED_WITH_ROTATING_REST = "3", _("fixed hours, rest day rotates")
        FIXED_SUNDAY_OFF = "4", _("fixed hours, Sunday off")
        FIXED_OTHER_DAY_OFF = "5", _("fixed hours, another fixed day off")
        FIXED_SUNDAY_AND_SATURDAY_ROTATE = "6", _("fixed hours, Sunday and another day in turns")
        ROTATING_SHIFTS = "7", _("rotating shifts")
        OTHER = "9", _("other")

    class PartTime(models.TextChoices):
        NO = "0", _("not part time")
        UP_TO_25 = "1", _("part time up to 25 hours a week")
        UP_TO_30 = "2", _("part time up to 30 hours a week, no overtime")
        UP_TO_26 = "3", _("part time up to 26 hours a week, with overtime")

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    weekly_hours = models.DecimalField(_("hours a week"), max_digits=4, decimal_places=2)
    journey = models.CharField(_("kind of working time"), max_length=1, choices=Journey, default=Journey.FIXED_SUNDAY_OFF)
    part_time = models.CharField(_("part time"), max_length=1, choices=PartTime, default=PartTime.NO)
    is_active = models.BooleanField(_("active"), default=True, db_default=True)

    class Meta:
        verbose_name = _("work schedule")
        verbose_name_plural = _("work schedules")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(weekly_hours__gt=0, weekly_hours__lte=44), name="hr_schedule_weekly_hours")]

    def __str__(self) -> str:
        return self.name


class WorkDay(models.Model):
    """One working day of a schedule: 0 is Monday.  A day that ends before it begins goes past midnight."""

    schedule = models.ForeignKey(WorkSchedule, on_delete=models.CASCADE, related_name="days")
    weekday = models.PositiveSmallIntegerField(_("day of the week"))
    starts_at = models.TimeField(_("begins"))
    ends_at = models.TimeField(_("ends"))
    break_minutes = models.PositiveSmallIntegerField(_("break in minutes"), default=60)

    class Meta:
        verbose_name = _("working day")
        verbose_name_plural = _("working days")
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "weekday"], name="hr_workday_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hr_workday_weekday"),
        ]
