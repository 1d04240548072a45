"""Leave and vacation: what kinds there are, who asked, what was granted, and on which days nobody works anyway."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core.sealing import SealedTextField
from hr.models.employment import Employee


class LeaveKind(models.Model):
    """
    A kind of absence.  ``motive`` is eSocial's codMotAfast (table 18), "" where eSocial does not ask for the event.

    ``nature`` decides what its days do: vacation uses up a right, unjustified absence shortens it (CLT 130), leave does
    neither (CLT 131).  ``window_effect`` names what may restart the year of acquisition (CLT 133): social security from
    the 16th day on, or paid leave of more than 30 days.  Days of ``is_health`` kinds are decided by HR alone, and who may
    not see health data reads only that somebody is away.
    """

    class Nature(models.TextChoices):
        VACATION = "vacation", _("Vacation")
        LEAVE = "leave", pgettext_lazy("nature", "Leave")
        ABSENCE = "absence", _("Unjustified absence")

    class WindowEffect(models.TextChoices):
        NONE = "none", _("does not touch the vacation")
        BENEFIT = "benefit", _("social security pays from the 16th day (CLT 133 IV)")
        PAID_LEAVE = "paid_leave", _("paid leave (CLT 133 II)")

    class LimitPer(models.TextChoices):
        EVENT = "event", _("each time")
        YEAR = "year", _("in 12 months")

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=80)
    nature = models.CharField(_("nature"), max_length=8, choices=Nature, default=Nature.LEAVE)
    motive = models.CharField(_("eSocial motive (table 18)"), max_length=2, blank=True)
    is_paid = models.BooleanField(_("paid"), default=True)
    is_health = models.BooleanField(_("health data"), default=False)
    needs_document = models.BooleanField(_("needs a paper"), default=False)
    can_be_asked = models.BooleanField(_("people ask for it themselves"), default=True)
    window_effect = models.CharField(_("effect on vacation"), max_length=10, choices=WindowEffect, default=WindowEffect.NONE)
    limit_per = models.CharField(_("days are counted"), max_length=5, choices=LimitPer, default=LimitPer.EVENT)
    law = models.CharField(_("source of the rule"), max_length=80, blank=True)
    sequence = models.PositiveSmallIntegerField(pgettext_lazy("sequence", "order"), default=100)
    is_active = models.BooleanField(_("active"), default=True, db_default=True)

    class Meta:
        verbose_name = _("kind of leave")
        verbose_name_plural = _("kinds of leave")
        ordering = ["sequence", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(nature__in=["vacation", "leave", "absence"]), name="hr_leavekind_nature"),
            models.CheckConstraint(condition=Q(motive="") | Q(motive__regex=r"^[0-9]{2}$"), name="hr_leavekind_motive"),
        ]

    def __str__(self) -> str:
        return self.name


class LeaveAllowance(models.Model):
    """How many days a kind grants to leaves that begin from ``from_day`` on: paternity is 5 in 2026 and 10 from 2027."""

    kind = models.ForeignKey(LeaveKind, on_delete=models.CASCADE, related_name="allowances", verbose_name=_("kind of leave"))
    from_day = models.DateField(_("for leave that begins from"))
    days = models.PositiveSmallIntegerField(_("days"))
    law = models.CharField(_("source of the rule"), max_length=80)

    class Meta:
        verbose_name = _("days granted")
        verbose_name_plural = _("days granted")
        ordering = ["kind", "from_day"]
        constraints = [models.UniqueConstraint(fields=["kind", "from_day"], name="hr_leaveallowance_once")]


class Holiday(models.Model):
    """
    A holiday.  ``scope``: BR, a state ("PR") or the IBGE code of a city.

    National and state ones come from the ``holidays`` package, year by year; the city's are typed in.  One that the
    company works on is switched off, not deleted: the yearly list would bring it back.
    """

    NATIONAL = "BR"

    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=80)
    scope = models.CharField(_("BR, state or IBGE code of the city"), max_length=7, default=NATIONAL)
    is_active = models.BooleanField(_("active"), default=True, db_default=True)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day", "scope"]
        constraints = [
            models.UniqueConstraint(fields=["day", "scope"], name="hr_holiday_once"),
            models.CheckConstraint(condition=Q(scope__regex=r"^([A-Z]{2}|[0-9]{7})$"), name="hr_holiday_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"


class LeaveRequest(models.Model):
    """
    Somebody asks for days.  Approved ones become entries of the ledger; a cancelled one had its entries reversed.

    ``token`` makes a form sent twice one request.  ``on_behalf_of`` is the manager whose delegate decided.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("To decide")
        APPROVED = "approved", pgettext_lazy("leave", "Approved")
        REFUSED = "refused", pgettext_lazy("leave", "Refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("leave", "Withdrawn")
        CANCELLED = "cancelled", pgettext_lazy("leave", "Cancelled")

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="leave_requests")
    kind = models.ForeignKey(LeaveKind, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ASKED)
    window_start = models.DateField(null=True, blank=True)
    sold_days = models.PositiveSmallIntegerField(_("days sold"), default=0)
    note = SealedTextField(_("note"), blank=True)
    paper = models.ForeignKey("core.KeptFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    token = models.UUIDField(unique=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Employee, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("leave request")
        verbose_name_plural = _("leave requests")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["asked", "approved", "refused", "withdrawn", "cancelled"]), name="hr_leaverequest_state"
            ),
            # Nobody decides the own request, whatever the roles.
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="hr_leaverequest_other_decides"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused"]) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="hr_leaverequest_decided",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="hr_leaverequest_refused_with_reason"),
        ]
        indexes = [models.Index(fields=["asked_at", "id"], name="hr_leaverequest_open", condition=Q(state="asked"))]


