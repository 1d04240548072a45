"""What a file is, by its first bytes: its name and what the browser says of it are not asked."""

from backoffice.core.files.errors import FileKindRefused

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
_KEPT = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}
# Not kept; named so that the refusal can say what to do instead.
_REFUSED = {b"PK\x03\x04": "archive", b"\xd0\xcf\x11\xe0": "office", b"MZ": "program", b"\x7fELF": "program", b"Rar!": "archive"}
_OFFICE_PARTS = (b"word/", b"xl/", b"ppt/", b"mimetype")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")


def kind_of(content: bytes) -> str:
    """
    The content type of something that is kept.

    :raises FileKindRefused: it is neither PDF nor JPEG nor PNG
    """
    for magic, kind in _KEPT.items():
        if content.startswith(magic):
            return kind
    raise FileKindRefused(kind=_refused_kind(content[:4096]))


def _refused_kind(head: bytes) -> str:
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "heic"
    for magic, kind in _REFUSED.items():
        if head.startswith(magic):
            return "office" if kind == "archive" and any(part in head for part in _OFFICE_PARTS) else kind
    return "web" if head.lstrip()[:1] == b"<" else "other"
