"""Where and as what people work.  What is in use is switched off, never deleted: the history of people refers to it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from stdnum.br import cnpj as cnpj_rules
from stdnum.exceptions import ValidationError as NumberInvalid

from backoffice.core.admin_inlines import PolicyInline, TracedInlines
from backoffice.core.admin_policy import PolicyModelAdmin
from backoffice.core.company import get_company
from backoffice.core.municipalities import municipality_code
from backoffice.core.templatetags import formats
from hr import fields
from hr.error_texts.people import problem_text
from hr.models import CostCenter, Department, Employee, Establishment, Position, WorkDay, WorkSchedule
from hr.services.structure import is_inside

# CF art. 7 XIII; the model's check says the same.
MOST_HOURS = Decimal("44.00")


class EstablishmentForm(forms.ModelForm):
    """Numbers come with or without their punctuation."""

    cnpj = forms.CharField(label="CNPJ", max_length=20)
    postal_code = forms.CharField(label=gettext_lazy("CEP"), max_length=12)
    union_cnpj = forms.CharField(label=gettext_lazy("CNPJ of the union"), max_length=20, required=False)

    class Meta:
        model = Establishment
        fields = [
            "code", "name", "cnpj", "postal_code", "street", "number", "complement", "district", "city", "state",
            "union_name", "union_cnpj", "is_active",
        ]  # fmt: skip

    def clean_cnpj(self) -> str:
        return _cnpj(self.cleaned_data["cnpj"])

    def clean_union_cnpj(self) -> str:
        return _cnpj(self.cleaned_data["union_cnpj"]) if self.cleaned_data["union_cnpj"] else ""

    def clean_postal_code(self) -> str:
        return _clean(fields.postal_code, self.cleaned_data["postal_code"])

    def clean_state(self) -> str:
        return _clean(fields.state, self.cleaned_data["state"])

    def clean(self) -> dict[str, Any]:
        """The IBGE's code follows from city and state: nobody types it."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("city") and given.get("state"):
            self.instance.city_code = municipality_code(city=given["city"], state=given["state"])
            if not self.instance.city_code:
                raise ValidationError({"city": problem_text({"problem": "city_unknown", "state": given["state"]})})
        return given