class RequestedDays(models.Model):
    """One stretch of a request, both ends included; vacation may have up to three."""

    request = models.ForeignKey(LeaveRequest, on_delete=models.CASCADE, related_name="periods")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        ordering = ["first_day"]
        constraints = [models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="hr_requesteddays_order")]


class LeaveEntry(models.Model):
    """
    The ledger of leave, insert-only.  A mistake is taken back by a row that names it in ``reverses`` and carries its
    days with the other sign, so that sums stay sums; ``is_live`` of the reversed row is switched off by the database
    itself, and live rows of one person never share a day.

    ``away`` is [first, day after the last), None for days sold and corrections.  ``window_start`` is the first day of the
    year of acquisition whose right is used up (vacation, sold) or corrected.
    """

    class Sort(models.TextChoices):
        VACATION = "vacation", _("Vacation taken")
        SOLD = "sold", _("Vacation sold")
        LEAVE = "leave", pgettext_lazy("nature", "Leave")
        ABSENCE = "absence", _("Unjustified absence")
        CORRECTION = "correction", pgettext_lazy("leave", "Correction")

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="leave_entries")
    kind = models.ForeignKey(LeaveKind, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(_("entry"), max_length=10, choices=Sort)
    days = models.SmallIntegerField(_("days"))
    away = DateRangeField(null=True)
    window_start = models.DateField(null=True)
    request = models.ForeignKey(LeaveRequest, null=True, on_delete=models.PROTECT, related_name="entries")
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    is_live = models.BooleanField(default=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("leave entry")
        verbose_name_plural = _("leave entries")
        ordering = ["-recorded_at", "-id"]
        constraints = [
            ExclusionConstraint(
                name="hr_leaveentry_once_a_day",
                expressions=[("employee", RangeOperators.EQUAL), ("away", RangeOperators.OVERLAPS)],
                condition=Q(is_live=True, away__isnull=False),
            ),
            models.CheckConstraint(condition=Q(sort__in=["vacation", "sold", "leave", "absence", "correction"]), name="hr_leaveentry_sort"),
            models.CheckConstraint(condition=Q(sort__in=["sold", "correction"]) ^ Q(away__isnull=False), name="hr_leaveentry_has_days"),
            models.CheckConstraint(
                condition=Q(sort__in=["leave", "absence"]) ^ Q(window_start__isnull=False), name="hr_leaveentry_of_a_window"
            ),
            models.CheckConstraint(condition=~Q(days=0), name="hr_leaveentry_moves"),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, days__gt=0) | Q(reverses__isnull=False, is_live=False) | Q(sort="correction"),
                name="hr_leaveentry_reversal",
            ),
        ]
        indexes = [models.Index(fields=["employee", "sort"], name="hr_leaveentry_by_employee")]


