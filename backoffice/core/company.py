"""Who the company is: one row in the database; before it is written down, what the environment says."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from stdnum.br import cnpj as cnpj_rules
from stdnum.exceptions import ValidationError

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.errors import Conflict, Invalid
from backoffice.core.models.company import Company

# Every page and paper names the company; it changes once in years.
KEPT_SECONDS = 30
_KEY = "company"


class InvalidCompany(Invalid):
    """A field of the company is wrong; ``field`` and ``value``."""

    code = "invalid_company"


class CompanyChanged(Conflict):
    """Somebody else changed the company meanwhile; ``version`` is the present one."""

    code = "company_changed"


@dataclass(frozen=True, kw_only=True)
class CompanyInfo:
    """``version`` is 0 while nobody has written the company down.  ``city`` is "Curitiba", ``place`` "Curitiba/PR"."""

    name: str
    legal_name: str
    cnpj: str = ""
    state_registration: str = ""
    tax_regime: str = ""
    email: str = ""
    phone: str = ""
    postal_code: str = ""
    line1: str = ""
    line2: str = ""
    district: str = ""
    city: str = ""
    state: str = ""
    version: int = 0

    @property
    def place(self) -> str:
        """City and state as they stand on paper."""
        return "/".join(filter(None, [self.city, self.state]))

    @property
    def is_known(self) -> bool:
        """Whether it was written down here, not only in the environment."""
        return self.version > 0


def get_company() -> CompanyInfo:
    """The company; at most some seconds old in other processes than the one that changed it."""
    kept: CompanyInfo | None = caches["process"].get(_KEY)
    return read_company() if kept is None else kept


def read_company() -> CompanyInfo:
    """The company as it stands now, for who is about to change it; other readers of this process learn it too."""
    row = Company.objects.filter(pk=1).first()
    read = CompanyInfo(**{name: getattr(row, name) for name in asdict(from_settings())}) if row else from_settings()
    caches["process"].set(_KEY, read, KEPT_SECONDS)
    return read


def from_settings() -> CompanyInfo:
    """What the environment says (COMPANY_NAME and others)."""
    return CompanyInfo(**settings.COMPANY)


def forget() -> None:
    """Read it anew at the next question."""
    caches["process"].delete(_KEY)


@transaction.atomic
def save_company(*, info: CompanyInfo, by: Actor, at: datetime) -> CompanyInfo:
    """
    Write the company down; ``info.version`` is the one that was looked at, 0 for the first time.

    :raises InvalidCompany: the CNPJ's check digits are wrong, a name, the city or the tax regime is missing
    :raises CompanyChanged: it is not at that version any more
    """
    clean = _checked(info)
    present = Company.objects.select_for_update().filter(pk=1).first()
    if (present.version if present else 0) != info.version:
        raise CompanyChanged(version=present.version if present else 0)
    before = {name: getattr(present, name) for name in asdict(clean)} if present else {}
    saved = replace(clean, version=info.version + 1)
    if present:
        Company.objects.filter(pk=1).update(**asdict(saved), updated_at=at)
    else:
        _row, is_ours = Company.objects.get_or_create(pk=1, defaults=asdict(saved) | {"updated_at": at})
        if not is_ours:  # two people at the first form at once
            raise CompanyChanged(version=1)
    after = {name: value for name, value in asdict(saved).items() if before.get(name) != value}
    old = {name: before[name] for name in after if name in before}
    audit.record([audit.Trace(action="company.changed", subject=("company", "1"), at=at, before=old, after=after)], by=by)
    transaction.on_commit(forget)
    return saved


def _checked(info: CompanyInfo) -> CompanyInfo:
    texts: dict[str, Any] = {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in asdict(info).items()}
    clean = CompanyInfo(**texts)
    for name in ("name", "legal_name", "city", "state"):
        if not getattr(clean, name):
            raise InvalidCompany(field=name, value="")
    try:
        number = cnpj_rules.validate(clean.cnpj.upper())
    except ValidationError as wrong:
        raise InvalidCompany(field="cnpj", value=clean.cnpj) from wrong
    if clean.tax_regime not in Company.TaxRegime.values:
        raise InvalidCompany(field="tax_regime", value=clean.tax_regime)
    return replace(clean, cnpj=number, state=clean.state.upper())
