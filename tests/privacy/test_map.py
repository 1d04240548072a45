"""The data map is complete: every text of the database is declared as personal, as a copy or as neither."""

from django.apps import apps
from django.db import models

from backoffice.core.sealing import SealedTextField
from backoffice.privacy.datamap import KEEP, areas
from backoffice.privacy.labels import is_named
from backoffice.privacy.management.commands.privacy_map import PAGE, page_with_map

TEXTS = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField, SealedTextField)
# Django's own tables of rights and kinds.
FOREIGN = {"auth.Permission", "auth.Group", "contenttypes.ContentType"}


def _declared() -> dict[str, set[str]]:
    """model -> the fields that the map speaks of."""
    told: dict[str, set[str]] = {}
    for area in areas():
        for table in area.tables:
            told.setdefault(table.model, set()).update(table.personal, table.told, table.plain)
        for copy in area.copies:
            told.setdefault(copy.model, set()).update(copy.columns, copy.plain)
    return told


def _texts(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.local_fields if isinstance(field, TEXTS) and not getattr(field, "choices", None)}


def test_every_model_stands_in_the_map() -> None:
    known = set(_declared()) | {label for area in areas() for label in area.not_personal}

    missing = {model._meta.label for model in apps.get_models() if _texts(model)} - known - FOREIGN

    assert missing == set(), "declare them in <area>/personal_data"


def test_every_text_of_a_personal_model_is_declared() -> None:
    undeclared = {
        label: sorted(_texts(apps.get_model(label)) - fields)
        for label, fields in _declared().items()
        if _texts(apps.get_model(label)) - fields
    }

    assert undeclared == {}


def test_the_map_names_only_what_exists() -> None:
    for area in areas():
        for label in area.not_personal:
            apps.get_model(label)
        for entry in (*area.tables, *area.copies):
            names = [*entry.personal, *entry.told, *entry.plain] if hasattr(entry, "told") else [*entry.columns, *entry.plain]
            for name in names:
                apps.get_model(entry.model)._meta.get_field(name)


def test_every_column_that_is_shown_has_a_word_for_people() -> None:
    bare = []
    for area in areas():
        for entry in (*area.tables, *area.copies):
            model = apps.get_model(entry.model)
            names = [*entry.personal, *entry.told] if hasattr(entry, "told") else [*entry.columns]
            bare += [f"{entry.model}.{name}" for name in names if not is_named(model, name)]

    assert bare == []


def test_no_model_is_declared_twice() -> None:
    labels = [entry.model for area in areas() for entry in (*area.tables, *area.copies)]
    labels += [label for area in areas() for label in area.not_personal]

    assert sorted(labels) == sorted(set(labels))


def test_what_stays_says_why() -> None:

    silent = [entry.model for area in areas() for entry in area.tables if KEEP in entry.personal.values() and not entry.keeps]
    silent += [copy.model for area in areas() for copy in area.copies if KEEP in copy.columns.values() and not copy.keeps]

    assert silent == []


def test_the_page_of_the_map_is_up_to_date() -> None:
    text = PAGE.read_text()

    assert page_with_map(text) == text, "run: python -m django privacy_map"