class LeaveCertificate(models.Model):
    """
    What a medical certificate says; apart from the ledger, because health data has its own readers and its own end.

    ``cid`` is the code of the illness, sealed; the person may ask that it is left out (CFM 1.658/2002 art. 5).
    """

    entry = models.OneToOneField(LeaveEntry, on_delete=models.PROTECT, related_name="certificate")
    cid = SealedTextField("CID", blank=True)
    physician = models.CharField(_("physician"), max_length=70, blank=True)
    crm = models.CharField("CRM", max_length=10, blank=True)
    crm_state = models.CharField(_("state of the CRM"), max_length=2, blank=True)
    paper = models.ForeignKey("core.KeptFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("medical certificate")
        verbose_name_plural = _("medical certificates")


class Delegation(models.Model):
    """For some days somebody else decides what a manager decides.  ``valid`` is [first, day after the last)."""

    manager = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="delegations_given")
    delegate = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="delegations_held", verbose_name=_("delegate"))
    valid = DateRangeField(_("valid"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(manager=F("delegate")), name="hr_delegation_to_another"),
            models.CheckConstraint(
                condition=Q(valid__isempty=False, valid__lower_inf=False, valid__upper_inf=False), name="hr_delegation_ends"
            ),
            ExclusionConstraint(
                name="hr_delegation_one_at_a_time",
                expressions=[("manager", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                condition=Q(ended_at__isnull=True),
            ),
        ]


class VacationWindow(models.Model):
    """
    One year of acquisition with what is left of it: computed from admission and ledger (hr.leave.windows), kept here so
    that a list of thousands finds who is near the limit.  ``right_days`` is CLT 130 after unjustified absences,
    ``balance`` the right with corrections minus what was taken and sold; ``latest_start`` the last day on which the rest can
    begin and still end inside the year of concession, None without a balance.
    """

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="vacation_windows")
    start = models.DateField()
    end = models.DateField()
    limit_on = models.DateField()
    is_lost = models.BooleanField(default=False)
    absence_days = models.PositiveSmallIntegerField(default=0)
    right_days = models.PositiveSmallIntegerField(default=0)
    corrected_days = models.SmallIntegerField(default=0)
    taken_days = models.PositiveSmallIntegerField(default=0)
    sold_days = models.PositiveSmallIntegerField(default=0)
    balance = models.SmallIntegerField(default=0)
    latest_start = models.DateField(null=True)

    class Meta:
        verbose_name = _("year of acquisition")
        verbose_name_plural = _("years of acquisition")
        ordering = ["employee", "start"]
        constraints = [models.UniqueConstraint(fields=["employee", "start"], name="hr_vacationwindow_once")]
        indexes = [models.Index(fields=["latest_start", "id"], name="hr_vacationwindow_limit")]


class ProbationDecision(models.Model):
    """What was decided before a probation ended: extended once (CLT 451), or going on as an indefinite contract."""

    class Kind(models.TextChoices):
        EXTEND = "extend", _("Extended")
        CONFIRM = "confirm", pgettext_lazy("probation", "Confirmed")

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="probation_decisions")
    kind = models.CharField(max_length=7, choices=Kind)
    until = models.DateField(null=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("decision on probation")
        verbose_name_plural = _("decisions on probation")
        constraints = [
            models.UniqueConstraint(fields=["employee", "kind"], name="hr_probationdecision_once"),
            models.CheckConstraint(condition=Q(kind="extend") ^ Q(until__isnull=True), name="hr_probationdecision_until"),
        ]
