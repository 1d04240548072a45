"""PDFs keep their pages and lose everything that acts: scripts, launched programs, links, attachments, forms."""

import io
from typing import Any

from django.conf import settings

from backoffice.core.files.errors import FileTooLarge, FileUnreadable

_OF_A_PAGE = frozenset({"/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit", "/Group"})
# Wherever they stand: actions, scripts, attachments, forms with programs, notes of the programs that made it.
_NEVER = ("/AA", "/OpenAction", "/JS", "/JavaScript", "/EF", "/AF", "/EmbeddedFiles", "/XFA", "/OPI", "/PieceInfo", "/Metadata")


def rebuild(content: bytes) -> tuple[bytes, int]:
    """
    A new PDF of the same pages, with what was filled into forms drawn on them; and how many pages.

    What opens without a password is read, even if its maker forbade to print it; what asks for one is refused.

    :raises FileUnreadable: broken, without pages, or locked with a password
    :raises FileTooLarge: more pages than ``KEPT_FILE_MAX_PAGES``
    """
    import pikepdf  # noqa: PLC0415 - 20 MB that only whoever takes a PDF in needs

    try:
        with pikepdf.open(io.BytesIO(content)) as source, pikepdf.new() as clean:
            pages = len(source.pages)
            if not pages:
                raise FileUnreadable(reason="broken")
            if pages > settings.KEPT_FILE_MAX_PAGES:
                raise FileTooLarge(pages=pages, limit_pages=settings.KEPT_FILE_MAX_PAGES)
            source.flatten_annotations("screen")
            clean.pages.extend(source.pages)
            _strip(clean)
            made = io.BytesIO()
            clean.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            return made.getvalue(), pages
    except pikepdf.PasswordError as locked:
        raise FileUnreadable(reason="password") from locked
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, RecursionError) as broken:
        raise FileUnreadable(reason="broken") from broken


def _strip(pdf: Any) -> None:
    """The new file has only what the pages lead to; of that, only what draws."""
    for page in pdf.pages:
        for key in [key for key in page.obj if key not in _OF_A_PAGE]:
            del page.obj[key]
    for thing in pdf.objects:
        if thing._type_name in ("dictionary", "stream"):
            for key in _NEVER:
                if key in thing:
                    del thing[key]
