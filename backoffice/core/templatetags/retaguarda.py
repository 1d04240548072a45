"""Template tags of the work screens: {% load retaguarda %}. What each one is for: docs/mechanisms/screens.md."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from backoffice.core import statuses
from backoffice.core.templatetags import formats

register = template.Library()

register.filter("money", formats.money)
register.filter("brl", formats.brl)
register.filter("signed", formats.signed)
register.filter("percent1", formats.percent)
register.filter("qty", formats.qty)
register.filter("clock", formats.clock)
register.filter("clock_after", formats.clock_after)
register.filter("day_month_year", formats.day_month_year)
register.filter("short_date", formats.short_date)
register.filter("short_datetime", formats.short_datetime)
register.filter("recent_when", formats.recent_when)
register.filter("long_when", formats.long_when)
register.filter("full_date", formats.full_date)
register.filter("weekday_date", formats.weekday_date)
register.filter("day_span", formats.day_span)
register.filter("cpf_cnpj", formats.cpf_cnpj)
register.filter("masked_document", formats.masked_document)
register.filter("initials", formats.initials)

# The page one stands on belongs to the old filter: any other change of the list starts at its first page.
_PAGE_PARAMETERS = ("page", "cursor", "after", "before", "sum")
_MASK_INPUT_MODES = {
    "cpf": "numeric",
    "cnpj": "text",
    "document": "text",
    "cep": "numeric",
    "phone": "tel",
    "boleto": "numeric",
    "money": "decimal",
    "date": "text",
}


@register.filter
def decimal1(value: formats.Number) -> str:
    """A percentage without its sign, for columns titled AV % or Var. %: "122,6"."""
    return formats.plain(value, 1)


@register.simple_tag
def status(kind: str, value: object, label: str = "", plain: bool = False) -> SafeString | str:
    """
    The pill of a status: {% status "order" order.status %}. An empty value writes nothing.

    ``plain=True`` is for lists: the expected value becomes a dot and a word, the others keep their pill.
    ``label`` replaces the word ("3 de 4 itens"), never the shape.
    """
    if value is None or value == "":
        return ""
    row = statuses.find(kind, value)
    css = row.css if row else statuses.WAIT
    quiet = " rg-st-plain" if plain and row and row.quiet else ""
    word = label or (row.label if row else str(value))
    return format_html('<span class="rg-st {}{}">{}</span>', css, quiet, word)


@register.simple_tag
def icon(name: str, size: int = 18, css: str = "") -> SafeString:
    """A Material Symbol, hidden from screen readers: the word beside it (or an aria-label) speaks. Sizes 16, 18, 24, 28."""
    classes = " ".join(filter(None, ["material-symbols-outlined", "" if size == 18 else f"rg-i{size}", css]))
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, name)


@register.simple_tag(takes_context=True)
def url_with(context: Mapping[str, Any], **changes: object) -> str:
    """
    The query string of this page with changes: href="{% url_with sort="-total" %}". None or "" takes one out.

    A change that is not itself a page goes back to the first page.
    """
    query: QueryDict = context["request"].GET.copy()
    for name in _PAGE_PARAMETERS:
        if name not in changes:
            query.pop(name, None)
    for name, value in changes.items():
        query.pop(name, None)
        if isinstance(value, list | tuple):
            query.setlist(name, [str(item) for item in value])
        elif value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("backoffice/components/sort.html", takes_context=True)
def sort_head(context: Mapping[str, Any], name: str, label: str, css: str = "", param: str = "sort") -> dict[str, Any]:
    """A column title that sorts: writes the whole <th> with aria-sort and a link that keeps the filters."""
    current = context["request"].GET.get(param, context.get("sort", ""))
    state = {name: "ascending", f"-{name}": "descending"}.get(current, "none")
    href = url_with(context, **{param: f"-{name}" if state == "ascending" else name})
    return {"label": label, "state": state, "href": href, "css": css}


@register.inclusion_tag("backoffice/components/field.html")
def field(bound: BoundField, mask: str = "", hint: str = "", label: str = "", css: str = "", autofocus: bool = False) -> dict[str, Any]:
    """
    A form field the house way: label, hint, error and control, linked for screen readers: {% field form.cpf mask="cpf" %}.

    ``mask``: cpf, cnpj, document, cep, phone, boleto, money, date. Optional fields say so in their label.
    """
    widget = bound.field.widget
    is_check = isinstance(widget, CheckboxInput)
    is_group = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    hint = hint or str(bound.help_text or "")
    # Django's many check boxes are a kind of radio buttons.
    is_radio = isinstance(widget, RadioSelect) and not isinstance(widget, CheckboxSelectMultiple)
    control = "rg-check" if is_check else "rg-radio" if is_radio else "rg-check" if is_group else "rg-control"
    attrs: dict[str, Any] = {"class": f"{widget.attrs.get('class', '')} {control}".strip()}
    described = [f"{bound.auto_id}_{part}" for part, there in (("helptext", hint), ("error", bound.errors)) if there]
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if mask:
        attrs |= {"data-mask": mask, "inputmode": _MASK_INPUT_MODES[mask], "autocomplete": widget.attrs.get("autocomplete", "off")}
    if autofocus:
        attrs["autofocus"] = True
    return {
        "field": bound,
        "control": bound.as_widget(attrs=attrs),
        "hint": hint,
        "label": label or bound.label,
        "css": css,
        "is_check": is_check,
        "is_group": is_group,
    }
