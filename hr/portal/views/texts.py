"""Contract and policies: read, type the name, accept; and the signed copy."""

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from backoffice.core.addresses import UNKNOWN, client_address
from backoffice.core.error_texts import text_of
from hr.errors import TextIncomplete, TextReplaced, TypedNameDiffers, UnknownAcceptance, UnknownText
from hr.models import Acceptance, TextVersion
from hr.portal.access import PortalRequest, portal_view
from hr.portal.evidence import content_digest, paragraphs
from hr.portal.fields import Line
from hr.portal.paper import acceptance_pdf
from hr.queries.acceptances import find_acceptance
from hr.queries.texts import render_text, required_texts
from hr.services.acceptance import SIGNING_STAGES, Place, accept_text


class AcceptForm(forms.Form):
    """``seen`` is the hash of the text as it was shown."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    typed_name = Line(
        label=gettext_lazy("Your full name"), help_text=gettext_lazy("typed by you, it is your signature"), autocomplete="off"
    )
    agree = forms.BooleanField(
        label=gettext_lazy("I have read the text and accept it"),
        error_messages={"required": gettext_lazy("Tick this box once you have read the text.")},
    )


@portal_view(methods=("GET", "POST"))
def text(request: PortalRequest, text_id: int) -> HttpResponse:
    """Read to the end; what is accepted is exactly what stood here."""
    visit = request.visit
    accepted = Acceptance.objects.filter(employee=visit.admission.employee, text_id=text_id).first()
    if accepted is not None:
        return HttpResponseRedirect(f"{reverse('portal_home')}?feito=aceite")
    if request.method != "POST":
        return _draw(request, _find(request, text_id), AcceptForm())
    form = _bound(request)
    if not form.is_valid():
        return _draw(request, _find(request, text_id), form, status=422)
    address = client_address(request)
    place = Place(ip=None if address == UNKNOWN else address, user_agent=request.headers.get("User-Agent", ""), link_id=visit.link.pk)
    try:
        accept_text(
            admission_number=visit.admission.number,
            text_id=text_id,
            seen_sha256=form.cleaned_data["seen"],
            typed_name=form.cleaned_data["typed_name"],
            place=place,
            by=visit.actor,
            at=request.at,
        )
    except TypedNameDiffers as refusal:
        form.add_error("typed_name", text_of(refusal))
        return _draw(request, _find(request, text_id), form, status=422)
    except TextReplaced as refusal:
        return _draw(request, _successor(request, text_id), AcceptForm(), status=409, refusal=text_of(refusal))
    return HttpResponseRedirect(f"{reverse('portal_home')}?feito=aceite")


@portal_view()
def acceptance(request: PortalRequest, code: str) -> HttpResponse:
    """The candidate's copy of what was accepted."""
    found = find_acceptance(code=code)
    if found.employee_id != request.visit.admission.employee_id:
        raise UnknownAcceptance(code=code[:20])
    answer = HttpResponse(acceptance_pdf(found), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.code}.pdf"'
    return answer


def _bound(request: PortalRequest) -> AcceptForm:
    form = AcceptForm(request.POST)
    form.use_required_attribute = False
    return form


def _find(request: PortalRequest, text_id: int) -> TextVersion:
    """A text that is asked of this person now; a wording that was replaced leads to the new one."""
    if request.visit.admission.stage not in SIGNING_STAGES:
        raise UnknownText(text=text_id)
    return _successor(request, text_id)


def _successor(request: PortalRequest, text_id: int) -> TextVersion:
    required = required_texts(request.visit.admission.employee)
    asked = TextVersion.objects.filter(pk=text_id).first()
    found = next((each for each in required if asked is not None and asked.code == each.code), None)
    if found is None:
        raise UnknownText(text=text_id)
    return found


def _draw(request: PortalRequest, found: TextVersion, form: AcceptForm, *, status: int = 200, refusal: str = "") -> HttpResponse:
    admission = request.visit.admission
    try:
        content = render_text(found, admission.employee)
    except TextIncomplete as incomplete:
        return render(request, "hr/portal/refused.html", {"text": text_of(incomplete), "admission": admission}, status=409)
    form.use_required_attribute = False
    context = {
        "text": found,
        "blocks": paragraphs(content),
        "seen": content_digest(found.title, content),
        "form": form,
        "refusal": refusal,
        "admission": admission,
    }
    return render(request, "hr/portal/text.html", context, status=status)
