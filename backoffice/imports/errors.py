"""Refusals of the import wizard, each with a code and data."""

from backoffice.core.errors import Conflict, Invalid, NotFound


class UnreadableFile(Invalid):
    """
    The file is not one that can be read: {"reason", ...}.

    Reasons: too_large, empty, html, old_excel, macros, other_office, not_text, pdf, image, archive, program, broken,
    bomb, external_entities, no_header, header_only, too_many_rows, no_such_sheet.
    """

    code = "unreadable_file"


class ColumnsMissing(Invalid):
    """Required columns have no column of the file: {"columns": [label, ...]}."""

    code = "import_columns_missing"


class ColumnTwice(Invalid):
    """One column of the file was chosen for two things: {"header", "columns": [label, ...]}."""

    code = "import_column_twice"


class OptionMissing(Invalid):
    """A choice of the batch is missing or not offered any more: {"option": label}."""

    code = "import_option_missing"


class ImportChanged(Conflict):
    """Somebody moved the batch on meanwhile: {"status"}; nothing was done."""

    code = "import_changed"


class NothingToImport(Conflict):
    """No row of the batch would change anything: {}."""

    code = "nothing_to_import"


class UndoTooLate(Conflict):
    """File and rows are gone, so the batch cannot be undone any more: {"days"}."""

    code = "undo_too_late"


class UnknownImport(NotFound):
    """No such batch or importer, or not one of the actor's: {"key"}."""

    code = "unknown_import"
