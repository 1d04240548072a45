"""eSocial: the official schemas by date, what only eSocial asks, and the files made."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core.sealing import SealedTextField
from hr.models.employment import Employee

# T_ideEvento: nrRecibo, and the pattern of an event's Id (tipos.xsd, TS_nrRecibo and TS_Id).
RECEIPT = r"^1\.[0-9]\.[0-9]{19}$"
EVENT_ID = r"^ID[0-9][A-Z0-9]{12}[0-9]{21}$"


class EsocialEmployer(models.Model):
    """
    One row.  ``since``: changes from this day on are declared from here; earlier ones went through another program.

    ``environment`` is tpAmb: 1 production, 2 restricted production (the government's place to try).
    """

    class Environment(models.TextChoices):
        PRODUCTION = "1", _("Production")
        RESTRICTED = "2", _("Restricted production (test)")

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    since = models.DateField(_("events from"))
    environment = models.CharField(_("environment"), max_length=1, choices=Environment, default=Environment.PRODUCTION)
    changed_at = models.DateTimeField(editable=False)
    changed_by = models.CharField(max_length=150, editable=False)

    class Meta:
        verbose_name = _("eSocial settings")
        verbose_name_plural = _("eSocial settings")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="hr_esocialemployer_one"),
            models.CheckConstraint(condition=Q(environment__in=["1", "2"]), name="hr_esocialemployer_environment"),
        ]


class EsocialTerms(models.Model):
    """
    What only eSocial asks about a contract: the regime of working time (tpRegJor), the clause of early end (clauAssec),
    the school of an apprentice (group aprend; hired by us, because one hired through an entity is the entity's employee), a
    foreigner's residence (group trabImig).
    """

    class Regime(models.TextChoices):
        HOURS = "1", _("fixed working hours (CLT, Title II, chapter II)")
        OUTSIDE = "2", _("external work (CLT art. 62, I)")
        TRUST = "3", _("position of trust (CLT art. 62, II)")
        REMOTE = "4", _("remote work by task (CLT art. 62, III)")

    class Residence(models.TextChoices):
        UNLIMITED = "1", _("unlimited")
        LIMITED = "2", _("limited")

    class Entry(models.TextChoices):
        REFUGEE = "1", _("refugee")
        ASYLUM_SEEKER = "2", _("asylum seeker")
        FAMILY = "3", _("family reunion")
        MERCOSUR = "4", _("Mercosur agreement")
        DIPLOMAT_FAMILY = "5", _("dependent of a diplomat")
        PORTUGAL = "6", _("treaty with Portugal")
        OTHER = "7", _("another condition")

    employee = models.OneToOneField(Employee, on_delete=models.CASCADE, related_name="esocial_terms")
    regime = models.CharField(_("regime of working time"), max_length=1, choices=Regime, default=Regime.HOURS)
    early_end_clause = models.BooleanField(_("either side may end the term early (clause of CLT art. 481)"), default=True)
    school_cnpj = models.CharField(_("CNPJ of the training entity"), max_length=14, blank=True)
    residence = models.CharField(_("residence in Brazil"), max_length=1, choices=Residence, blank=True)
    entry_condition = models.CharField(_("condition of entry"), max_length=1, choices=Entry, blank=True)

    class Meta:
        verbose_name = _("eSocial details")
        verbose_name_plural = _("eSocial details")


class EsocialSchema(models.Model):
    """An official package of schemas, in force from ``valid_from`` until the next one (the day of SENDING decides)."""

    name = models.CharField(_("name"), max_length=60)
    valid_from = models.DateField(_("valid from"), unique=True)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("eSocial schemas")
        verbose_name_plural = _("eSocial schemas")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return self.name


class EsocialSchemaFile(models.Model):
    """One XSD of a package as the government published it."""

    schema = models.ForeignKey(EsocialSchema, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=60)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("schema file")
        verbose_name_plural = _("schema files")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["schema", "name"], name="hr_esocialschemafile_once")]


class EsocialEvent(models.Model):
    """
    One file for eSocial.  ``reference`` says which fact it declares ("admission", the day of a change, a leave's key):
    of each fact there is one file that counts, a newer one supersedes it.

    ``payload`` is the XML, unsigned.  ``validity`` says what the schema in force said, ``problems`` its words (JSON).
    """

    class Kind(models.TextChoices):
        S2190 = "S-2190", _("S-2190 preliminary admission")
        S2200 = "S-2200", _("S-2200 admission")
        S2205 = "S-2205", _("S-2205 change of personal data")
        S2206 = "S-2206", _("S-2206 change of contract")
        S2230 = "S-2230", _("S-2230 leave")
        S2299 = "S-2299", _("S-2299 termination")

    class State(models.TextChoices):
        MADE = "made", pgettext_lazy("eSocial", "To send")
        EXPORTED = "exported", pgettext_lazy("eSocial", "File taken")
        RECEIPTED = "receipted", pgettext_lazy("eSocial", "Receipted")
        REFUSED = "refused", pgettext_lazy("eSocial", "Refused")
        SUPERSEDED = "superseded", pgettext_lazy("eSocial", "Superseded")

    class Validity(models.TextChoices):
        UNKNOWN = "unknown", pgettext_lazy("eSocial", "Not validated")
        VALID = "valid", pgettext_lazy("eSocial", "Valid")
        INVALID = "invalid", pgettext_lazy("eSocial", "Invalid")

    event_id = models.CharField("Id", max_length=36, unique=True)
    kind = models.CharField(_("event"), max_length=6, choices=Kind)
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="esocial_events")
    reference = models.CharField(max_length=40)
    occurred_on = models.DateField(_("of"))
    due_on = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.MADE)
    payload = SealedTextField()
    environment = models.CharField(max_length=1, choices=EsocialEmployer.Environment)
    schema = models.ForeignKey(EsocialSchema, null=True, on_delete=models.PROTECT, related_name="+")
    validity = models.CharField(_("validation"), max_length=7, choices=Validity, default=Validity.UNKNOWN)
    problems = SealedTextField(blank=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    made_at = models.DateTimeField(_("made"))
    made_by = models.CharField(max_length=150)
    exported_at = models.DateTimeField(null=True)
    exported_by = models.CharField(max_length=150, blank=True)
    receipt = models.CharField(_("receipt"), max_length=23, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=150, blank=True)
    refusal = SealedTextField(_("what eSocial answered"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("eSocial event")
        verbose_name_plural = _("eSocial events")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "kind", "reference"], condition=~Q(state="superseded"), name="hr_esocialevent_once"
            ),
            models.UniqueConstraint(fields=["receipt"], condition=~Q(receipt=""), name="hr_esocialevent_receipt_once"),
            models.CheckConstraint(condition=Q(event_id__regex=EVENT_ID), name="hr_esocialevent_id"),
            models.CheckConstraint(condition=Q(receipt="") | Q(receipt__regex=RECEIPT), name="hr_esocialevent_receipt"),
            models.CheckConstraint(condition=~Q(state="receipted") | ~Q(receipt=""), name="hr_esocialevent_receipted"),
            models.CheckConstraint(condition=~Q(state="exported") | Q(exported_at__isnull=False), name="hr_esocialevent_exported"),
            models.CheckConstraint(
                condition=Q(state__in=["made", "exported", "receipted", "refused", "superseded"]), name="hr_esocialevent_state"
            ),
            models.CheckConstraint(condition=Q(validity__in=["unknown", "valid", "invalid"]), name="hr_esocialevent_validity"),
        ]
        indexes = [models.Index(fields=["state", "due_on", "id"], name="hr_esocialevent_due")]

    def __str__(self) -> str:
        return self.event_id
