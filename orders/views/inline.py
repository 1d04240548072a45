"""
Small fields changed in place (ux 3.7): click or Enter opens the form, Enter saves, Esc leaves it.

The script swaps the parts (static/backoffice/js/inline-edit.js); without it each is a small page.  Who was slower sees
both values with names and chooses; what the two people changed apart from each other is merged by the service.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock, parked, policy
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed, NotFound
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from orders import queries, services
from orders.errors import EditConflict
from orders.services import CustomerEdit, OrderEdit
from orders.views import parts
from orders.views.inline_forms import AddressForm, ContactForm, InlineForm, NoteForm, PromiseForm
from orders.words import FIELD_NAMES

_JUST_NOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that is edited in place.  ``url`` edits it, ``back`` shows the record; ``show`` draws it when it is not edited."""

    id: str
    title: str | Promise
    form: type[InlineForm]
    url: str
    back: str
    present: Callable[[], Mapping[str, Any]]
    save: Callable[[dict[str, Any], dict[str, Any]], tuple[str, ...]]
    show: Callable[[], dict[str, Any]]


ORDER_FORMS: dict[str, tuple[type[InlineForm], str | Promise]] = {
    "promise": (PromiseForm, gettext_lazy("Promised ship date")),
    "note": (NoteForm, gettext_lazy("Internal note")),
    "address": (AddressForm, gettext_lazy("Delivery address")),
}


@staff_view(permission="orders.change", methods=("GET", "POST"), resumes=True)
def edit_order(request: StaffRequest, number: str, what: str) -> HttpResponse:
    if what not in ORDER_FORMS:
        raise Http404(what)
    form, title = ORDER_FORMS[what]
    names = list(form.base_fields)

    def present() -> dict[str, Any]:
        found = queries.get_editable(number=number, actor=request.actor)
        return {name: found[name] for name in names}

    def save(typed: dict[str, Any], base: dict[str, Any]) -> tuple[str, ...]:
        edit = OrderEdit(order_number=number, values=typed, base=base)
        return services.edit_order(edit=edit, by=request.actor, at=clock.now()).fields

    def show() -> dict[str, Any]:
        detail = queries.get_order(number=number, actor=request.actor, today=clock.company_date(clock.now()))
        return order_context(detail, may_change=True)

    page = reverse("order_page", args=[number])
    url = reverse("order_edit", args=[number, what])
    return _answer(request, Place(what, title, form, url, page, present, save, show), f"orders/inline/{what}.html")


@staff_view(permission="customers.change", methods=("GET", "POST"), resumes=True)
def edit_customer(request: StaffRequest, customer_id: int) -> HttpResponse:
    sees_document = policy.may_see(request.actor, "customer.document")

    def present() -> dict[str, Any]:
        found = queries.get_customer(customer_id=customer_id, actor=request.actor)
        values = {"name": found.name, "email": found.email, "phone": found.phone}
        return values | {"document": found.document} if sees_document else values

    def save(typed: dict[str, Any], base: dict[str, Any]) -> tuple[str, ...]:
        edit = CustomerEdit(customer_id=customer_id, values=typed, base=base)
        return services.edit_customer(edit=edit, by=request.actor, at=clock.now()).fields

    def show() -> dict[str, Any]:
        found = queries.get_customer(customer_id=customer_id, actor=request.actor)
        return customer_context(found, may_change=True)

    page = reverse("customer_page", args=[customer_id])
    url = reverse("customer_edit", args=[customer_id])
    place = Place("contact", gettext_lazy("Contact"), ContactForm, url, page, present, save, show)
    return _answer(request, place, "orders/inline/contact.html")


def order_context(detail: queries.OrderDetail, *, may_change: bool) -> dict[str, Any]:
    """What the parts of an order need to draw themselves, on its page and after an edit."""
    return {"detail": detail, "order": detail.summary, "address": parts.address(detail), "editable": detail.editable if may_change else ()}


