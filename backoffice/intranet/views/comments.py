"""The conversation of a record: read it, say something, correct it, see who can be called."""

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, Conflict, NotAllowed, NotFound
from backoffice.core.views import StaffRequest, staff_view
from backoffice.intranet import people, queries, services
from backoffice.intranet.services import CommentDraft, PostedComment
from backoffice.intranet.subjects import open_subject
from backoffice.intranet.views import panel
from backoffice.intranet.views.forms import CommentForm, CorrectionForm

SHOWN_ON_OWN_PAGE = 1000


@staff_view(permission="home.view")
def conversation(request: StaffRequest, kind: str, key: str) -> HttpResponse:
    """The timeline alone: a fragment for the page that shows it, else a page of its own, with more of the past."""
    return _show(request, kind, key, only=request.GET.get(panel.PARAMETER, "all"))


@staff_view(permission="comments.write", methods=("POST",))
def comment(request: StaffRequest, kind: str, key: str) -> HttpResponse:
    form = CommentForm(request.POST)
    form.is_valid()
    token = form.cleaned_data.get("token") or uuid4()
    draft = CommentDraft(kind=kind, key=key, text=form.cleaned_data.get("text", ""), token=token)
    try:
        posted = services.post_comment(draft=draft, by=request.actor, at=clock.now())
    except (NotAllowed, NotFound):
        raise
    except BusinessError as refusal:
        kept = uuid4() if isinstance(refusal, Conflict) else token
        said = {"text": draft.text, "error": text_of(refusal), "token": str(kept)}
        return _show(request, kind, key, form=said, status=refusal.status)
    told = _told(posted)
    if _is_fragment(request):
        return _show(request, kind, key, told=told, fresh=posted.id)
    (messages.warning if posted.unknown else messages.success)(request, told)
    subject, found = open_subject(kind=kind, key=key, actor=request.actor)
    return HttpResponseRedirect(f"{subject.url(found)}#comment-{posted.id}")


@staff_view(permission="comments.write")
def offers(request: StaffRequest, kind: str, key: str) -> HttpResponse:
    """Who can be called here, for the list under the field."""
    subject, found = open_subject(kind=kind, key=key, actor=request.actor)
    text = request.GET.get("q", "").replace("\x00", "")
    offered = people.list_offers(subject=subject, key=found, actor=request.actor, text=text)
    count = ngettext("%(n)s person. Arrows choose, Enter calls.", "%(n)s people. Arrows choose, Enter calls.", len(offered))
    return JsonResponse(
        {
            "people": [{"username": offer.username, "name": offer.name, "roles": offer.roles} for offer in offered],
            "told": count % {"n": len(offered)} if offered else _("Nobody of this name may see this record."),
        }
    )


@staff_view(permission="comments.write", methods=("GET", "POST"))
def correct(request: StaffRequest, comment_id: int) -> HttpResponse:
    """The dialog that corrects one's own comment, and the correction."""
    latest, subject, key = queries.get_own_comment(comment_id=comment_id, actor=request.actor)
    page = f"{subject.url(key)}#comment-{comment_id}"
    context: dict[str, Any] = {"url": reverse("comment_correct", args=[comment_id]), "label": subject.label(key), "page_url": page}
    if request.method != "POST":
        form = CorrectionForm(initial={"text": latest.text, "version": latest.number})
        return _dialog(request, "intranet/correct_dialog.html", context | {"form": form})
    form = CorrectionForm(request.POST)
    form.is_valid()
    try:
        services.correct_comment(
            comment_id=comment_id,
            text=form.cleaned_data.get("text", ""),
            seen_version=form.cleaned_data.get("version") or 0,
            by=request.actor,
            at=clock.now(),
        )
    except (NotAllowed, NotFound):
        raise
    except BusinessError as refusal:
        form.add_error("text", text_of(refusal))
        context |= {"form": form, "latest": latest if isinstance(refusal, Conflict) else None}
        return _dialog(request, "intranet/correct_dialog.html", context, status=refusal.status)
    messages.success(request, _("Comment corrected. Its earlier words stay in its history."))
    return HttpResponseRedirect(page)


@staff_view(permission="home.view")
def versions(request: StaffRequest, comment_id: int) -> HttpResponse:
    """How a corrected comment read before."""
    found = queries.get_history(comment_id=comment_id, actor=request.actor)
    return _dialog(request, "intranet/versions_dialog.html", {"versions": found.versions, "label": found.label, "page_url": found.url})


def _show(
    request: StaffRequest,
    kind: str,
    key: str,
    *,
    only: str = "all",
    form: dict[str, str] | None = None,
    told: str = "",
    fresh: int = 0,
    status: int = 200,
) -> HttpResponse:
    is_fragment = _is_fragment(request)
    limit = queries.timeline.SHOWN if is_fragment else SHOWN_ON_OWN_PAGE
    context = panel.context_of(request, actor=request.actor, kind=kind, key=key, only=only, limit=limit, form=form)
    context |= {"told": told, "fresh": fresh, "is_own_page": not is_fragment}
    return render(request, "intranet/panel.html" if is_fragment else "intranet/conversation.html", context, status=status)


def _dialog(request: StaffRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The dialog alone for the script; a page that opens it for an address typed by hand."""
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, template, context, status=status)
    return render(request, "intranet/dialog_page.html", context | {"dialog": template, "open": True}, status=status)


def _told(posted: PostedComment) -> str:
    if not posted.unknown:
        return _("Comment written.")
    names = ", ".join(f"@{name}" for name in posted.unknown)
    return _("Comment written. %(names)s is nobody's user name: nobody was told.") % {"names": names}


def _is_fragment(request: StaffRequest) -> bool:
    """Asked by the script of a page of ours, to replace a part of it."""
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    return request.headers.get("HX-Request") == "true" and page.path != request.path
