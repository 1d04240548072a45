"""Days and hours as the portal says them: "1º de dezembro", "sexta, 27/11", "ontem às 20h14"."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from backoffice.core.templatetags import formats


def day_in_words(day: date) -> str:
    """1º de dezembro."""
    if not (get_language() or "pt-br").startswith("pt"):
        return date_format(day, "j F")
    return f"{'1º' if day.day == 1 else day.day} de {date_format(day, 'F').lower()}"


def weekday_and_day(day: date) -> str:
    """sexta, 27/11."""
    return f"{date_format(day, 'l').lower().removesuffix('-feira')}, {formats.short_date(day)}"


def sent_when(at: datetime, *, now: datetime) -> str:
    """Hoje às 8h02, ontem às 20h14, 21/11 às 9h00."""
    day, today = timezone.localdate(at), timezone.localdate(now)
    if day == today:
        return _("today at %(time)s") % {"time": formats.clock(at)}
    if day == today - timedelta(days=1):
        return _("yesterday at %(time)s") % {"time": formats.clock(at)}
    return _("on %(day)s at %(time)s") % {"day": formats.short_date(at), "time": formats.clock(at)}
