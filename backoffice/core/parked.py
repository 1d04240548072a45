"""A form that arrives after the session has ended waits for its sender to sign in again."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

_KEY = "parked_form"
# The text of a form; files are not kept.
MAX_BYTES = 64 * 1024


@dataclass(frozen=True)
class ParkedForm:
    """Where the form was going and what stood in it, in order."""

    path: str
    fields: list[tuple[str, str]]


def park(request: HttpRequest) -> bool:
    """Keep the posted form in the new, still anonymous session; False if there is nothing to keep or it is too long."""
    fields = posted_fields(request)
    if request.method != "POST" or not fields or sum(len(name) + len(value) for name, value in fields) > MAX_BYTES:
        return False
    request.session[_KEY] = {"path": request.get_full_path(), "fields": fields}
    return True


def parked(request: HttpRequest) -> ParkedForm | None:
    """The form that waits, if one does."""
    kept = request.session.get(_KEY)
    return ParkedForm(kept["path"], [(name, value) for name, value in kept["fields"]]) if kept else None


def take(request: HttpRequest) -> QueryDict | None:
    """The waiting form of this very address, for the view that draws it: it waits no more."""
    waiting = parked(request)
    if waiting is None or waiting.path.partition("?")[0] != request.path:
        return None
    forget(request)
    typed = QueryDict(mutable=True)
    for name, value in waiting.fields:
        typed.appendlist(name, value)
    return typed


def forget(request: HttpRequest) -> None:
    """The form has gone its way, or nobody wants it."""
    request.session.pop(_KEY, None)


def posted_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and values as they were typed, without secrets: those are typed again."""
    secret = ("csrfmiddlewaretoken", "credential")
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in secret and "password" not in name and not name.startswith("confirm_")
        for value in values
    ]
