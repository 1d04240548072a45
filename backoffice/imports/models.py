"""One file brought in: its facts, what every row of it would do, and what became of it."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ImportBatch(models.Model):
    """
    The state of one wizard.  It is in the database, so that a closed browser, a restart or a colleague loses nothing.

    ``analysis`` counts the analyses: whoever confirms says which preview was seen.  ``mapping`` is column name -> index
    in the file.  The figures are those of the preview; ``applied_count`` and ``kept_count`` those of the run and of its
    undoing.  File and rows go after limits.RETENTION (``swept_at``), this row stays as history.
    """

    class Status(models.TextChoices):
        UPLOADED = "uploaded", pgettext_lazy("import", "Columns to check")
        ANALYSING = "analysing", pgettext_lazy("import", "Being read")
        PREVIEWED = "previewed", pgettext_lazy("import", "To confirm")
        APPLYING = "applying", pgettext_lazy("import", "Going in")
        APPLIED = "applied", pgettext_lazy("import", "Imported")
        UNDOING = "undoing", pgettext_lazy("import", "Being undone")
        UNDONE = "undone", pgettext_lazy("import", "Undone")
        REFUSED = "refused", pgettext_lazy("import", "File refused")
        DISCARDED = "discarded", pgettext_lazy("import", "Discarded")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(_("batch"), max_length=20, unique=True)
    importer = models.CharField(_("what"), max_length=40)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.UPLOADED)

    file_name = models.CharField(_("file"), max_length=160)
    path = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=4)
    encoding = models.CharField(max_length=20, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    sheets = models.JSONField(default=list)
    sheet = models.CharField(_("sheet"), max_length=120, blank=True)
    header_line = models.PositiveIntegerField(default=1)
    header = models.JSONField(default=list)
    samples = models.JSONField(default=list)
    warnings = models.JSONField(default=list)

    options = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    analysis = models.PositiveIntegerField(default=0)
    refusal = models.JSONField(null=True)
    job_id = models.UUIDField(null=True)

    row_count = models.PositiveIntegerField(_("rows"), default=0)
    new_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    same_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    applied_count = models.PositiveIntegerField(default=0)
    undone_count = models.PositiveIntegerField(default=0)
    kept_count = models.PositiveIntegerField(default=0)

    created_by_id = models.BigIntegerField()
    created_by_name = models.CharField(_("who"), max_length=150)
    created_at = models.DateTimeField(_("when"))
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    swept_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "uploaded",
                        "analysing",
                        "previewed",
                        "applying",
                        "applied",
                        "undoing",
                        "undone",
                        "refused",
                        "discarded",
                    ]  # fmt: skip
                ),
                name="imports_batch_status",
            ),
        ]
        indexes = [
            models.Index(fields=["importer", "-created_at"], name="imports_batch_recent"),
            models.Index(fields=["sha256"], name="imports_batch_same_file"),
            models.Index(fields=["created_at"], name="imports_batch_to_sweep", condition=Q(swept_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.file_name}"

    @property
    def to_apply_count(self) -> int:
        """Rows that go in."""
        return self.new_count + self.changed_count

    @property
    def left_out_count(self) -> int:
        """Rows that stay out: refused ones; what is the same already is neither."""
        return self.refused_count


class ImportRow(models.Model):
    """
    One row of the file: ``cells`` as read, the verdict, and what came of it.

    ``changes`` are [column, before, after] in plain text, ``problems`` {"code", "column", "value", "data"}; their words
    are made when somebody reads them.  ``target`` is what undoing needs.
    """

    class Verdict(models.TextChoices):
        NEW = "new", pgettext_lazy("import row", "New")
        CHANGED = "changed", pgettext_lazy("import row", "Changed")
        SAME = "same", pgettext_lazy("import row", "Same")
        REFUSED = "refused", pgettext_lazy("import row", "Refused")

    class Outcome(models.TextChoices):
        NONE = "none", _("Nothing to do")
        PENDING = "pending", _("Waiting")
        APPLIED = "applied", _("Imported")
        UNDONE = "undone", _("Undone")
        KEPT = "kept", _("Kept")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows", db_index=False)
    line = models.PositiveIntegerField(pgettext_lazy("file", "line"))
    cells = models.JSONField()
    key = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict)
    changes = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.NONE)
    target = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("import row")
        verbose_name_plural = _("import rows")
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "line"], name="imports_row_once"),
            models.CheckConstraint(condition=Q(verdict__in=["new", "changed", "same", "refused"]), name="imports_row_verdict"),
            models.CheckConstraint(condition=Q(outcome__in=["none", "pending", "applied", "undone", "kept"]), name="imports_row_outcome"),
        ]
        indexes = [
            models.Index(fields=["batch", "verdict", "line"], name="imports_row_verdict_page"),
            models.Index(fields=["batch", "outcome", "line"], name="imports_row_outcome_page"),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.verdict}"
