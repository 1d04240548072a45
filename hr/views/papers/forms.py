"""The forms of a review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backoffice.core.forms import LocalizedDateField, PlainTextField
from hr.models import DocumentKind


class AcceptForm(forms.Form):
    """The dates that the kind of paper asks for, as they stand on it; which of them must be there the service knows."""

    issued_on = LocalizedDateField(label=_("Issued on"), required=False)
    expires_on = LocalizedDateField(label=_("Expires on"), required=False)

    def __init__(self, *args: Any, kind: DocumentKind, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        if not (kind.asks_issue_date or kind.valid_months):
            del self.fields["issued_on"]
        if not kind.asks_expiry or kind.valid_months:
            del self.fields["expires_on"]
        for field in self.fields.values():
            # They are asked of every paper of the kind; only the act of refusing goes without.
            field.required = True


class RefuseForm(forms.Form):
    """A ready sentence or one's own; both chosen, the typed one counts."""

    reason = PlainTextField(
        label=_("What the person reads"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 200}),
        help_text=_("Say what to do better. It goes to the person as it stands here."),
    )
    ready = forms.CharField(required=False, max_length=200)

    def chosen(self) -> str:
        """The sentence that counts."""
        return str(self.cleaned_data.get("reason") or self.cleaned_data.get("ready") or "")
