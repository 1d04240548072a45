"""Who looked at whose sensitive data: for auditors and the privacy desk.  Keys only; the file itself says the name."""

from django.http import HttpResponse
from django.shortcuts import render

from backoffice.core import clock
from backoffice.core.forms import parse_date
from backoffice.core.models import SensitiveRead
from backoffice.core.sensitive import GROUPS
from backoffice.core.views import StaffRequest, staff_view
from backoffice.privacy.read_words import GROUP_WORDS

SHOWN = 100


@staff_view(permission="hr.view_reads")
def reads_page(request: StaffRequest) -> HttpResponse:
    """The latest looks, narrowed by reader, kind of data and day; 100 a page."""
    today = clock.company_date(clock.now())
    group = request.GET.get("group", "")
    reader = request.GET.get("reader", "").replace("\x00", "")[:150].strip()
    day_text = request.GET.get("day", "")[:20]
    rows = SensitiveRead.objects.order_by("-id")
    if group in GROUPS:
        rows = rows.filter(group=group)
    if reader:
        rows = rows.filter(reader_name__icontains=reader)
    try:
        day = parse_date(day_text, today=today) if day_text else None
    except (ValueError, OverflowError):
        day = None
    if day:
        rows = rows.filter(read_at__date=day)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: SHOWN + 1])
    query = request.GET.copy()
    if len(found) > SHOWN:
        query["before"] = str(found[SHOWN - 1].pk)
    context = {
        "rows": [{"row": row, "group": GROUP_WORDS.get(row.group, row.group)} for row in found[:SHOWN]],
        "next_url": f"?{query.urlencode()}" if len(found) > SHOWN else "",
        "groups": [(code, GROUP_WORDS[code]) for code in GROUPS],
        "group": group,
        "reader": reader,
        "day": day_text,
        "is_filtered": bool(group or reader or day),
    }
    return render(request, "privacy/reads.html", context)
