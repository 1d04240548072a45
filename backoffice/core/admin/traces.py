"""What happened and what is promised: audit trail, outbox, jobs.  Read-only; failed promises can be sent again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from backoffice.core import clock, jobs, relay
from backoffice.core.admin_policy import PolicyModelAdmin
from backoffice.core.audit_changes import list_changes
from backoffice.core.audit_words import ACTIONS, ACTORS, KINDS, action_words, kind_words
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.models import AuditEntry, Job, OutboxMessage
from backoffice.core.people import unaccented


def codes_named(text: str) -> list[str]:
    """The action codes whose words contain ``text``: what was typed into the search of the trail."""
    wanted = unaccented(text)
    return [code for code in ACTIONS if wanted in unaccented(action_words(code))] if wanted else []


class SubjectKindFilter(admin.SimpleListFilter):
    title = _("kind of record")
    parameter_name = "subject_kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return sorted(((kind, kind_words(kind)) for kind in KINDS), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(subject_kind=self.value()) if self.value() in KINDS else queryset


class ActorKindFilter(admin.SimpleListFilter):
    title = _("kind of actor")
    parameter_name = "actor_kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind, str(word)) for kind, word in ACTORS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(actor_kind=self.value()) if self.value() in ACTORS else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(PolicyModelAdmin):
    """The trail in words; the search understands the words and the codes behind them."""

    view_permission = "system.view_audit"
    list_display = ("at", "actor_name", "what", "record_kind", "subject_key", "request_id")
    list_filter = (ActorKindFilter, SubjectKindFilter)
    search_fields = ("subject_key", "actor_name", "action", "request_id")
    ordering = ("-id",)
    fields = ("at", "actor_name", "actor_sort", "what", "code", "record_kind", "subject_key", "changes", "request_id", "ip")
    readonly_fields = ("what", "code", "record_kind", "actor_sort", "changes")

    @admin.display(description=_("what"), ordering="action")
    def what(self, entry: AuditEntry) -> str:
        return action_words(entry.action)

    @admin.display(description=_("kind of record"), ordering="subject_kind")
    def record_kind(self, entry: AuditEntry) -> str:
        return kind_words(entry.subject_kind)

    @admin.display(description=_("code"))
    def code(self, entry: AuditEntry) -> str:
        return entry.action

    @admin.display(description=_("kind of actor"))
    def actor_sort(self, entry: AuditEntry) -> str:
        return str(ACTORS.get(entry.actor_kind, entry.actor_kind))

    @admin.display(description=_("facts"))
    def changes(self, entry: AuditEntry) -> str:
        """A table in words; most acts have no before: no column for what is not there."""
        context = {"changes": list_changes(entry), "has_before": bool(entry.before)}
        return render_to_string("backoffice/components/changes.html", context)

    def get_fields(self, request: HttpRequest, obj: AuditEntry | None = None) -> list[str]:
        return [name for name in self.fields if name != "changes" or (obj is not None and (obj.before or obj.after))]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry], search_term: str
    ) -> tuple[QuerySet[AuditEntry], bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        named = codes_named(search_term)
        return (found | queryset.filter(action__in=named) if named else found), may_repeat


@admin.register(OutboxMessage)
class OutboxMessageAdmin(PolicyModelAdmin):
    view_permission = "system.view_jobs"
    list_display = ("id", "event_type", "occurred_at", "status", "attempts", "last_error")
    list_filter = ("status", "event_type")
    search_fields = ("event_id",)
    ordering = ("-id",)
    actions_detail = ("send_again",)

    @action(description=_("Send again"), permissions=["send_again"])
    def send_again(self, request: HttpRequest, object_id: int) -> HttpResponse:
        asked = self.ask_first(
            request,
            get_object_or_404(OutboxMessage, pk=object_id),
            question=gettext("Send this message again?"),
            consequence=gettext("Only what failed is done again; what had succeeded is not repeated."),
            act=gettext("Send again"),
        )
        if asked is not None:
            return asked
        relay.send_again(message_id=object_id, at=clock.now())
        messages.success(request, gettext("The message goes out again within seconds."))
        return HttpResponseRedirect(reverse("admin:core_outboxmessage_change", args=[object_id]))

    def has_send_again_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return self.actor(request).may("system.manage_jobs")


@admin.register(Job)
class JobAdmin(PolicyModelAdmin):
    view_permission = "system.view_jobs"
    list_display = ("title", "kind", "status", "done", "total", "requested_by", "created_at", "finished_at")
    list_filter = ("status", "kind")
    search_fields = ("title",)
    exclude = ("cancel_requested", "unique_key")
    actions_detail = ("try_again",)

    @action(description=_("Try again"), permissions=["try_again"])
    def try_again(self, request: HttpRequest, object_id: str) -> HttpResponse:
        asked = self.ask_first(
            request,
            get_object_or_404(Job, pk=object_id),
            question=gettext("Try this job again?"),
            consequence=gettext("It goes on from where it stopped."),
            act=gettext("Try again"),
        )
        if asked is not None:
            return asked
        try:
            jobs.retry(job_id=object_id, by=self.actor(request), at=clock.now())
            messages.success(request, gettext("The job was queued again."))
        except BusinessError as refusal:
            messages.error(request, text_of(refusal))
        return HttpResponseRedirect(reverse("admin:core_job_change", args=[object_id]))

    def has_try_again_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return self.actor(request).may("system.manage_jobs")
