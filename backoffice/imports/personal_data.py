"""Rows that came from a table: deleted with their file after limits.RETENTION, blanked before that on request."""

from django.utils.translation import gettext_lazy as _

from backoffice.privacy.datamap import MARKS, WHOLE, Area, Copy, Use

BRINGING_IN = Use(
    purpose=_("Bringing data in from another system, with a way back"),
    legal_base=_("Legitimate interest (LGPD art. 7 IX)"),
    retention=_("Rows and files are deleted 30 days after the import"),
)

PERSONAL_DATA = Area(
    code="imports",
    label=_("Imports"),
    copies=(
        Copy(
            model="imports.ImportRow",
            title=_("Imported rows"),
            use=BRINGING_IN,
            columns={"cells": WHOLE, "key": WHOLE, "title": WHOLE, "changes": WHOLE, "problems": WHOLE},
            plain=("verdict", "outcome", "target"),
        ),
        Copy(
            model="imports.ImportBatch",
            title=_("Imported files"),
            use=BRINGING_IN,
            columns={
                "samples": MARKS,
                "file_name": MARKS,
                "sheets": MARKS,
                "sheet": MARKS,
                "header": MARKS,
                "warnings": MARKS,
                "refusal": MARKS,
            },
            plain=(
                "number",
                "importer",
                "status",
                "path",
                "sha256",
                "kind",
                "encoding",
                "delimiter",
                "options",
                "mapping",
                "created_by_name",
            ),  # fmt: skip
        ),
    ),
)
