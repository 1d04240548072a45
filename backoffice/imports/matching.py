"""Which column of the file is which: by its header, in the words of Portuguese, English and other systems."""

from collections.abc import Mapping, Sequence

from django.utils import translation

from backoffice.imports.importer import Column, Importer
from backoffice.imports.reading.headers import normalise_header

LANGUAGES = ("pt-br", "en")


def known_headers(importer: Importer) -> frozenset[str]:
    """Every header text that one of the importer's columns goes by, normalised."""
    return frozenset(name for column in importer.columns for name in _names(column))


def match_columns(header: Sequence[str], importer: Importer) -> dict[str, int]:
    """
    Column name -> index in the file.  The best synonym wins; a header that stands twice decides nothing.

    A whole header ("Peso (g)") is a better match than one without its brackets ("Peso").
    """
    forms = [normalise_header(text) if text else () for text in header]
    names = {column.name: _names(column) for column in importer.columns}
    found: dict[str, int] = {}
    for depth in (0, 1):
        for rank in range(max(map(len, names.values()))):
            for column in importer.columns:
                if column.name in found or rank >= len(names[column.name]):
                    continue
                wanted = names[column.name][rank]
                hits = [index for index, each in enumerate(forms) if len(each) > depth and each[depth] == wanted]
                if len(hits) == 1 and hits[0] not in found.values():
                    found[column.name] = hits[0]
    return found


def headers_twice(header: Sequence[str]) -> list[str]:
    """Header texts that stand in more than one column."""
    plain = [normalise_header(text)[0] if text and normalise_header(text) else "" for text in header]
    return sorted({text for text, form in zip(header, plain, strict=True) if form and plain.count(form) > 1})


def _names(column: Column) -> list[str]:
    """The column's own label in every language first, then its synonyms."""
    labels = []
    for language in LANGUAGES:
        with translation.override(language):
            labels.append(str(column.label))
    names: Mapping[str, None] = {form: None for text in (*labels, *column.synonyms) for form in normalise_header(text)[:1]}
    return list(names)
