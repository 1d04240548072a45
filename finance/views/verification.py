"""The public page behind the code that an issued report carries: enough to check a paper, no figures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from backoffice.core.views import public_view
from finance.errors import ReportNotFound
from finance.queries.snapshots import get_issued_report


@public_view
def verify_report(request: HttpRequest, code: str) -> HttpResponse:
    """Date, title, position and hashes of an issued report."""
    try:
        report = get_issued_report(code=code)
    except ReportNotFound as missing:
        raise Http404(str(missing)) from missing
    return render(request, "finance/verify.html", {"report": report})