@admin.register(Establishment)
class EstablishmentAdmin(PolicyModelAdmin):
    view_permission = change_permission = "hr.manage_structure"
    form = EstablishmentForm
    list_display = ["name", "written_cnpj", "city", "state", "union_name", "is_active"]
    list_filter = ["is_active", "state"]
    search_fields = ["name", "code", "cnpj"]
    fieldsets = [
        (None, {"fields": [("code", "name"), ("cnpj", "is_active")]}),
        (
            gettext_lazy("Address"),
            {"fields": ["postal_code", ("street", "number"), ("complement", "district"), ("city", "state")]},
        ),
        (gettext_lazy("Union"), {"fields": [("union_name", "union_cnpj")]}),
    ]

    @admin.display(description="CNPJ", ordering="cnpj")
    def written_cnpj(self, place: Establishment) -> str:
        return formats.cpf_cnpj(place.cnpj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The first one is most often the company's own seat."""
        company = get_company()
        if Establishment.objects.exists() or not company.cnpj:
            return {}
        street, _comma, number = company.line1.rpartition(",")
        address = {"street": street or company.line1, "number": number.strip() if street else ""}
        names = ("cnpj", "postal_code", "district", "city", "state")
        seat = {"code": "matriz", "name": company.name, "complement": company.line2}
        return seat | address | {name: getattr(company, name) for name in names}


@admin.register(CostCenter)
class CostCenterAdmin(PolicyModelAdmin):
    view_permission = change_permission = "hr.manage_structure"
    list_display = ["name", "code", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name", "code"]
    fields = [("code", "name"), "is_active"]


class DepartmentForm(forms.ModelForm):
    class Meta:
        model = Department
        fields = ["code", "name", "parent", "head", "cost_center", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "head" in self.fields:
            people = Employee.objects.exclude(state=Employee.State.ENDED).select_related("person").order_by("person__name")
            self.fields["head"].queryset = people  # type: ignore[attr-defined]

    def clean_parent(self) -> Department | None:
        parent: Department | None = self.cleaned_data["parent"]
        if parent is not None and self.instance.pk and is_inside(parent, self.instance.pk):
            raise ValidationError(_("A department cannot be inside of itself. Choose one that is not below it."))
        return parent


@admin.register(Department)
class DepartmentAdmin(PolicyModelAdmin):
    view_permission = change_permission = "hr.manage_structure"
    form = DepartmentForm
    list_display = ["name", "code", "parent", "head", "cost_center", "is_active"]
    list_filter = ["is_active"]
    list_select_related = ["parent", "head__person", "cost_center"]
    search_fields = ["name", "code"]
    fields = [("code", "name"), "parent", "head", "cost_center", "is_active"]


class PositionForm(forms.ModelForm):
    cbo = forms.CharField(label="CBO", max_length=10)

    class Meta:
        model = Position
        fields = ["code", "name", "cbo", "duties", "is_active"]

    def clean_cbo(self) -> str:
        digits = fields.only_digits(self.cleaned_data["cbo"])
        if len(digits) != 6 or not digits.isdigit():
            raise ValidationError(_("A CBO code has six digits, like 414105. Look it up in the CBO search of the Ministry of Labour."))
        return digits


@admin.register(Position)
class PositionAdmin(PolicyModelAdmin):
    view_permission = change_permission = "hr.manage_structure"
    form = PositionForm
    list_display = ["name", "cbo", "code", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name", "code", "cbo"]
    fields = [("code", "name"), "cbo", "duties", "is_active"]


class WorkDayForm(forms.ModelForm):
    class Meta:
        model = WorkDay
        fields = ["weekday", "starts_at", "ends_at", "break_minutes"]

    weekday = forms.TypedChoiceField(label=gettext_lazy("day of the week"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekday"].choices = list(WEEKDAYS.items())  # type: ignore[attr-defined]


class WorkDays(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """The days have to make up the hours of the week that the contract says."""

    def clean(self) -> None:
        super().clean()
        days = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")]
        if any(self.errors) or not days:
            return
        minutes = sum(worked_minutes(day["starts_at"], day["ends_at"], day["break_minutes"]) for day in days)
        said = self.instance.weekly_hours
        rotates = self.instance.journey in (WorkSchedule.Journey.TWELVE_36, WorkSchedule.Journey.ROTATING_SHIFTS)
        if said is not None and not rotates and minutes != int(said * 60):
            told = {"days": _hours(minutes), "said": _hours(int(said * 60))}
            raise ValidationError(_("The days make %(days)s a week and the schedule says %(said)s. Correct one of the two.") % told)


def worked_minutes(begins: Any, ends: Any, pause: int) -> int:
    """Minutes of work in a day; one that ends before it begins goes past midnight.  :raises ValidationError: nothing is left"""
    start, end = datetime.combine(date.min, begins), datetime.combine(date.min, ends)
    span = end - start if end > start else end + timedelta(days=1) - start
    minutes = int(span.total_seconds()) // 60 - pause
    if minutes <= 0:
        raise ValidationError(_("The break is as long as the day. Correct the times."))
    return minutes


def _hours(minutes: int) -> str:
    whole = ngettext("%(count)d hour", "%(count)d hours", minutes // 60) % {"count": minutes // 60}
    return f"{whole} {minutes % 60:02d} min" if minutes % 60 else whole


class WorkDayInline(PolicyInline):
    view_permission = change_permission = "hr.manage_structure"
    model = WorkDay
    form = WorkDayForm
    formset = WorkDays


class WorkScheduleForm(forms.ModelForm):
    class Meta:
        model = WorkSchedule
        fields = ["code", "name", "weekly_hours", "journey", "part_time", "is_active"]
        localized_fields = ["weekly_hours"]

    def clean_weekly_hours(self) -> Decimal:
        hours: Decimal = self.cleaned_data["weekly_hours"]
        if not 0 < hours <= MOST_HOURS:
            raise ValidationError(_("A week has up to 44 hours (Constitution, art. 7 XIII)."))
        return hours

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        limit = {"1": 25, "2": 30, "3": 26}.get(str(given.get("part_time")))
        if limit and given.get("weekly_hours") and given["weekly_hours"] > limit:
            raise ValidationError({"part_time": _("This kind of part time has up to %(limit)s hours a week.") % {"limit": limit}})
        return given


@admin.register(WorkSchedule)
class WorkScheduleAdmin(TracedInlines, PolicyModelAdmin):
    view_permission = change_permission = "hr.manage_structure"
    form = WorkScheduleForm
    inlines = [WorkDayInline]
    list_display = ["name", "weekly_hours", "journey", "part_time", "is_active"]
    list_filter = ["is_active", "journey"]
    search_fields = ["name", "code"]
    fields = [("code", "name"), "weekly_hours", ("journey", "part_time"), "is_active"]


def _cnpj(typed: str) -> str:
    try:
        return str(cnpj_rules.validate(typed.upper()))
    except NumberInvalid:
        raise ValidationError(_("This CNPJ does not exist: its check digits do not match. Compare it with the CNPJ card.")) from None


def _clean(rule: Any, typed: str) -> str:
    try:
        return str(rule(typed))
    except fields.FieldProblem as wrong:
        raise ValidationError(problem_text({"problem": wrong.code} | wrong.data)) from None
