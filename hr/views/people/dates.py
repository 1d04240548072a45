"""A day of somebody's life: the shared date field begins in 2000, people were born before."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from backoffice.core.forms import LocalizedDateField
from backoffice.core.templatetags import formats


class PastDayField(LocalizedDateField):
    """A day from 1900 to today."""

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)
        if value is None:
            return
        if value > timezone.localdate():
            raise ValidationError(
                _("%(date)s is in the future. Correct the year.") % {"date": formats.day_month_year(value)}, code="future"
            )
        if value.year < 1900:
            raise ValidationError(_("The year is %(year)s. Write it with four digits.") % {"year": value.year}, code="out_of_range")
