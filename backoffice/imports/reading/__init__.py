"""Read what people call a table: CSV in any of its shapes, or a workbook.  Nothing here knows what the rows mean."""

from backoffice.imports.reading.kinds import kind_of_file
from backoffice.imports.reading.sheet import Look, SheetRow, look, read_rows

__all__ = ["Look", "SheetRow", "kind_of_file", "look", "read_rows"]
