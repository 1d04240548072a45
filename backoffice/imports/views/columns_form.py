"""Step 2 as a form: which column of the file is which, and the choices for the whole batch."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from backoffice.imports.importer import Importer
from backoffice.imports.models import ImportBatch
from backoffice.imports.reading.headers import column_letter


class ColumnsForm(forms.Form):
    """A select for every column of the importer (``column_sku``) and every option (``option_place``)."""

    def __init__(self, *args: Any, batch: ImportBatch, importer: Importer, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        self.batch, self.importer = batch, importer
        header = [(str(index), f"{column_letter(index)} · {text or _('(no title)')}") for index, text in enumerate(batch.header)]
        for option in importer.options:
            choices = list(option.choices())
            self.fields[f"option_{option.name}"] = forms.ChoiceField(
                label=option.label,
                help_text=option.help,
                choices=choices if len(choices) == 1 else [("", _("Choose")), *choices],
                initial=batch.options.get(option.name, ""),
                error_messages={"required": _("Choose one of the list.")},
            )
        for column in importer.columns:
            self.fields[f"column_{column.name}"] = forms.ChoiceField(
                label=column.label,
                help_text=column.help,
                required=column.required,
                choices=[("", _("Choose the column") if column.required else _("Do not import")), *header],
                initial=str(batch.mapping.get(column.name, "")),
                error_messages={"required": _("Choose the column of the file; without it no row can be read.")},
            )

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, Any] = super().clean() or {}
        by_index: dict[str, str] = {}
        for column in self.importer.columns:
            index = chosen.get(f"column_{column.name}", "")
            if index and index in by_index:
                header = self.batch.header[int(index)]
                text = _("“%(header)s” is chosen for %(other)s already. Choose another column.")
                self.add_error(f"column_{column.name}", text % {"header": header, "other": by_index[index]})
            elif index:
                by_index[index] = str(column.label)
        return chosen

    def mapping(self) -> dict[str, int]:
        chosen = {column.name: self.cleaned_data[f"column_{column.name}"] for column in self.importer.columns}
        return {name: int(index) for name, index in chosen.items() if index}

    def options(self) -> dict[str, str]:
        return {option.name: self.cleaned_data[f"option_{option.name}"] for option in self.importer.options}
