"""Requests of data subjects, what was made for them, and the trace of what was forgotten."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core.sealing import SealedTextField


class PrivacyRules(models.Model):
    """
    How this company keeps its promises; one row.

    ``is_small_agent`` doubles the time to answer (Res. CD/ANPD 2/2022, art. 14).  ``contact`` is the person in charge
    (encarregado, LGPD art. 41) as it stands on exports.
    """

    is_small_agent = models.BooleanField(_("small agent (double time to answer)"), default=False)
    candidate_months = models.PositiveSmallIntegerField(_("months that data of candidates not hired are kept"), default=6)
    contact = models.CharField(_("who answers for personal data"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="privacy_rules_one_row"),
            models.CheckConstraint(condition=Q(candidate_months__gte=1, candidate_months__lte=60), name="privacy_rules_months"),
        ]


class SubjectRequest(models.Model):
    """
    Somebody asks for a right of LGPD art. 18.  Who asks is sealed: the number is what traces, titles and files carry.

    ``token`` comes with the form: sent twice it is one request.  ``due_on`` is fixed when it is received.
    """

    class Kind(models.TextChoices):
        CONFIRMATION = "confirmation", _("Confirmation that data are processed")
        ACCESS = "access", _("Access to the data")
        CORRECTION = "correction", _("Correction")
        ANONYMISATION = "anonymisation", _("Anonymisation or elimination")
        PORTABILITY = "portability", _("Portability")
        SHARING = "sharing", _("With whom data are shared")
        REVOCATION = "revocation", _("Revocation of consent")

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")
        PERSON = "person", _("In person")
        LETTER = "letter", _("Letter")
        STORE = "store", _("Shop or marketplace")
        SELF = "self", _("Own file")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("privacy request", "Open")
        ANSWERED = "answered", pgettext_lazy("privacy request", "Answered")
        REFUSED = "refused", pgettext_lazy("privacy request", "Refused")
        CANCELLED = "cancelled", pgettext_lazy("privacy request", "Cancelled")

    number = models.CharField(_("protocol"), max_length=20, unique=True)
    kind = models.CharField(_("right"), max_length=13, choices=Kind)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    channel = models.CharField(_("came by"), max_length=6, choices=Channel)
    name = SealedTextField(_("name"))
    document = SealedTextField(_("CPF or CNPJ"), blank=True)
    email = SealedTextField(_("e-mail"), blank=True)
    details = SealedTextField(_("what is asked"), blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("answer until"))
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=150)
    token = models.UUIDField(unique=True)
    identity_how = models.CharField(_("how the identity was checked"), max_length=120, blank=True)
    identity_at = models.DateTimeField(null=True)
    identity_by = models.CharField(max_length=150, blank=True)
    answer = SealedTextField(_("answer"), blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=150, blank=True)
    # The last alert that was given: 5, 1 or 0 days before the end.
    alerted = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("privacy request")
        verbose_name_plural = _("privacy requests")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["open", "answered", "refused", "cancelled"]), name="privacy_request_state"),
            models.CheckConstraint(condition=Q(state="open") ^ Q(closed_at__isnull=False), name="privacy_request_closed_at"),
        ]
        indexes = [models.Index(fields=["due_on", "id"], name="privacy_request_open", condition=Q(state="open"))]

    def __str__(self) -> str:
        return self.number


class DataExport(models.Model):
    """
    One person's data taken out for a request: a sealed file below MEDIA_ROOT, gone after seven days.  The row stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(SubjectRequest, on_delete=models.PROTECT, related_name="exports")
    job_id = models.UUIDField(unique=True)
    path = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    sections = models.PositiveSmallIntegerField()
    records = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    expires_at = models.DateTimeField()
    downloads = models.PositiveIntegerField(default=0)
    disposed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("data export")
        verbose_name_plural = _("data exports")
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["expires_at"], name="privacy_export_to_dispose", condition=Q(disposed_at__isnull=True))]


class Erasure(models.Model):
    """
    Somebody was forgotten: by whom, why, what exactly (table, fields, rows; never a value).  Insert-only.

    ``transaction`` is stamped by the database: only this transaction may take something out of insert-only rows.
    """

    class Cause(models.TextChoices):
        REQUEST = "request", _("Request of the person")
        RETENTION = "retention", _("End of the time of keeping")

    cause = models.CharField(max_length=9, choices=Cause)
    request = models.ForeignKey(SubjectRequest, null=True, on_delete=models.PROTECT, related_name="erasures")
    subjects = models.JSONField(default=list)
    effects = models.JSONField(default=list)
    done_at = models.DateTimeField()
    done_by = models.CharField(max_length=150)
    transaction = models.CharField(max_length=20, editable=False)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-done_at"]
        indexes = [models.Index(fields=["transaction"], name="privacy_erasure_transaction")]


class Survey(models.Model):
    """
    A dry run: what forgetting would change and keep, as it stood when it was counted.  The newest of a request counts;
    forgetting asks for exactly what was shown, and for somebody else than ``made_by_id`` (None: made before that was noted).
    """

    request = models.ForeignKey(SubjectRequest, on_delete=models.CASCADE, related_name="surveys")
    job_id = models.UUIDField(unique=True)
    effects = models.JSONField(default=list)
    obstacles = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    made_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("dry run")
        verbose_name_plural = _("dry runs")
        ordering = ["-made_at"]
