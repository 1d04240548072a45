"""Schedules in words: "todo dia 1º às 7h00", "seg. e qui. às 8h30"."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.report_centre.models import Schedule

WEEKDAYS = [
    (0, gettext_lazy("Monday")),
    (1, gettext_lazy("Tuesday")),
    (2, gettext_lazy("Wednesday")),
    (3, gettext_lazy("Thursday")),
    (4, gettext_lazy("Friday")),
    (5, gettext_lazy("Saturday")),
    (6, gettext_lazy("Sunday")),
]


def when(schedule: Schedule) -> str:
    """The schedule's rule as a person says it."""
    return _("%(days)s at %(time)s") % {"days": _days(schedule), "time": f"{schedule.at_time.hour}h{schedule.at_time.minute:02d}"}


def _days(schedule: Schedule) -> str:
    if schedule.frequency == Schedule.Frequency.DAILY:
        return _("every day")
    if schedule.frequency == Schedule.Frequency.WEEKLY:
        names = [str(dict(WEEKDAYS)[day]).lower() for day in schedule.weekdays]
        return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]} if len(names) > 1 else "".join(names)
    if schedule.day_rule == Schedule.DayRule.DAY:
        day = _("the 1st") if schedule.month_day == 1 else str(schedule.month_day)
        return _("every month on day %(day)s") % {"day": day}
    return {
        Schedule.DayRule.LAST: _("on the last day of the month"),
        Schedule.DayRule.FIRST_WORKDAY: _("on the first weekday of the month"),
        Schedule.DayRule.LAST_WORKDAY: _("on the last weekday of the month"),
    }[Schedule.DayRule(schedule.day_rule)]
