"""Names of the fields of a file, for its story and its forms."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FIELD_NAMES: dict[str, str | Promise] = {
    "name": _("civil name"),
    "social_name": _("social name"),
    "cpf": "CPF",
    "birth_date": _("date of birth"),
    "sex": _("sex"),
    "marital_status": _("marital status"),
    "education": _("schooling"),
    "birth_country": _("country of birth"),
    "nationality": _("nationality"),
    "mother_name": _("mother's name"),
    "race_colour": _("race or colour"),
    "disabilities": _("disabilities"),
    "email": _("e-mail"),
    "phone": _("phone"),
    "pis": "PIS/NIS",
    "identity_number": _("identity document"),
    "identity_issuer": _("issued by"),
    "identity_issued_on": _("issued on"),
    "kind": _("relationship"),
}

# eSocial, field racaCor.
RACES: dict[str, str | Promise] = {
    "1": pgettext_lazy("race or colour", "White"),
    "2": pgettext_lazy("race or colour", "Black"),
    "3": pgettext_lazy("race or colour", "Mixed (parda)"),
    "4": pgettext_lazy("race or colour", "Asian (amarela)"),
    "5": pgettext_lazy("race or colour", "Indigenous"),
    "6": pgettext_lazy("race or colour", "Not said"),
}
DISABILITIES: dict[str, str | Promise] = {
    "fisica": pgettext_lazy("disability", "Physical"),
    "visual": pgettext_lazy("disability", "Visual"),
    "auditiva": pgettext_lazy("disability", "Hearing"),
    "mental": pgettext_lazy("disability", "Mental"),
    "intelectual": pgettext_lazy("disability", "Intellectual"),
    "reabilitado": pgettext_lazy("disability", "Rehabilitated"),
}
