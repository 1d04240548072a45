"""What a file is, by its first bytes: a name proves nothing."""

from backoffice.imports.errors import UnreadableFile

CSV, XLSX = "csv", "xlsx"

# (what the file begins with, why it is refused)
_REFUSED: list[tuple[bytes, str]] = [
    (b"\xd0\xcf\x11\xe0", "old_excel"),  # also a workbook with a password
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\x1f\x8b", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
]
_ZIP = b"PK\x03\x04"
_HTML = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<script", b"<svg")
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
# Control characters that no table holds; TAB, LF, CR and NUL (told row by row) are no proof of anything.
_BINARY = bytes(set(range(1, 32)) - {9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31})


def kind_of_file(head: bytes) -> str:
    """
    "csv" or "xlsx", from the first few kilobytes.

    :raises UnreadableFile: empty, or another kind of file
    """
    if not head.strip(b"\x00 \t\r\n"):
        raise UnreadableFile(reason="empty")
    for magic, reason in _REFUSED:
        if head.startswith(magic) and (reason != "program" or b"\x00" in head[:64]):
            raise UnreadableFile(reason=reason)
    if head.startswith(_ZIP):
        return XLSX
    if head.startswith(b"PK"):
        raise UnreadableFile(reason="archive")
    if head.startswith(_BOMS[:2]):
        return CSV
    start = head.removeprefix(_BOMS[2]).lstrip()[:20].lower()
    if start.startswith(_HTML):
        raise UnreadableFile(reason="html")
    if any(byte in _BINARY for byte in head):
        raise UnreadableFile(reason="not_text")
    return CSV
