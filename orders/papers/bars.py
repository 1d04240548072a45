"""Codes that machines read, as inline SVG for paper: Code 128 and QR."""

import io

import segno
from barcode.codex import Code128
from django.utils.safestring import SafeString, mark_safe

# One module 0.4 mm wide and 14 mm high: hand readers and phones read it, and 100 mm hold more than 15 characters.
MODULE_MM = 0.4
HEIGHT_MODULES = 35
# ISO/IEC 15417 asks for ten white modules on each side.
QUIET_MODULES = 10


class _Code128(Code128):  # type: ignore[misc]
    """
    python-barcode 0.16 takes a leading "99" for a change of the code set and drops it from the bars, so the label of order
    99123 would read 123.  Rows begin in set C, where 99 can only be the two digits.
    """

    def _try_to_optimize(self, encoded: list[int]) -> list[int]:
        return encoded if encoded[1] == 99 else list(super()._try_to_optimize(encoded))


def modules_of(text: str) -> str:
    """Code 128 as a row of modules, 1 for a bar."""
    return str(_Code128(text).build()[0])


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
