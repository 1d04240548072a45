"""Signs of life for the machines that watch: is the process up, can it work, how is it doing."""

import hmac
import ipaddress
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView
from redis import ResponseError

from backoffice.core import clock
from backoffice.core.models import Heartbeat
from backoffice.core.views import public_view

HEARTBEAT_MAX_AGE = timedelta(seconds=60)


@public_view
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; asks nobody else, so that a database that is away does not get the web server killed."""
    return JsonResponse({"status": "ok"})


@public_view
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """
    200 if everything works that orders and jobs need, else 503; the body says what does not.

    ``?only=database,migrations`` asks for some checks alone.
    """
    wanted = [name for name in request.GET.get("only", "").split(",") if name] or list(CHECKS)
    unknown = [name for name in wanted if name not in CHECKS]
    if unknown:
        return JsonResponse({"status": "unknown check", "known": list(CHECKS)}, status=400)
    found = {name: CHECKS[name]() for name in wanted}
    is_ready = all(result == "ok" for result in found.values())
    response = JsonResponse({"status": "ok" if is_ready else "not ready", "checks": found}, status=200 if is_ready else 503)
    response["Cache-Control"] = "no-store"
    return response


@public_view
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' page: with ``Authorization: Bearer`` and the METRICS_TOKEN; without one, for this machine and never in production."""
    if not _may_see_metrics(request):
        return JsonResponse({"status": "forbidden"}, status=403)
    response: HttpResponse = ExportToDjangoView(request)
    return response


def _may_see_metrics(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        return hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    # Behind a proxy on the same machine everybody seems to be this machine: production wants the token.
    if settings.IS_PRODUCTION or "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _check_database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "away"
    return "ok"


_known: dict[str, Any] = {"migrated": False}


def _check_migrations() -> str:
    """Asked until the answer is yes, then kept: a process never sees a schema go back."""
    if _known["migrated"]:
        return "ok"
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return "unknown"
    _known["migrated"] = waiting == 0
    return "ok" if waiting == 0 else f"{waiting} waiting"


def _check_broker() -> str:
    try:
        # A write, because a full broker answers pings and takes no more work.  The cache and the broker are one server.
        cache._cache.get_client(None, write=True).set(cache.make_key("readyz"), 1, ex=60)  # type: ignore[attr-defined]
    except ResponseError:
        return "refuses writes"
    except Exception:  # redis, the network, its name: no probe may end in a traceback
        return "away"
    return "ok"


def _check_worker() -> str:
    try:
        at = Heartbeat.objects.filter(name="worker").values_list("at", flat=True).first()
    except DatabaseError:
        return "unknown"
    if at is None:
        return "never seen"
    age = clock.now() - at
    return "ok" if age <= HEARTBEAT_MAX_AGE else f"last seen {int(age.total_seconds())} s ago"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _check_database,
    "migrations": _check_migrations,
    "broker": _check_broker,
    "worker": _check_worker,
}
