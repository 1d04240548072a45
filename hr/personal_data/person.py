"""The person: who somebody is, where they live, who belongs to them, where their pay goes."""

from django.utils.translation import gettext_lazy

from backoffice.privacy.datamap import CLEAR, NAME, YEAR, Table
from hr.personal_data.uses import CONTRACT, GOVERNMENT, PAY, SAFETY
from hr.portal.banks import BANK_WORDS
from hr.portal.countries import COUNTRIES
from hr.portal.words import pix_in_words
from hr.words import RACES

TABLES: tuple[Table, ...] = (
    Table(
        model="hr.Person",
        owner="pk",
        title=gettext_lazy("Person"),
        use=CONTRACT,
        personal={
            "name": NAME,
            "social_name": CLEAR,
            "cpf": CLEAR,
            "birth_date": CLEAR,
            "sex": CLEAR,
            "marital_status": CLEAR,
            "education": CLEAR,
            "birth_country": CLEAR,
            "nationality": CLEAR,
            "mother_name": CLEAR,
            "race_colour": CLEAR,
            "disabilities": CLEAR,
            "email": CLEAR,
            "phone": CLEAR,
            "pis": CLEAR,
            "identity_number": CLEAR,
            "identity_issuer": CLEAR,
            "identity_issued_on": CLEAR,
        },
        told=("created_at",),
        words={"race_colour": RACES, "nationality": dict(COUNTRIES), "birth_country": dict(COUNTRIES)},
    ),
    Table(
        model="hr.AddressTerm",
        owner="person",
        title=gettext_lazy("Addresses"),
        use=CONTRACT,
        personal={
            "postal_code": CLEAR,
            "street": CLEAR,
            "number": CLEAR,
            "complement": CLEAR,
            "district": CLEAR,
            "city": CLEAR,
            "city_code": CLEAR,
            "state": CLEAR,
            "street_kind": CLEAR,
            "reason": CLEAR,
        },
        told=("valid",),
        plain=("recorded_by",),
        deletes=True,
    ),
    Table(
        model="hr.Dependent",
        owner="person",
        title=gettext_lazy("Dependents"),
        use=GOVERNMENT,
        personal={"name": NAME, "cpf": CLEAR, "birth_date": YEAR, "sex": CLEAR},
        told=("kind", "for_income_tax", "for_family_allowance", "is_incapable", "ended_on"),
        plain=("kind",),
    ),
    Table(
        model="hr.EmergencyContact",
        owner="person",
        title=gettext_lazy("Emergency contacts"),
        use=SAFETY,
        personal={"name": CLEAR, "relationship": CLEAR, "phone": CLEAR},
        deletes=True,
    ),
    Table(
        model="hr.PayAccount",
        owner="person",
        title=gettext_lazy("Bank data"),
        use=PAY,
        personal={"bank": CLEAR, "branch": CLEAR, "account": CLEAR, "pix_kind": CLEAR, "pix_key": CLEAR},
        told=("recorded_at",),
        words={"bank": BANK_WORDS},
        written={"pix_key": lambda account: pix_in_words(account.pix_kind, account.pix_key)},
        plain=("recorded_by",),
        deletes=True,
    ),
)
