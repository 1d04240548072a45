"""
How Retaguarda writes numbers, dates and documents for a Brazilian reader: Decimal and str in, str out.

Pure functions, so that screen, PDF and e-mail print the same characters: "." for thousands, "," for decimals,
U+2212 as the minus sign, a no-break space after R$, nothing at all for what is missing.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from backoffice.core.money import quantize_half_up

MINUS = "\u2212"
NBSP = "\u00a0"
BULLET = "\u2022"

Number = Decimal | int | str | None


def number(value: Number) -> Decimal | None:
    """
    The value as a Decimal; None and "" are missing.

    :raises TypeError: a float (or bool) was given: figures that were floats once are not exact any more
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise TypeError(f"{type(value).__name__} is no exact number: {value!r}")
    return value if isinstance(value, Decimal) else Decimal(value)


def plain(value: Number, places: int) -> str:
    """1189 with 2 places -> "1.189,00"; -51.44 -> "−51,44"; missing -> ""."""
    amount = number(value)
    if amount is None:
        return ""
    rounded = quantize_half_up(amount, places)
    text = f"{abs(rounded):,.{places}f}".translate(str.maketrans(",.", ".,"))
    return MINUS + text if rounded < 0 else text


def money(value: Number) -> str:
    """The amount alone, for columns whose title names the currency: "1.189,00"."""
    return plain(value, 2)


def brl(value: Number) -> str:
    """The amount with its currency, for running text: "R$ 1.189,00", "−R$ 51,44"."""
    text = plain(value, 2)
    if not text:
        return ""
    return f"{MINUS}R${NBSP}{text[1:]}" if text.startswith(MINUS) else f"R${NBSP}{text}"


def signed(value: Number, places: int = 2) -> str:
    """A difference or variation: "+9.061,00", "−786,30"; zero carries no sign."""
    text = plain(value, places)
    if not text or text.startswith(MINUS) or not text.strip("0,."):
        return text
    return f"+{text}"


def percent(value: Number, places: int = 1) -> str:
    """A figure that already is a percentage: 31.8 -> "31,8%"."""
    text = plain(value, places)
    return f"{text}%" if text else ""


def qty(value: Number) -> str:
    """A quantity without idle zeros: 6 -> "6", 4.850 -> "4,85", 1106 -> "1.106"."""
    amount = number(value)
    if amount is None:
        return ""
    exponent = amount.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return plain(amount, places)


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def clock(value: datetime | None) -> str:
    """The time as people say it: "8h14", "14h00"."""
    if not value:
        return ""
    local = _local(value)
    assert isinstance(local, datetime)
    return f"{local.hour}h{local.minute:02d}"


def day_month_year(value: date | datetime | None) -> str:
    """24/11/2026, always with the year."""
    return f"{_local(value):%d/%m/%Y}" if value else ""


def short_date(value: date | datetime | None) -> str:
    """24/11 in the present year, 24/11/2025 in any other."""
    if not value:
        return ""
    local = _local(value)
    return f"{local:%d/%m}" if local.year == timezone.localdate().year else f"{local:%d/%m/%Y}"


def short_datetime(value: datetime | None) -> str:
    """24/11 8h14."""
    return f"{short_date(value)} {clock(value)}" if value else ""


def recent_when(value: datetime | None) -> str:
    """8h14 if it was today, 23/11 8h14 before: the times of a timeline."""
    if not value:
        return ""
    return clock(value) if f"{_local(value):%Y%m%d}" == f"{timezone.localdate():%Y%m%d}" else short_datetime(value)


def clock_after(value: datetime | None) -> str:
    """The first full minute from then on, for what opens at that moment: who comes at the minute that is named finds it open."""
    return clock(value + timedelta(seconds=59)) if value else ""


def long_when(value: datetime | None) -> str:
    """06/11/2026 às 17h42: the author's clock, for statements and signatures."""
    return _("%(date)s at %(time)s") % {"date": day_month_year(value), "time": clock(value)} if value else ""


def in_case(words: str) -> str:
    """Names of days and months as the reader's language writes them: small in Portuguese, with capitals in English."""
    return words.lower() if (get_language() or "").startswith("pt") else words


def month_year(period: int) -> str:
    """202610 -> "outubro de 2026"."""
    day = date(period // 100, period % 100, 1)
    return _("%(month)s %(year)s") % {"month": in_case(date_format(day, "F")), "year": day.year}


def weekday_date(value: date | datetime | None) -> str:
    """sexta 18/12, with the year where it is not this one: a day that people plan by."""
    return f"{in_case(date_format(_local(value), 'l').split('-')[0])} {short_date(value)}" if value else ""


def day_span(first: date | datetime | None, last: date | datetime | None) -> str:
    """03/02/2025 a 02/02/2026."""
    return _("%(first)s to %(last)s") % {"first": day_month_year(first), "last": day_month_year(last)} if first and last else ""


def full_date(value: date | datetime | None) -> str:
    """terça-feira, 24 de novembro de 2026."""
    return in_case(date_format(_local(value), _("l, F j, Y"))) if value else ""


def cpf_cnpj(value: str | None) -> str:
    """123.456.789-09 or 12.ABC.345/01DE-35 (CNPJ has letters since 2026); anything else stays as it is."""
    clean = "".join(char for char in value or "" if char.isalnum()).upper()
    if len(clean) == 11 and clean.isdigit():
        return f"{clean[:3]}.{clean[3:6]}.{clean[6:9]}-{clean[9:]}"
    if len(clean) == 14:
        return f"{clean[:2]}.{clean[2:5]}.{clean[5:8]}/{clean[8:12]}-{clean[12:]}"
    return value or ""


def masked_document(value: str | None) -> str:
    """A person's CPF for those who may not see it: •••.456.789-••. A CNPJ is public and stays readable."""
    text = cpf_cnpj(value)
    if len(text) == 14 and text[3] == ".":
        return f"{BULLET * 3}{text[3:12]}{BULLET * 2}"
    clean = "".join(char for char in text if char.isalnum())
    return text if len(clean) == 14 or not clean else BULLET * len(clean)


def phone(value: str | None) -> str:
    """4133330142 or +554133330142 -> (41) 3333-0142; a number of another shape stays as it is."""
    digits = "".join(char for char in value or "" if char.isdigit())
    local = digits[2:] if len(digits) in (12, 13) and digits.startswith("55") else digits
    return f"({local[:2]}) {local[2:-4]}-{local[-4:]}" if len(local) in (10, 11) else value or ""


def postal_code(value: str | None) -> str:
    """80420090 -> 80420-090; anything else stays as it is."""
    return f"{value[:5]}-{value[5:]}" if value and len(value) == 8 and value.isdigit() else value or ""


def pis(value: str | None) -> str:
    """12345678900 -> 123.45678.90-0, as it stands on the Caixa's card; anything else stays as it is."""
    return f"{value[:3]}.{value[3:8]}.{value[8:10]}-{value[10]}" if value and len(value) == 11 and value.isdigit() else value or ""


def initials(name: str | None) -> str:
    """Renata Moura -> RM, for the round badge beside a name."""
    words = [word for word in (name or "").split() if word[:1].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
