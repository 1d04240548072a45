"""
The public page behind the code that an issued report carries: enough to check a paper, no figures.

A file that is compared is only hashed, never kept; the hash may be pasted instead.
"""

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from backoffice.core import verification
from backoffice.core.verification import Verified
from backoffice.core.views import public_view
from backoffice.report_centre import queries
from backoffice.report_centre.errors import ReportNotFound
from backoffice.report_centre.queries import IssuedReport
from backoffice.report_centre.throttle import may_ask

# A PDF of ours has far less; more is refused before a byte of it is read.
MAX_FILE_BYTES = 25 * 1024 * 1024
_FORM_BYTES = 4096


@public_view
def verify_form(request: HttpRequest) -> HttpResponse:
    """Type the code of a paper."""
    code = tidy(request.GET.get("code", ""))
    if code:
        return HttpResponseRedirect(reverse("verify_report", args=[code]))
    return render(request, "report_centre/verify_form.html", {"asked": "code" in request.GET})


@csrf_exempt  # Nothing is changed and nobody is signed in; so the size can be looked at before the body is read.
@public_view
def verify_report(request: HttpRequest, code: str) -> HttpResponse:
    """Date, title, position and hashes of an issued paper; POST compares a file or a pasted hash with them."""
    if not may_ask(request):
        return render(request, "429.html", status=429)
    report = _find(tidy(code))
    if report is None:
        return render(request, "report_centre/verify_form.html", {"unknown": code[:40] if code.isprintable() else ""}, status=404)
    context: dict[str, Any] = {"report": report}
    if request.method == "POST":
        context |= _compare(request, report)
    return render(request, "report_centre/verify.html", context, status=context.pop("status", 200))


def _find(code: str) -> IssuedReport | Verified | None:
    """A report, or a paper that another area proves (core.verification)."""
    try:
        return verification.find(code) or queries.get_issued_report(code=code)
    except ReportNotFound:
        return None


def tidy(code: str) -> str:
    """What a person typed, as it is printed: "rg 7f3k 92qd xm4t" -> "RG-7F3K-92QD-XM4T"."""
    if not code.isprintable():
        return ""
    clean = "".join(char for char in code.upper() if char.isascii() and char.isalnum())
    if len(clean) == 12:
        clean = f"RG{clean}"
    return "-".join([clean[:2], clean[2:6], clean[6:10], clean[10:14]]) if len(clean) == 14 else clean[:40]


def _compare(request: HttpRequest, report: IssuedReport | Verified) -> dict[str, Any]:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_FILE_BYTES + _FORM_BYTES:
        return {"status": 413, "wrong": _("The file is larger than 25 MB: it is none of ours. Nothing was read.")}
    upload = request.FILES.get("file")
    pasted = "".join(request.POST.get("hash", "").split()).lower()[:80]
    if upload is not None:
        return {"compared": upload.name, "found": report.name_of(_digest(upload))}
    if len(pasted) == 64 and all(char in "0123456789abcdef" for char in pasted):
        return {"compared": _("The hash you pasted"), "found": report.name_of(pasted)}
    return {"status": 422, "typed": pasted, "wrong": _("Choose a file, or paste the 64 digits of a SHA-256 hash.")}


def _digest(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
