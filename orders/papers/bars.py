"""Codes that machines read, as inline SVG for paper: Code 128 and QR."""

import io

import barcode
import segno
from django.utils.safestring import SafeString, mark_safe

# One module 0.4 mm wide and 14 mm high: hand readers and phones read it, and 100 mm hold more than 15 characters.
MODULE_MM = 0.4
HEIGHT_MODULES = 35
# ISO/IEC 15417 asks for ten white modules on each side.
QUIET_MODULES = 10


def modules_of(text: str) -> str:
    """Code 128 as a row of modules, 1 for a bar."""
    return str(barcode.Code128(text).build()[0])


def code128(text: str) -> SafeString:
    """The bar code of an ASCII text; its text for people stands below, written by the template."""
    modules = modules_of(text)
    width = len(modules) + 2 * QUIET_MODULES
    bars = []
    start = None
    for position, module in enumerate(modules + "0"):
        if module == "1" and start is None:
            start = position
        elif module == "0" and start is not None:
            bars.append(f"M{start + QUIET_MODULES} 0h{position - start}v{HEIGHT_MODULES}h-{position - start}z")
            start = None
    size = f'viewBox="0 0 {width} {HEIGHT_MODULES}" width="{width * MODULE_MM:.1f}mm" height="{HEIGHT_MODULES * MODULE_MM:.1f}mm"'
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" {size} aria-hidden="true"><path d="{"".join(bars)}" fill="#000"/></svg>'
    return mark_safe(drawn)  # noqa: S308 - numbers only


def qr(text: str) -> SafeString:
    """A QR code with a quarter of redundancy: labels get scratched."""
    stream = io.BytesIO()
    segno.make(text, error="q").save(stream, kind="svg", xmldecl=False, border=2, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(stream.getvalue().decode())  # noqa: S308 - segno's own markup, no text inside
