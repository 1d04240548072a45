"""A list as a file: exactly what is filtered, with the chosen columns, by the same read door as the screen."""

from backoffice.core.lists.export.files import CSV, FORMATS, XLSX, Format, write_file
from backoffice.core.lists.export.guard import defuse, restore

__all__ = ["CSV", "FORMATS", "XLSX", "Format", "defuse", "restore", "write_file"]
