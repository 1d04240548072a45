"""The parts of "Seus dados", in their order: which fields each has.  What is in them is read by hr.queries.portal_data."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Step:
    """``code`` is kept (PortalStep); ``slug`` is the address; ``hint`` says why it is asked."""

    code: str
    slug: str
    title: str | Promise
    hint: str | Promise
    fields: tuple[str, ...]


IDENTITY, BIRTH, ABOUT, ADDRESS, CONTACT = "identity", "birth", "about", "address", "contact"
DEPENDENTS, PAY, EMERGENCY, TRANSPORT = "dependents", "pay", "emergency", "transport"

STEPS = (
    Step(
        IDENTITY,
        "identificacao",
        _("Name and documents"),
        _("as they stand in your documents: they go into the contract"),
        ("name", "social_name", "cpf", "mother_name", "identity_number", "identity_issuer", "identity_issued_on", "pis"),
    ),
    Step(
        BIRTH,
        "nascimento",
        _("Birth and schooling"),
        _("eSocial asks for it on every admission"),
        ("birth_date", "sex", "marital_status", "education", "birth_country", "nationality"),
    ),
    Step(ABOUT, "declaracao", _("How you see yourself"), _("you may prefer not to say"), ("race_colour", "disabilities")),
    Step(
        ADDRESS,
        "endereco",
        _("Address"),
        _("where you live now"),
        ("postal_code", "street", "number", "complement", "district", "city", "state"),
    ),
    Step(CONTACT, "contato", _("E-mail and mobile phone"), _("where we reach you"), ("email", "phone")),
    Step(DEPENDENTS, "dependentes", _("Dependents"), _("children, spouse or others who depend on you"), ()),
    Step(
        PAY,
        "pagamento",
        _("Bank account or Pix key"),
        _("it is where your pay goes"),
        ("pix_kind", "pix_key", "bank", "branch", "account"),
    ),
    Step(EMERGENCY, "emergencia", _("Emergency contact"), _("whom we call if you are unwell"), ("name", "relationship", "phone")),
    Step(
        TRANSPORT,
        "transporte",
        _("Transport voucher"),
        _("whether you want it, and for which way"),
        ("wants_voucher", "trips_a_day", "lines"),
    ),
)
BY_CODE = {step.code: step for step in STEPS}
BY_SLUG = {step.slug: step for step in STEPS}
