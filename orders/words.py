"""Words that several screens and texts of the sales area share."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

METHODS: Mapping[str, str | Promise] = {
    "pix": gettext_lazy("Pix"),
    "bank_slip": gettext_lazy("Boleto"),
    "credit_card": gettext_lazy("Credit card"),
    "debit_card": gettext_lazy("Debit card"),
    "transfer": gettext_lazy("Bank transfer"),
    "cash": pgettext_lazy("payment method", "Cash"),
}
# Why an order waits for approval (orders.approvals), after "because".
APPROVALS: Mapping[str, str | Promise] = {
    "amount": pgettext_lazy("approval", "the total is above the channel's limit"),
    "discount": pgettext_lazy("approval", "the discount is above the channel's limit"),
    "terms": pgettext_lazy("approval", "it is sold on terms"),
    "first_order": pgettext_lazy("approval", "it is a large first order of this customer"),
}
# The small fields that are changed in place (orders.services.edits).
FIELD_NAMES: Mapping[str, str | Promise] = {
    "promised_ship_date": gettext_lazy("Promised ship date"),
    "internal_note": gettext_lazy("Internal note"),
    "line1": pgettext_lazy("address", "Street and number"),
    "line2": pgettext_lazy("address", "Complement"),
    "district": pgettext_lazy("address", "District"),
    "city": pgettext_lazy("address", "City"),
    "state": pgettext_lazy("address", "State"),
    "postal_code": pgettext_lazy("address", "CEP"),
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "document": gettext_lazy("CPF or CNPJ"),
}


def method_name(method: str) -> str:
    """A method as people call it; one that a provider invented stays as it came."""
    return str(METHODS.get(method, method.replace("_", " ")))


def provider_name(provider: str) -> str:
    """mercado_pago -> Mercado Pago."""
    return provider.replace("_", " ").title()
