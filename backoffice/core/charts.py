"""
Charts as inline SVG: the same drawing on the screen, in the PDF and without any script.

Amounts come in as Decimal and leave as hundredths of a pixel (integers); nothing is ever a float.  Every chart says
its message in aria-label, and its numbers stand in a table beside or below it (docs/mechanisms/screens.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.dateformat import format as date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from backoffice.core.money import quantize_half_up
from backoffice.core.templatetags.formats import plain

THOUSAND = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Look:
    """Colours and sizes of one medium, in pixels: WeasyPrint knows no custom properties in SVG, so paper names its colours."""

    ink: str
    ink_2: str
    main: str
    less: str
    width: int
    label: int
    value: int
    row: int
    bar: int
    baseline: int
    font: str
    radius: str


SCREEN = Look(
    "var(--rg-ink)", "var(--rg-ink-2)", "var(--rg-c1)", "var(--rg-c-less)",
    width=326, label=104, value=52, row=23, bar=14, baseline=11, font="12", radius="2",
)  # fmt: skip
PAPER = Look(
    "#161d21", "#4a565c", "#16606e", "#8d9597",
    width=300, label=84, value=44, row=17, bar=8, baseline=8, font="8.6", radius="2",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of a waterfall: a level that was reached (``total``), or what was taken or added on the way."""

    label: str
    amount: Decimal
    total: bool = False


def _px(hundredths: int) -> str:
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


class _Scale:
    """Maps amounts to hundredths of a pixel so that lowest..highest fills ``pixels``; the range always holds zero."""

    def __init__(self, amounts: Sequence[Decimal], pixels: int) -> None:
        self.low = min([*amounts, Decimal(0)])
        self.span = max([*amounts, Decimal(0)]) - self.low or Decimal(1)
        self.pixels = pixels * 100

    def __call__(self, amount: Decimal) -> int:
        return int(quantize_half_up((amount - self.low) * self.pixels / self.span, 0))


def thousands(amount: Decimal) -> str:
    """The figure beside a bar, in R$ thousands with one decimal: 413061.00 -> "413,1"."""
    return plain(amount / THOUSAND, 1)


def levels(steps: Sequence[Step]) -> list[tuple[Decimal, Decimal]]:
    """Where each bar begins and ends: totals stand on zero, the steps between them hang from the level before."""
    found: list[tuple[Decimal, Decimal]] = []
    level = Decimal(0)
    for step in steps:
        start, level = (Decimal(0), step.amount) if step.total else (level, level + step.amount)
        found.append((start, level))
    return found


def waterfall(steps: Sequence[Step], message: str, look: Look = SCREEN) -> SafeString:
    """
    From income to profit: totals stand on zero, the steps between them hang from the level before.

    ``message`` is what the chart says in one sentence, for those who cannot see it.
    """
    edges = levels(steps)
    scale = _Scale([edge for pair in edges for edge in pair], look.width - look.label - look.value)
    left = look.label * 100
    pieces = []
    for index, (step, (start, end)) in enumerate(zip(steps, edges, strict=True)):
        top = 550 + index * look.row * 100
        near, far = sorted((scale(start), scale(end)))
        ink, weight = (look.ink, "600") if step.total else (look.ink_2, "400")
        common = {
            "ink": ink,
            "weight": weight,
            "text_y": _px(top + look.baseline * 100),
            "y": _px(top),
            "height": look.bar,
            "radius": look.radius,
        }
        pieces.append(
            format_html(
                '<text x="0" y="{text_y}" fill="{ink}" font-weight="{weight}">{label}</text>'
                '<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="{fill}"/>'
                '<text x="{right}" y="{text_y}" text-anchor="end" fill="{ink}" font-weight="{weight}">{value}</text>',
                label=step.label,
                x=_px(left + near),
                width=_px(max(far - near, 50)),
                fill=look.main if step.total else look.less,
                right=look.width,
                value=thousands(step.amount),
                **common,
            )
        )
        if index + 1 < len(steps) and not (step.total and steps[index + 1].total):
            pieces.append(
                format_html(
                    '<line x1="{x}" x2="{x}" y1="{y1}" y2="{y2}" stroke="{ink}" stroke-width=".8"/>',
                    x=_px(left + scale(end)),
                    y1=_px(top + look.bar * 100),
                    y2=_px(top + look.row * 100),
                    ink=look.ink_2,
                )
            )
    return _svg(pieces, message, look, height=len(steps) * look.row + 2)


