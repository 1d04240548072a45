"""What the database says about the first steps, and how it is told."""

from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.clock import company_date
from backoffice.core.company import CompanyInfo, read_company
from backoffice.core.models import ApiClient, Company, User
from backoffice.core.templatetags.formats import brl, qty
from finance import queries as finance
from hr import queries as hr
from inventory import queries as inventory
from orders import queries as orders


class Facts:
    """What the database says, each question asked once."""

    def __init__(self, *, user_id: int, at: datetime) -> None:
        self.user_id, self.today = user_id, company_date(at)

    @cached_property
    def company(self) -> CompanyInfo:
        return read_company()

    @cached_property
    def factors(self) -> int:
        return int(Authenticator.objects.filter(user_id=self.user_id).exclude(type=Authenticator.Type.RECOVERY_CODES).count())

    @cached_property
    def people(self) -> int:
        return User.objects.filter(is_active=True).count()

    @cached_property
    def hiring_texts(self) -> int:
        return len(hr.current_texts())

    @cached_property
    def channels(self) -> int:
        return orders.count_channels()

    @cached_property
    def api_clients(self) -> int:
        return ApiClient.objects.filter(is_active=True, is_demo=False).count()

    @cached_property
    def goods(self) -> inventory.Beginnings:
        return inventory.get_beginnings()

    @cached_property
    def books(self) -> finance.Books:
        return finance.get_books(today=self.today)


def tax_name(facts: Facts) -> str:
    """The tax of the company's regime, as the register of taxes would call it."""
    regime = Company.TaxRegime
    return {regime.SIMPLES.value: "Simples Nacional, Anexo I", regime.MEI.value: "DAS-MEI"}.get(
        facts.company.tax_regime, "ICMS, PIS e Cofins"
    )


def tax_url(facts: Facts) -> str:
    if facts.books.has_tax:
        return reverse("admin:finance_salestaxrate_changelist")
    return f"{reverse('admin:finance_salestaxrate_add')}?{urlencode({'name': tax_name(facts), 'valid_from': f'{facts.today:01/%m/%Y}'})}"


def people_said(facts: Facts) -> str:
    return ngettext("%(count)s person has an account", "%(count)s people have accounts", facts.people) % {"count": qty(facts.people)}


def hiring_said(facts: Facts) -> str:
    return ngettext("%(count)s text in force", "%(count)s texts in force", facts.hiring_texts) % {"count": qty(facts.hiring_texts)}


def shop_said(facts: Facts) -> str:
    channels = ngettext("%(count)s channel", "%(count)s channels", facts.channels) % {"count": qty(facts.channels)}
    keys = ngettext("%(count)s API key", "%(count)s API keys", facts.api_clients) % {"count": qty(facts.api_clients)}
    if not facts.api_clients:
        return _("%(channels)s, no API key yet") % {"channels": channels}
    if not facts.channels:
        return _("%(keys)s, no channel yet") % {"keys": keys}
    return _("%(channels)s with %(keys)s") % {"channels": channels, "keys": keys}


def products_said(facts: Facts) -> str:
    return ngettext("%(count)s SKU", "%(count)s SKUs", facts.goods.products) % {"count": qty(facts.goods.products)}


def stock_said(facts: Facts) -> str:
    goods = facts.goods
    return _("%(units)s units worth %(value)s") % {"units": qty(goods.opening_units), "value": brl(goods.opening_value)}


def chart_said(facts: Facts) -> str:
    if facts.books.missing:
        return _("Missing, or switched off: %(accounts)s") % {"accounts": ", ".join(facts.books.missing)}
    return _("%(count)s accounts take entries") % {"count": qty(facts.books.accounts)}


def opening_said(facts: Facts) -> str:
    entry = facts.books.opening
    return _("Entry %(number)s, %(total)s") % {"number": entry.number, "total": brl(entry.total)} if entry else ""
