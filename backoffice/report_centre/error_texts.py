"""Words of the report centre's refusals: fact, reason, way out."""

from django.utils.translation import gettext as _

from backoffice.core.error_texts import Text

ERROR_TEXTS: dict[str, Text] = {
    "report_not_found": lambda data: _("No report carries this code. Check it against the paper."),
    "schedule_not_found": lambda data: _("This schedule does not exist, or it belongs to somebody else."),
    "schedule_changed": lambda data: _("Somebody changed this schedule while you were editing. See what it says now and change it again."),
    "report_files_expired": lambda data: (
        _("The files of this report were kept for %(days)s days and are gone. Ask for the report again.") % {"days": data.get("days", "")}
    ),
}