def months(amounts: Sequence[tuple[date, Decimal]], message: str, look: Look = SCREEN) -> SafeString:
    """
    Up to 12 months as bars, zero based, the last one in colour; losses hang below the line.

    The year stands under its first month. Paper, which cannot be asked, carries every figure; the screen the last, the
    highest and the lowest.
    """
    if not amounts:
        return _svg([], message, look, height=2)
    values = [amount for _month, amount in amounts]
    spoken = set(range(len(values))) if look is PAPER else {len(values) - 1, values.index(max(values)), values.index(min(values))}
    height, top, bottom = 189, 22, 29
    room = 14 if min(values) < 0 else 0
    scale = _Scale(values, height - top - bottom - room)
    base = (height - bottom) * 100
    zero = base - room * 100 - scale(Decimal(0))
    pitch = look.width * 100 // len(amounts)
    width = pitch * 68 // 100
    pieces = []
    year = 0
    for index, (month, amount) in enumerate(amounts):
        last = index + 1 == len(amounts)
        x = index * pitch + (pitch - width) // 2
        end = base - room * 100 - scale(amount)
        pieces.append(
            format_html(
                '<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="1.5" fill="{fill}"/>'
                '<text x="{middle}" y="{value_y}" text-anchor="middle" fill="{ink}" font-weight="{weight}">{value}</text>'
                '<text x="{middle}" y="{month_y}" text-anchor="middle" fill="{ink_2}">{name}</text>',
                x=_px(x),
                y=_px(min(end, zero)),
                width=_px(width),
                height=_px(max(abs(zero - end), 50)),
                fill=look.main if last else look.less,
                middle=_px(x + width // 2),
                value_y=_px(end - 400 if amount >= 0 else end + 1000),
                ink=look.ink,
                weight="600" if last else "400",
                value=thousands(amount) if index in spoken else "",
                month_y=_px(base + 1300),
                ink_2=look.ink_2,
                name=date_format(month, "b"),
            )
        )
        if month.year != year:
            year = month.year
            pieces.append(format_html('<text x="{}" y="{}" fill="{}">{}</text>', _px(x), _px(base + 2500), look.ink_2, str(year)))
    pieces.append(
        format_html('<line x1="0" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width=".8"/>', look.width, _px(zero), _px(zero), look.ink_2)
    )
    return _svg(pieces, message, look, height)


def days(amounts: Sequence[tuple[date, Decimal]], message: str, look: Look = SCREEN) -> SafeString:
    """Any number of days as bars on zero; the highest and the last carry their figure, first and last their date."""
    if not amounts:
        return _svg([], message, look, height=2)
    values = [amount for _day, amount in amounts]
    height, top, bottom = 150, 18, 18
    scale = _Scale(values, height - top - bottom)
    base = (height - bottom) * 100
    zero = base - scale(Decimal(0))
    pitch = look.width * 100 // len(amounts)
    peak, last = values.index(max(values)), len(values) - 1
    pieces = []
    for index, (day, amount) in enumerate(amounts):
        end = base - scale(amount)
        middle = index * pitch + pitch // 2
        pieces.append(
            format_html(
                '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
                _px(index * pitch + pitch * 14 // 100), _px(min(end, zero)), _px(pitch * 72 // 100), _px(abs(zero - end)),
                look.main if index == peak else look.less,
            )
        )  # fmt: skip
        edge = min(max(middle, 1800), look.width * 100 - 1800)
        if index == peak or (index == last and abs(last - peak) * pitch > 4000):
            pieces.append(
                format_html(
                    '<text x="{}" y="{}" text-anchor="middle" fill="{}">{}</text>', _px(edge), _px(end - 400), look.ink, plain(amount, 0)
                )
            )
        if index in (0, last):
            pieces.append(
                format_html(
                    '<text x="{}" y="{}" text-anchor="middle" fill="{}">{}</text>', _px(edge), _px(base + 1300), look.ink_2, f"{day:%d/%m}"
                )
            )
    pieces.append(
        format_html('<line x1="0" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width=".8"/>', look.width, _px(zero), _px(zero), look.ink_2)
    )
    return _svg(pieces, message, look, height)


def _svg(pieces: Sequence[str], message: str, look: Look, height: int) -> SafeString:
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="rg-svg" viewBox="0 0 {w} {h}" preserveAspectRatio="xMinYMin meet"'
        ' width="{w}" height="{h}" role="img" aria-label="{message}"'
        ' font-family="Inter, DejaVu Sans, sans-serif" font-size="{font}">{body}</svg>',
        w=look.width,
        h=height,
        message=message,
        font=look.font,
        body=format_html_join("", "{}", ((piece,) for piece in pieces)),
    )
