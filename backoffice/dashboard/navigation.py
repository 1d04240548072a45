"""Navigation: what a person sees in the side bar follows from what the person may do."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backoffice.core import clock, policy, preferences
from backoffice.core.actors import Actor
from backoffice.core.company import get_company
from backoffice.core.jobs import queries as job_queries
from backoffice.core.people import unaccented
from backoffice.dashboard import sources
from backoffice.dashboard.beyond import BEYOND
from backoffice.dashboard.menu import WORK, Item
from backoffice.dashboard.registers import REGISTERS


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context for the shell of every page.  What costs a query is asked only by pages that draw it."""
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return {"nav_sections": [], "company_name": get_company().name, "languages": settings.LANGUAGES}
    actor = Actor.of_user(user)
    return {
        "nav_sections": cache(lambda: sections(request, actor)),
        # The palette goes to every register, and to what the menu has no line for.
        "palette_places": cache(lambda: [item for table in (REGISTERS, BEYOND) for item in _flat(table, actor, request)]),
        "company_name": get_company().name,
        "languages": settings.LANGUAGES,
        # The page of all registers shows them by area.
        "register_groups": cache(lambda: [{"title": title, "items": items} for title, items in _visible(REGISTERS, actor, request)]),
        "running_jobs": cache(lambda: _running_jobs(actor)),
        "role_name": ", ".join(policy.role_label(role) for role in policy.known_roles() if role in user.roles),
        "prefs": preferences.of(user),
    }


def sections(request: HttpRequest, actor: Actor) -> list[dict[str, Any]]:
    """The side bar: the actor's work with its counts; on a page of the registers, the registers too."""
    counts = _counts(actor) if settings.FIGURES_SECONDS else {}
    shown = [{"title": title, "items": items} for title, items in _visible(WORK, actor, request, counts)]
    registers = _visible(REGISTERS, actor, request)
    if not registers:
        return shown
    is_register = request.path.startswith(reverse("admin:index"))
    door = {
        "label": _("Registers"),
        "url": reverse("admin:index"),
        "icon": "database",
        "key": "",
        "finds": False,
        "current": is_register and request.path == reverse("admin:index"),
        "open": [item for _area, items in registers for item in items] if is_register else [],
    }
    if shown[-1]["title"] == _("Company"):
        shown[-1]["items"].append(door)
        return shown
    return [*shown, {"title": _("Company"), "items": [door]}]


def places(request: HttpRequest, actor: Actor) -> list[dict[str, Any]]:
    """Every screen and register that the actor may go to."""
    return [item for table in (WORK, REGISTERS, BEYOND) for item in _flat(table, actor, request)]


def find_places(text: str, *, request: HttpRequest, actor: Actor) -> list[tuple[dict[str, Any], str]]:
    """
    Screens of that name, then those where it is done, each with the words that it was found by.

    ``palette.js`` finds the same way: accents, case and the s of a plural do not matter, nor linking words of one or two letters.
    """
    wanted = unaccented(text)
    if not wanted:
        return []
    named, meant = [], []
    for place in places(request, actor):
        if wanted in unaccented(str(place["label"])):
            named.append((place, ""))
        elif (words := _words_meant(wanted, str(place["label"]), str(place["words"]))) is not None:
            meant.append((place, words))
    return named + meant


def _words_meant(wanted: str, label: str, words: str) -> str | None:
    """The words of a screen that the text means, None where a word of the text is not among them."""
    typed = wanted.split()
    shortest = 2 if len(typed) == 1 else 3
    asked = [word for word in typed if len(word) >= shortest]
    if not asked or not all(_is_among(word, f"{label}, {words}") for word in asked):
        return None
    return ", ".join(term for term in words.split(", ") if any(_is_among(word, term) for word in asked))


def _is_among(asked: str, words: str) -> bool:
    return any(word.startswith(asked) or f"{word}s" == asked for word in re.split(r"[\s,]+", unaccented(words)))


def _counts(actor: Actor) -> dict[str, int]:
    """The numbers beside the lines of the menu: the queues' own, never asked anew by each page."""
    now, counts = clock.now(), {}
    if actor.may("orders.view"):
        counts |= {code: figure.count for code, figure in sources.read("orders", actor=actor, at=now).value.items()}
    if actor.may("orders.pick"):
        floor = sources.read("warehouse", actor=actor, at=now).value
        counts |= {"to_pick": floor.to_pick, "packed": floor.to_ship}
    if actor.may("hr.manage_privacy"):
        counts["privacy"] = sources.read("privacy", actor=actor, at=now).value.open_count
    if actor.may("inventory.approve_correction"):
        counts["corrections"] = sum(count for _job, count in sources.read("corrections", actor=actor, at=now).value)
    if actor.may("hr.review_documents"):
        counts["papers"] = sources.read("papers", actor=actor, at=now).value.to_review
    if actor.may("hr.admit"):
        counts["admissions"] = sources.read("admissions", actor=actor, at=now).value.with_hr
    if actor.may("hr.see_leave"):
        counts["leave"] = sources.read("leave", actor=actor, at=now).value.to_decide
    if actor.may("hr.use_esocial"):
        figures = sources.read("esocial", actor=actor, at=now).value
        counts["esocial"] = figures.late + figures.soon
    if actor.may("hr.qualify"):
        counts["qualification"] = sources.read("qualification", actor=actor, at=now).value["to_check"]
    return counts


def _running_jobs(actor: Actor) -> list[dict[str, Any]]:
    """What the person asked for and is not ready yet: it stays in sight while the work goes on."""
    running = job_queries.list_recent_jobs(actor=actor, limit=2, requested_by_id=actor.id, status__in=["queued", "running"])
    return [
        {
            "title": job.title,
            "poll_url": reverse("job_status", args=[job.pk]),
            "status": job.status,
            "done": job.done,
            "total": job.total,
            "message": job.message,
        }
        for job in running
    ]


def _flat(table: list[tuple[str | Promise, list[Item]]], actor: Actor, request: HttpRequest) -> list[dict[str, Any]]:
    return [item for _title, items in _visible(table, actor, request) for item in items]


def _visible(
    table: list[tuple[str | Promise, list[Item]]], actor: Actor, request: HttpRequest, counts: Mapping[str, int] | None = None
) -> list[tuple[Any, list[dict[str, Any]]]]:
    found = []
    # Of "/admissoes/" and "/admissoes/qualificacao/" the longer one is where the person is.
    here = max(
        (
            (len(begin), item.url)
            for _title, items in table
            for item in items
            for begin in (item.url, *item.holds)
            if request.path == begin or (len(begin) > 1 and request.path.startswith(begin))
        ),
        default=(0, ""),
    )[1]
    for title, items in table:
        shown = []
        for item in items:
            if not actor.may(item.permission):
                continue
            url = item.url
            shown.append(
                {
                    "label": item.label,
                    "url": url,
                    "icon": item.icon,
                    "key": item.key,
                    "finds": item.finds,
                    "words": item.words,
                    "count": (counts or {}).get(item.count, 0),
                    "current": url == here,
                }
            )
        if shown:
            found.append((title, shown))
    return found
