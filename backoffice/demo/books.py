"""What the demo shop spends beside its goods: posted by hand at each month's end, as its accountant would."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID, uuid5

from backoffice.core.actors import Actor
from backoffice.core.clock import company_date
from backoffice.core.money import quantize_half_up
from finance import services as finance
from finance.posting.drafts import LineDraft

_NAMESPACE = UUID("6f3b1f0a-2b1e-4c1e-9d55-0f6d8c1b7a10")
_BANK = "1.1.01.002"
_SUPPLIERS = "2.1.06.001"

# (description, expense account, credited account, amount of a usual month)
MONTHLY = [
    ("Folha de pagamento", "4.3.01.001", "2.1.04.001", Decimal("11900.00")),
    ("Encargos da folha", "4.3.01.002", "2.1.04.002", Decimal("3120.00")),
    ("Provisão de férias e 13º", "4.3.01.003", "2.1.04.003", Decimal("2870.00")),
    ("Vale-transporte e refeição", "4.3.01.004", _BANK, Decimal("1960.00")),
    ("Aluguel do depósito", "4.3.02.001", _SUPPLIERS, Decimal("4600.00")),
    ("Energia, água e telefone", "4.3.02.002", _SUPPLIERS, Decimal("890.00")),
    ("Plataforma, hospedagem e sistemas", "4.3.03.001", _SUPPLIERS, Decimal("2140.00")),
    ("Honorários da contabilidade", "4.3.04.001", _SUPPLIERS, Decimal("1650.00")),
    ("Material de escritório", "4.3.05.001", _BANK, Decimal("380.00")),
    ("Anúncios", "4.2.01.005", _SUPPLIERS, Decimal("6100.00")),
    ("Embalagens consumidas", "4.2.01.004", "1.1.03.003", Decimal("1740.00")),
    ("Fatura de transportadoras", "4.2.01.003", "2.1.01.003", Decimal("8650.00")),
    ("Comissões do marketplace", "4.2.01.001", "1.1.02.003", Decimal("5980.00")),
    ("Depreciação", "4.4.01.001", "1.2.01.090", Decimal("1140.00")),
    ("Tarifas bancárias", "4.5.01.002", _BANK, Decimal("420.00")),
    ("Antecipação de recebíveis", "4.5.01.001", _BANK, Decimal("610.00")),
]


def open_books(*, by: Actor, at: datetime) -> None:
    """The money the shop began with, and the tax it pays on sales."""
    finance.ensure_tax_rate(
        name="Simples Nacional, Anexo I",
        rate=Decimal("8.825"),
        valid_from=date(2018, 1, 1),
        source="LC 123/2006, Anexo I (LC 155/2016): RBT12 de R$ 1.200.000,00",
        by=by,
        at=at,
    )
    capital = (("1.1.01.002", Decimal("90000.00")), ("1.1.03.003", Decimal("12000.00")), ("1.2.01.001", Decimal("68400.00")))
    lines = [LineDraft(account, amount) for account, amount in capital]
    lines.append(LineDraft("2.3.01.001", -sum((amount for _account, amount in capital), Decimal(0))))
    _post("Capital inicial", company_date(at), tuple(lines), by=by, at=at)


def close_months(*, start: datetime, until: datetime, by: Actor, random: Random) -> None:
    """Post the month's expenses on its last day; the present month has those up to today."""
    day = company_date(start)
    today = company_date(until)
    while day <= today:
        last = day.replace(day=monthrange(day.year, day.month)[1])
        share = Decimal((min(last, today) - day).days + 1) / monthrange(day.year, day.month)[1]
        for description, expense, credited, usual in MONTHLY:
            amount = quantize_half_up(usual * share * Decimal(random.randrange(92, 109)) / 100)
            lines = (LineDraft(expense, amount), LineDraft(credited, -amount))
            _post(description, min(last, today), lines, by=by, at=until)
        day = last + timedelta(days=1)


def _post(description: str, posted_on: date, lines: tuple[LineDraft, ...], *, by: Actor, at: datetime) -> None:
    token = uuid5(_NAMESPACE, f"{description} {posted_on}")
    finance.post_manual_entry(
        entry=finance.ManualEntry(token=token, posted_on=posted_on, description=description, lines=lines), by=by, at=at
    )
