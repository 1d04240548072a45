"""The sentences of the import wizard's refusals: fact, reason, way out."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Data = dict[str, Any]

_REASONS: dict[str, Callable[[Data], str]] = {
    "too_large": lambda data: _("The file is larger than 20 MB. Take out columns or pictures, or split it."),
    "empty": lambda data: _("The file is empty. Choose the one with the rows."),
    "html": lambda data: _("This is a web page with the name of a table. Open it in Excel and save it as .xlsx or CSV."),
    "old_excel": lambda data: _(
        "This is a workbook of the old kind (.xls) or one with a password. Open it in Excel and save it as .xlsx without a password."
    ),
    "macros": lambda data: _("The workbook holds macros. Save it as .xlsx, which keeps only the data."),
    "other_office": lambda data: _("This is another kind of office file. Open it and save the table as .xlsx or CSV."),
    "not_text": lambda data: _("The file holds no text that can be read. Save the table as .xlsx or CSV."),
    "pdf": lambda data: _("This is a PDF. Choose the table, as .xlsx or CSV."),
    "image": lambda data: _("This is a picture. Choose the table, as .xlsx or CSV."),
    "archive": lambda data: _("This is a compressed file. Unpack it and choose the table in it."),
    "program": lambda data: _("This is a program, not a table. Choose a .xlsx or CSV file."),
    "broken": lambda data: _("The workbook is damaged. Open it in Excel, save it again and choose the new file."),
    "bomb": lambda data: _(
        "Unpacked, the workbook is far larger than its rows can be. Copy the rows into a new workbook and choose that one."
    ),
    "external_entities": lambda data: _("The workbook refers to contents outside of it. Copy the rows into a new workbook."),
    "no_header": lambda data: _("No row with the names of the columns was found. Put them into the first row."),
    "header_only": lambda data: _("Below the names of the columns there is no row. Columns found: %(header)s.") % data,
    "too_many_rows": lambda data: _("The file has more than 50,000 rows. Split it and bring the parts in one after the other."),
    "no_such_sheet": lambda data: _("The workbook has no sheet “%(sheet)s”. Choose another.") % data,
}

ERROR_TEXTS: dict[str, Callable[[Data], str]] = {
    "unreadable_file": lambda data: _REASONS[data["reason"]](data),
    "import_columns_missing": lambda data: (
        ngettext("Choose the column for %(columns)s.", "Choose the columns for %(columns)s.", len(data["columns"]))
        % {"columns": ", ".join(data["columns"])}
    ),
    "import_column_twice": lambda data: (
        _("The column “%(header)s” is chosen for %(columns)s. Each column of the file can be only one thing.")
        % {"header": data["header"], "columns": ", ".join(data["columns"])}
    ),
    "import_option_missing": lambda data: _("Choose: %(option)s.") % data,
    "import_changed": lambda data: _("The import went on meanwhile. Nothing was done twice: look at where it stands now."),
    "nothing_to_import": lambda data: _("No row of this file would change anything. There is nothing to bring in."),
    "undo_too_late": lambda data: (
        _("File and rows were deleted %(days)d days after the import, so it cannot be undone any more. Change the records by hand.") % data
    ),
    "unknown_import": lambda data: _("This import does not exist, or you may not see it."),
}
