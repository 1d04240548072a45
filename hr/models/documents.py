"""The papers of a person: which are asked of whom, what was handed in, what was said of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hr.models.employment import Employee
from hr.models.person import Dependent, Person
from hr.models.structure import Department, Position


class DocumentKind(models.Model):
    """
    A kind of paper.  ``advice`` is what the portal says about taking the picture.

    ``asks_expiry``: the reviewer copies the date printed on it; ``valid_months`` counts from the day of issue where the
    paper prints none.  ``is_health`` papers (ASO) are sealed off from everybody without hr.view_sensitive.
    ``retention_years`` runs from the end of the contract (CF art. 7 XXIX: never under 5).
    """

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=80)
    advice = models.CharField(_("advice for the picture"), max_length=200, blank=True)
    most_pages = models.PositiveSmallIntegerField(_("pages at most"), default=2)
    asks_issue_date = models.BooleanField(_("has a date of issue"), default=False)
    asks_expiry = models.BooleanField(_("expires"), default=False)
    valid_months = models.PositiveSmallIntegerField(_("valid for months"), null=True, blank=True)
    of_dependents = models.BooleanField(_("one of each dependent"), default=False, db_default=False)
    is_health = models.BooleanField(_("health data"), default=False)
    retention_years = models.PositiveSmallIntegerField(_("kept years after the contract"), default=5)
    sequence = models.PositiveSmallIntegerField(pgettext_lazy("sequence", "order"), default=100)
    is_active = models.BooleanField(_("active"), default=True, db_default=True)

    class Meta:
        verbose_name = _("kind of document")
        verbose_name_plural = _("kinds of documents")
        ordering = ["sequence", "name"]
        constraints = [models.CheckConstraint(condition=Q(most_pages__gte=1, most_pages__lte=20), name="hr_documentkind_pages")]

    def __str__(self) -> str:
        return self.name


class ChecklistRule(models.Model):
    """
    Of whom a kind of document is asked: everything filled in must fit.  Of several fitting rules a mandatory one wins.

    ``only_if`` looks at the person: the reservist's certificate is asked of men from 18 to 45 (Lei 4.375, art. 74).
    """

    class OnlyIf(models.TextChoices):
        ALWAYS = "always", _("always")
        MEN_18_TO_45 = "men_18_45", _("men from 18 to 45")
        MARRIED = "married", _("married people")
        CHILDREN = "children", _("people with dependents")
        FOREIGN = "foreign", _("foreigners")
        DISABILITY = "disability", _("people with a disability")
        MINOR = "minor", _("people under 18")

    kind = models.ForeignKey(DocumentKind, on_delete=models.CASCADE, related_name="rules", verbose_name=_("document"))
    contract_kind = models.CharField(_("kind of contract"), max_length=10, choices=Employee.ContractKind, blank=True)
    position = models.ForeignKey(Position, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("position"))
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("department")
    )
    only_if = models.CharField(_("only of"), max_length=10, choices=OnlyIf, default=OnlyIf.ALWAYS)
    is_mandatory = models.BooleanField(_("mandatory"), default=True)

    class Meta:
        verbose_name = _("checklist rule")
        verbose_name_plural = _("checklist rules")
        ordering = ["kind", "id"]

    def __str__(self) -> str:
        """Of whom, in a word; the rest of the rule stands in its fields."""
        return str(self.get_only_if_display())


class Document(models.Model):
    """
    One version of a paper handed in; never changed but for the verdict, a new picture is a new version.

    ``expires_on`` is copied from the paper by the reviewer, or computed from ``issued_on``.
    """

    class State(models.TextChoices):
        SENT = "sent", _("To review")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        REPLACED = "replaced", _("Replaced")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="documents")
    kind = models.ForeignKey(DocumentKind, on_delete=models.PROTECT, related_name="+")
    dependent = models.ForeignKey(Dependent, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.SENT)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    uploaded_at = models.DateTimeField(editable=False)
    uploaded_by = models.CharField(max_length=150, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.CharField(max_length=150, blank=True, editable=False)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["kind__sequence", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "dependent", "version"], name="hr_document_version", nulls_distinct=False),
            models.CheckConstraint(condition=Q(state__in=["sent", "accepted", "refused", "replaced"]), name="hr_document_state"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="hr_document_refused_with_reason"),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(issued_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="hr_document_dates",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_on"], name="hr_document_expiring", condition=Q(state="accepted", expires_on__isnull=False)),
            models.Index(fields=["uploaded_at", "id"], name="hr_document_to_review", condition=Q(state="sent")),
        ]


class DocumentPage(models.Model):
    """One picture or PDF of a document, with its own verdict: the reviewer looks page by page."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="pages")
    number = models.PositiveSmallIntegerField()
    file = models.OneToOneField("core.KeptFile", on_delete=models.PROTECT, related_name="+")
    is_accepted = models.BooleanField(null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="hr_documentpage_once")]
