"""How the sales area's reports are asked for."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.reports.forms import SpanForm
from orders.queries.channels import list_channel_names
from orders.reports.sales import CHANNEL, DAY, PRODUCT

GROUP_LABELS = {CHANNEL: gettext_lazy("by channel"), PRODUCT: gettext_lazy("by product"), DAY: gettext_lazy("by day")}


def _channels() -> list[tuple[str, str]]:
    return [("", _("all")), *((str(code), str(name)) for code, name in list_channel_names())]


class MarginForm(SpanForm):
    """Days and channel."""

    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False, choices=_channels)

    def words(self) -> str:
        channel = self.cleaned_data["channel"]
        return ", ".join(filter(None, [super().words(), dict(_channels())[channel] if channel else ""]))


class SalesForm(MarginForm):
    """Days, channel and how the sales are grouped."""

    group = forms.ChoiceField(label=gettext_lazy("Grouped"), choices=list(GROUP_LABELS.items()), initial=CHANNEL)

    def words(self) -> str:
        return f"{super().words()}, {GROUP_LABELS[self.cleaned_data['group']]}"
