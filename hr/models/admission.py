"""From candidate to first day."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core.sealing import SealedTextField
from hr.admission import stages
from hr.models.documents import DocumentKind
from hr.models.employment import Employee


class Admission(models.Model):
    """
    The way of one candidate.  What was agreed (position, pay, hours, start) stands at once in the employee's row and
    its dated terms; this row has the way itself.

    ``stage`` and ``turn`` (who does the next step) are functions of the facts (hr.admission.stages), kept here so that
    board, list and home page find them.
    """

    class Stage(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        PAPERS = "papers", _("Data and documents")
        REVIEW = "review", _("Review")
        QUALIFICATION = "qualification", _("CPF qualification")
        EXAM = "exam", _("Medical exam")
        CONTRACT = "contract", _("Contract")
        ESOCIAL = "esocial", _("eSocial")
        FIRST_DAY = "first_day", _("First day")
        DONE = "done", _("Admitted")
        CANCELLED = "cancelled", pgettext_lazy("admission", "Cancelled")

    number = models.CharField(_("number"), max_length=20, unique=True)
    employee = models.OneToOneField(Employee, on_delete=models.PROTECT, related_name="admission")
    stage = models.CharField(_("stage"), max_length=13, choices=Stage, default=Stage.INVITATION)
    turn = models.CharField(max_length=10, blank=True, default=stages.CANDIDATE, editable=False)
    papers_due_on = models.DateField(_("papers until"))
    contact = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("contact"))
    contact_phone = models.CharField(_("contact's phone"), max_length=20, blank=True)
    invited_at = models.DateTimeField(_("invited"), null=True)
    data_sent_at = models.DateTimeField(_("data sent"), null=True)
    done_at = models.DateTimeField(_("admitted at"), null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(_("reason"), max_length=200, blank=True)
    reminded_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    refusals_told_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    # The form that made it: sent twice, it is one admission.
    token = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("admission")
        verbose_name_plural = _("admissions")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    stage__in=[
                        "invitation",
                        "papers",
                        "review",
                        "qualification",
                        "exam",
                        "contract",
                        "esocial",
                        "first_day",
                        "done",
                        "cancelled",
                    ]
                ),
                name="hr_admission_stage",
            ),
            models.CheckConstraint(condition=Q(turn__in=["", "candidate", "hr", "clinic", "accountant"]), name="hr_admission_turn"),
            models.CheckConstraint(condition=Q(stage="done") ^ Q(done_at__isnull=True), name="hr_admission_done_at"),
            models.CheckConstraint(condition=Q(stage="cancelled") ^ Q(cancelled_at__isnull=True), name="hr_admission_cancelled_at"),
        ]
        indexes = [models.Index(fields=["stage", "papers_due_on"], name="hr_admission_board")]

    def __str__(self) -> str:
        return self.number


class AdmissionItem(models.Model):
    """
    One asked document of one admission.  What became of it is read from the person's newest document of the kind;
    a waived one names its reason.
    """

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="items")
    kind = models.ForeignKey(DocumentKind, on_delete=models.PROTECT, related_name="+", verbose_name=_("document"))
    is_mandatory = models.BooleanField(_("mandatory"))
    waived_reason = models.CharField(_("not needed because"), max_length=200, blank=True)
    waived_by = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("asked document")
        verbose_name_plural = _("asked documents")
        ordering = ["kind__sequence", "kind__name"]
        constraints = [models.UniqueConstraint(fields=["admission", "kind"], name="hr_admissionitem_once")]


class PortalLink(models.Model):
    """
    A candidate's way in without an account.  Only the SHA-256 of the token is stored.

    A forwarded link is worth nothing alone: a browser that is not known yet must confirm the date of birth;
    ``wrong_answers`` closes the link.  A new link closes the former ones.
    """

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    wrong_answers = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("portal link")
        verbose_name_plural = _("portal links")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["admission"], condition=Q(revoked_at__isnull=True), name="hr_portallink_one_open"),
        ]


class TextVersion(models.Model):
    """
    A contract or policy as it read at one time; never changed, a new wording is a new version.

    ``body`` is plain text in paragraphs with ``{{ names }}`` of what it fills in; ``sha256`` is of title and body.
    """

    code = models.SlugField(_("code"), max_length=30)
    version = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"))
    sha256 = models.CharField(max_length=64, editable=False)
    contract_kind = models.CharField(_("kind of contract"), max_length=10, choices=Employee.ContractKind, blank=True)
    is_contract = models.BooleanField(_("is the contract"), default=False)
    published_at = models.DateTimeField(_("published"), editable=False)
    published_by = models.CharField(max_length=150, editable=False)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        verbose_name = _("text to accept")
        verbose_name_plural = _("texts to accept")
        ordering = ["code", "-version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="hr_textversion_once")]

    def __str__(self) -> str:
        return f"{self.title} (v{self.version})"


class Acceptance(models.Model):
    """
    Evidence that somebody accepted a text: what, when, from where, with which name typed (MP 2.200-2, art. 10 par. 2).

    ``content_sha256`` is of the text as it was filled in and shown, from which the PDF with its evidence is drawn; ``code``
    proves a printed copy on the public page.  Insert-only.
    """

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="acceptances")
    text = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="+")
    content = SealedTextField()
    content_sha256 = models.CharField(max_length=64)
    typed_name = models.CharField(_("name typed"), max_length=70)
    accepted_at = models.DateTimeField(_("accepted"))
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=300, blank=True)
    link = models.ForeignKey(PortalLink, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20, unique=True)

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        ordering = ["accepted_at"]
        constraints = [models.UniqueConstraint(fields=["employee", "text"], name="hr_acceptance_once")]


class MedicalExam(models.Model):
    """
    An occupational exam (NR-7, ASO).  The result is health data: sealed, "fit" or "unfit".

    The paper itself is a Document of kind "aso".
    """

    class Kind(models.TextChoices):
        ADMISSION = "0", _("Admission")
        PERIODIC = "1", _("Periodic")
        RETURN = "2", _("Return to work")
        CHANGE = "3", _("Change of function or risk")
        DISMISSAL = "9", _("Dismissal")

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="medical_exams")
    kind = models.CharField(_("kind"), max_length=1, choices=Kind, default=Kind.ADMISSION)
    scheduled_for = models.DateTimeField(_("scheduled for"), null=True, blank=True)
    clinic = models.CharField(_("clinic"), max_length=100, blank=True)
    clinic_address = models.CharField(_("address"), max_length=160, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    result = SealedTextField(_("result"), blank=True)
    physician = models.CharField(_("physician"), max_length=70, blank=True)
    crm = models.CharField("CRM", max_length=10, blank=True)
    crm_state = models.CharField(_("state of the CRM"), max_length=2, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    recorded_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("medical exam")
        verbose_name_plural = _("medical exams")
        ordering = ["-scheduled_for", "-id"]
