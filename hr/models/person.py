"""A human being as the company knows them: candidate, employee, former employee."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backoffice.core.sealing import SealedTextField

CPF = r"^[0-9]{11}$"


class Person(models.Model):
    """
    Once per CPF; ``key`` is what addresses, traces and file names carry instead of a name or document.

    Codes are eSocial's (S-1.3): ``sex`` M/F, ``marital_status`` 1-5, ``education`` 01-12, countries of its table 06
    (105 is Brazil), ``race_colour`` 1-6 (sealed: LGPD art. 11).  ``name`` is the civil name, ``social_name`` the one
    that people use and see.  ``disabilities`` is a JSON list of fisica, visual, auditiva, mental, intelectual, reabilitado.
    """

    class Sex(models.TextChoices):
        FEMALE = "F", _("Female")
        MALE = "M", _("Male")

    class MaritalStatus(models.TextChoices):
        SINGLE = "1", _("Single")
        MARRIED = "2", _("Married")
        DIVORCED = "3", _("Divorced")
        SEPARATED = "4", _("Separated")
        WIDOWED = "5", _("Widowed")

    class Education(models.TextChoices):
        ILLITERATE = "01", _("Cannot read and write")
        PRIMARY_UNFINISHED = "02", _("Primary school to year 5, not finished")
        PRIMARY_5 = "03", _("Primary school, year 5 finished")
        PRIMARY_9_UNFINISHED = "04", _("Primary school, years 6 to 9, not finished")
        PRIMARY = "05", _("Primary school finished")
        SECONDARY_UNFINISHED = "06", _("Secondary school not finished")
        SECONDARY = "07", _("Secondary school finished")
        HIGHER_UNFINISHED = "08", _("Higher education not finished")
        HIGHER = "09", _("Higher education finished")
        SPECIALISED = "10", _("Postgraduate")
        MASTER = "11", _("Master's degree")
        DOCTOR = "12", _("Doctorate")

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("civil name"), max_length=70)
    social_name = models.CharField(_("social name"), max_length=70, blank=True)
    cpf = models.CharField("CPF", max_length=11, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    marital_status = models.CharField(_("marital status"), max_length=1, choices=MaritalStatus, blank=True)
    education = models.CharField(_("schooling"), max_length=2, choices=Education, blank=True)
    birth_country = models.CharField(_("country of birth"), max_length=3, default="105")
    nationality = models.CharField(_("nationality"), max_length=3, default="105")
    mother_name = models.CharField(_("mother's name"), max_length=70, blank=True)
    race_colour = SealedTextField(_("race or colour"), blank=True)
    disabilities = SealedTextField(_("disabilities"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    pis = models.CharField("PIS/NIS", max_length=11, blank=True)
    identity_number = models.CharField(_("identity document"), max_length=20, blank=True)
    identity_issuer = models.CharField(_("issued by"), max_length=20, blank=True)
    identity_issued_on = models.DateField(_("issued on"), null=True, blank=True)
    anonymised_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(cpf="") | Q(cpf__regex=CPF), name="hr_person_cpf"),
            models.UniqueConstraint(fields=["cpf"], condition=~Q(cpf=""), name="hr_person_cpf_once"),
            models.CheckConstraint(condition=~Q(name=""), name="hr_person_named"),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The name that people use."""
        return self.social_name or self.name


class Dependent(models.Model):
    """
    A dependent for tax and family allowance.  ``kind`` is eSocial's table 07 (01 spouse, 03 child up to 21 ...).

    From 23/11/2026 eSocial checks their CPF too (NT S-1.3 07/2026).
    """

    class Kind(models.TextChoices):
        SPOUSE = "01", _("Spouse")
        PARTNER = "02", _("Partner with a child, or over five years together")
        CHILD = "03", _("Child or stepchild")
        STUDENT_CHILD = "04", _("Child or stepchild in higher education, up to 24")
        SIBLING = "06", _("Sibling, grandchild or great-grandchild in one's custody")
        STUDENT_SIBLING = "07", _("Sibling or grandchild in higher education, up to 24")
        PARENT = "09", _("Parent, grandparent or great-grandparent")
        MINOR_IN_CUSTODY = "10", _("Poor minor in one's custody")
        INCAPABLE = "11", _("Incapable person under one's guardianship")
        FORMER_SPOUSE = "12", _("Former spouse with alimony")
        OTHER = "99", _("Other")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="dependents")
    kind = models.CharField(_("relationship"), max_length=2, choices=Kind)
    name = models.CharField(_("name"), max_length=70)
    birth_date = models.DateField(_("date of birth"))
    cpf = models.CharField("CPF", max_length=11, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Person.Sex, blank=True)
    for_income_tax = models.BooleanField(_("counts for income tax"), default=False)
    for_family_allowance = models.BooleanField(_("counts for family allowance"), default=False)
    is_incapable = models.BooleanField(_("unable to work"), default=False)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("dependent")
        verbose_name_plural = _("dependents")
        ordering = ["birth_date"]
        constraints = [
            models.CheckConstraint(condition=Q(cpf="") | Q(cpf__regex=CPF), name="hr_dependent_cpf"),
            models.UniqueConstraint(fields=["person", "cpf"], condition=~Q(cpf=""), name="hr_dependent_once"),
        ]

    def __str__(self) -> str:
        return self.name


class EmergencyContact(models.Model):
    """Whom to call."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="emergency_contacts")
    name = models.CharField(_("name"), max_length=70)
    relationship = models.CharField(_("relationship"), max_length=40, blank=True)
    phone = models.CharField(_("phone"), max_length=20)

    class Meta:
        verbose_name = _("emergency contact")
        verbose_name_plural = _("emergency contacts")
        ordering = ["id"]


class PayAccount(models.Model):
    """
    Where pay goes: a bank account or a Pix key; each change is a new row, the newest counts.

    ``bank`` is the 3-digit code; branch, account and Pix key are sealed.
    """

    class PixKind(models.TextChoices):
        CPF = "cpf", "CPF"
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")
        RANDOM = "random", _("Random key")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pay_accounts")
    bank = models.CharField(_("bank"), max_length=8, blank=True, help_text="COMPE, three digits, or ISPB, eight.")
    branch = SealedTextField(_("branch"), blank=True)
    account = SealedTextField(_("account"), blank=True)
    pix_kind = models.CharField(_("kind of Pix key"), max_length=6, choices=PixKind, blank=True)
    pix_key = SealedTextField(_("Pix key"), blank=True)
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.CharField(max_length=150, editable=False)

    class Meta:
        verbose_name = _("bank data")
        verbose_name_plural = _("bank data")
        ordering = ["-recorded_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(bank="") | ~Q(pix_kind=""), name="hr_payaccount_says_where")]