def customer_context(customer: queries.CustomerPage, *, may_change: bool) -> dict[str, Any]:
    return {
        "customer": customer,
        "document": formats.cpf_cnpj(customer.document),
        "phone": parts.phone(customer.phone),
        "may_change": may_change,
    }


def _answer(request: StaffRequest, place: Place, template: str) -> HttpResponse:
    if request.method != "POST":
        if "show" in request.GET:
            return render(request, template, place.show())
        typed = parked.take(request)
        if typed is not None:
            messages.info(request, _("Your session had ended: nothing was saved yet. Check what you typed and send it again."))
            return _form(request, place, place.form(typed, present=_shown(place.present())))
        return _form(request, place, place.form(present=_shown(place.present())))
    stored = place.present()
    present = _shown(stored)
    form = place.form(_chosen(request, present), present=present)
    if not form.is_valid():
        return _form(request, place, form, status=422)
    try:
        written = place.save(_as_stored(form.typed(), stored), _as_stored(form.base(), stored))
    except EditConflict as conflict:
        return _form(request, place, form, status=409, conflicts=_told(conflict, form))
    except (NotAllowed, NotFound):
        raise
    except BusinessError as error:
        field = error.data.get("field")
        form.add_error(field if field in form.fields else None, text_of(error))
        return _form(request, place, form, status=error.status)
    said = _("%(what)s saved.") % {"what": place.title} if written else _("Nothing was different.")
    if _is_script(request):
        answer = render(request, template, place.show())
        answer["X-Said"] = quote(said)
        return answer
    messages.success(request, said)
    return HttpResponseRedirect(place.back)


def _chosen(request: StaffRequest, present: Mapping[str, Any]) -> Any:
    """
    The form as it was sent; after a conflict, with the choice: "keep" takes the other's values where they contradict,
    "use" says that the person has seen them and wants the own ones all the same.
    """
    data = request.POST.copy()
    choice = data.get("choice", "")
    for name in data.getlist("conflict"):
        if name in present and choice in ("keep", "use"):
            text = data.get(f"now-{name}", "")
            data[f"was-{name}"] = text
            if choice == "keep":
                data[name] = text
    return data


def _as_stored(values: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """A value that only is written otherwise than it is stored (+55 41 99999-0000) is the stored one, not a change."""
    return {
        name: stored[name] if isinstance(value, str) and _shown({name: value}) == _shown({name: stored[name]}) else value
        for name, value in values.items()
    }


def _shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """As people write them: CEP, telephone and document with their punctuation."""
    written = dict(values)
    for name, write in (("postal_code", parts.cep), ("phone", parts.phone), ("document", formats.cpf_cnpj)):
        if written.get(name):
            written[name] = write(written[name])
    return written


def _told(conflict: EditConflict, form: InlineForm) -> list[dict[str, Any]]:
    told = []
    for row in conflict.data["fields"]:
        field = form.fields[row["field"]]
        theirs = _shown({row["field"]: row["theirs"]})[row["field"]]
        yours = _shown({row["field"]: row["yours"]})[row["field"]]
        ago = timesince(row["at"], timezone.now()) if row["at"] and timezone.now() - row["at"] > _JUST_NOW else ""
        told.append(
            {
                "name": row["field"],
                "label": FIELD_NAMES.get(row["field"], row["field"]),
                "who": row["who"],
                "ago": ago,
                "theirs": field.prepare_value(theirs) or "",
                "yours": field.prepare_value(yours) or "",
            }
        )
    return told


def _form(
    request: StaffRequest, place: Place, form: InlineForm, *, status: int = 200, conflicts: list[dict[str, Any]] | None = None
) -> HttpResponse:
    context = {"place": place, "form": form, "conflicts": conflicts, "has_errors": bool(form.errors or conflicts)}
    template = "orders/inline/form.html" if _is_script(request) else "orders/inline/page.html"
    return render(request, template, context, status=status)


def _is_script(request: StaffRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"
