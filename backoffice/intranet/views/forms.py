"""What people type into the conversation."""

from uuid import uuid4

from django import forms
from django.utils.translation import pgettext_lazy

from backoffice.core.forms import PlainTextField


class CommentForm(forms.Form):
    """``token`` was made with the form.  Length and mentions are judged by the service, which has the words for them."""

    text = PlainTextField(label=pgettext_lazy("noun", "Comment"), widget=forms.Textarea, required=False)
    token = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)


class CorrectionForm(forms.Form):
    """``version`` is the one that the person saw."""

    text = PlainTextField(
        label=pgettext_lazy("noun", "Comment"), widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}), required=False
    )
    version = forms.IntegerField(min_value=1, max_value=32000, widget=forms.HiddenInput)
