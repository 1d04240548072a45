"""The effects of a forgetting in words: which table, what happens, how many rows, why what stays stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.templatetags import formats
from backoffice.privacy.datamap import Copy, Table, area_of
from backoffice.privacy.forgetting import DISPOSE, FILES, REMOVE, STAY
from backoffice.privacy.labels import label_of


@dataclass(frozen=True, slots=True)
class EffectWords:
    """One line of the dry run."""

    area: str
    title: str
    act: str
    icon: str
    fields: str
    rows: str
    why: str
    stays: bool


def effects(told: Sequence[Mapping[str, Any]]) -> list[EffectWords]:
    """What changes first, what stays last, each in the order of the map."""
    lines = [_words(effect) for effect in told]
    return sorted(lines, key=lambda line: line.stays)


def _words(effect: Mapping[str, Any]) -> EffectWords:
    area = area_of(effect["area"])
    count = formats.qty(effect["rows"])
    if effect["model"] == FILES:
        rows = ngettext("%(n)s file", "%(n)s files", effect["rows"]) % {"n": count}
        return EffectWords(
            force_str(area.label), _("Kept papers"), _("content destroyed, hash stays"), "delete_forever", "", rows, "", stays=False
        )
    entries: list[Table | Copy] = [*area.tables, *area.copies]
    entry = next(each for each in entries if each.model == effect["model"])
    stays = effect["act"] == STAY
    act = {STAY: _("stays"), REMOVE: _("deleted"), DISPOSE: _("destroyed")}.get(effect["act"], _("blanked"))
    if isinstance(entry, Copy) and not stays:
        act = _("what identifies is taken out")
    icon = {STAY: "lock", REMOVE: "delete"}.get(effect["act"], "ink_eraser")
    rows = ngettext("%(n)s row", "%(n)s rows", effect["rows"]) % {"n": count}
    why = force_str(entry.keeps or entry.use.legal_base) if stays else ""
    return EffectWords(force_str(area.label), force_str(entry.title), act, icon, _fields(entry, effect["fields"]), rows, why, stays=stays)


def _fields(entry: Table | Copy, names: Sequence[str]) -> str:
    model = apps.get_model(entry.model)
    return ", ".join(label_of(model, name) for name in names)
