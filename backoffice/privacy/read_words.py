"""What the kinds of sensitive data are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backoffice.core import sensitive

GROUP_WORDS: dict[str, str | Promise] = {
    sensitive.HEALTH: _("Health"),
    sensitive.ORIGIN: _("Origin and union"),
    sensitive.PAY: _("Pay"),
    sensitive.BANK: _("Bank data"),
    sensitive.DOCUMENT: _("Papers"),
    sensitive.EXPORT: _("Whole file taken out"),
}
