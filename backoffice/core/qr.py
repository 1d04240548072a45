"""QR codes for paper."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str) -> SafeString:
    """The text as a QR code: inline SVG without a border."""
    stream = io.BytesIO()
    segno.make(text, error="m").save(stream, kind="svg", xmldecl=False, border=0, dark="#161d21", omitsize=True, svgclass=None)
    return mark_safe(stream.getvalue().decode())  # noqa: S308 - segno's own markup, no text inside
