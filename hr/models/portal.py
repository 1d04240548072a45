"""What the candidate's portal keeps beside the data themselves."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hr.models.admission import Admission
from hr.models.employment import Employee


class PortalStep(models.Model):
    """
    A part of the data that the candidate has gone through, and a keyed digest of what it said when the candidate saved it.

    Where the data have another digest today, somebody else changed them since: the portal says so and asks to look.
    """

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="portal_steps")
    code = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("part of the data")
        verbose_name_plural = _("parts of the data")
        constraints = [models.UniqueConstraint(fields=["admission", "code"], name="hr_portalstep_once")]


class TransportChoice(models.Model):
    """
    Whether somebody asks for the transport voucher, and for which way (Lei 7.418/1985, Decreto 10.854/2021 art. 112).

    Each answer is a new row, the newest counts.  ``trips_a_day`` is of working days, there and back.
    """

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="transport_choices")
    wants_voucher = models.BooleanField(_("wants the transport voucher"))
    trips_a_day = models.PositiveSmallIntegerField(_("trips a day"), null=True, blank=True)
    lines = models.CharField(_("lines and card"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.CharField(max_length=150, editable=False)

    class Meta:
        verbose_name = _("transport voucher")
        verbose_name_plural = _("transport vouchers")
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(wants_voucher=False, trips_a_day__isnull=True) | Q(wants_voucher=True, trips_a_day__gte=1, trips_a_day__lte=12),
                name="hr_transportchoice_trips",
            ),
        ]


class PortalAttempt(models.Model):
    """A wrong date of birth, a guessed link or a wish for a new one: counted by address for a while, then deleted."""

    class Kind(models.TextChoices):
        WRONG_LINK = "link", "unknown link"
        WRONG_BIRTH_DATE = "birth", "wrong date of birth"
        RENEWAL = "renewal", "new link asked"

    kind = models.CharField(max_length=7, choices=Kind)
    address = models.GenericIPAddressField(help_text="As counted: of IPv6 the /64.")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "address", "at"], name="hr_portalattempt_address")]
