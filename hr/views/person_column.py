"""Who a row of a list is about."""

from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from backoffice.core.lists import Column


def person_column(*, name: str, label: str | Promise, called: str, link: bool = True) -> Column:
    """The person's name, read from ``called``, with the matrícula beside it, which has a column of its own in a file."""

    def cell(row: Any) -> SafeString:
        return format_html('{} <span class="rg-mute rg-num">{}</span>', getattr(row, called), row.number)

    number = Column(name="number", label=_("Registration number"))
    return Column(name=name, label=label, cell=cell, value=called, css="rg-cut rg-w28", phone="lead", link=link, beside=(number,))
