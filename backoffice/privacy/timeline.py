"""The story of a request in words that continue the actor's name ("Sílvia" + "took the request in")."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

_TELLINGS: dict[str, tuple[str, str | Promise]] = {
    "privacy.opened": ("inbox", pgettext_lazy("privacy story", "took the request in")),
    "privacy.identity_checked": ("badge", pgettext_lazy("privacy story", "checked the identity")),
    "privacy.exported": ("download", pgettext_lazy("privacy story", "made an export")),
    "privacy.export_downloaded": ("download_done", pgettext_lazy("privacy story", "downloaded the export")),
    "privacy.surveyed": ("science", pgettext_lazy("privacy story", "made a dry run of the anonymisation")),
    "privacy.anonymised": ("person_off", pgettext_lazy("privacy story", "anonymised the person")),
    "privacy.answered": ("reply", pgettext_lazy("privacy story", "answered the request")),
    "privacy.refused": ("block", pgettext_lazy("privacy story", "refused the request with a reason")),
    "privacy.cancelled": ("cancel", pgettext_lazy("privacy story", "called the request off")),
}


def tell(action: str) -> tuple[str, str]:
    """Icon and phrase of an action; one that is not known stands as its code, because a story hides nothing."""
    icon, text = _TELLINGS.get(action, ("history", action))
    return icon, str(text)
