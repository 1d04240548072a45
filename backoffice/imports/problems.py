"""The sentences for rows that are refused: fact and remedy, in the language of whoever reads them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import error_texts
from backoffice.core.errors import Invalid
from backoffice.core.templatetags import formats
from backoffice.imports.importer import Importer, Problem

Sentence = Callable[[Mapping[str, Any]], str]


def _twice(data: Mapping[str, Any]) -> str:
    lines = ", ".join(str(line) for line in data["lines"])
    return _("It stands more than once in the file: lines %(lines)s. Keep one of them.") % {"lines": lines}


SENTENCES: dict[str, Sentence] = {
    "required": lambda data: _("It is empty. Fill it in; this column is needed."),
    "too_long": lambda data: (
        _("It has %(length)s characters. Shorten it to %(limit)s.")
        % {"length": formats.qty(data["length"]), "limit": formats.qty(data["limit"])}
    ),
    "too_short": lambda data: _("It holds nothing that can be printed. Type it again."),
    "excel_number": lambda data: _("Excel turned the code into a number. Format the column as Text, type the code again and save."),
    "excel_date": lambda data: _("Excel turned the code into a date. Format the column as Text, type the code again and save."),
    "formula_error": lambda data: _("The formula of this cell has an error. Mend it or type the value."),
    "ean_form": lambda data: _("A barcode has 8, 12, 13 or 14 digits. Correct it or leave it empty."),
    "ean_check": lambda data: _("The check digit of the barcode is wrong. Compare it with the package or leave it empty."),
    "ean_rounded": lambda data: _("Excel rounded the barcode: its last digits became zeros. Format the column as Text and type it again."),
    "negative": lambda data: _("It is below zero. Type zero or more."),
    "too_large": lambda data: _("It is too large. Check the decimal comma."),
    "too_fine": lambda data: (
        ngettext(
            "It has more than %(places)d decimal place. Round it.",
            "It has more than %(places)d decimal places. Round it.",
            data["places"],
        )
        % {"places": data["places"]}
    ),
    "ambiguous_number": lambda data: _("It can be read in two ways. Write it like 1234,56, without a point for thousands."),
    "not_a_number": lambda data: _("It is no amount. Write it like 219,90."),
    "not_whole": lambda data: _("It is no whole number. Write only digits, like 40."),
    "out_of_range": lambda data: (
        _("It has to be from %(minimum)s to %(maximum)s.")
        % {"minimum": formats.qty(data["minimum"]), "maximum": formats.qty(data["maximum"])}
    ),
    "not_yes_no": lambda data: _("It is neither yes nor no. Write sim or não."),
    "open_quote": lambda data: _("A quotation mark opens in this line and never closes. Take it out or close it."),
    "too_many_cells": lambda data: _(
        "The line has more cells than the header. Look for a separator inside a text and put the text in quotation marks."
    ),
    "null_character": lambda data: _("The line holds a null character. Type it again or save the file anew."),
    "cell_too_long": lambda data: _("A cell has more than 32,767 characters. Shorten it."),
    "formula_without_result": lambda data: _("A formula has no stored result. Open the file in Excel, save it and send it again."),
    "duplicate_in_file": _twice,
    "changed_since_preview": lambda data: _(
        "Somebody changed this record after the preview. Nothing was overwritten: send the refused lines again to see what is new."
    ),
}


def sentence(importer: Importer, problem: Problem) -> str:
    """The words for one problem: the importer's own, then those every importer shares, then a service's refusal."""
    words = importer.problems.get(problem.code) or SENTENCES.get(problem.code)
    if words is not None:
        return words(problem.data)
    refusal = Invalid(**problem.data)
    refusal.code = problem.code  # type: ignore[misc]
    return error_texts.text_of(refusal)


def column_label(importer: Importer, name: str) -> str:
    """What the column is called on the screen; empty for the whole row."""
    column = importer.column(name)
    return str(column.label) if column else ""
