"""The register admin (django-unfold) in the colours of the work screens."""

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def _stylesheet(_request: object) -> str:
    return static("backoffice/admin.css")


def _theme(_request: object) -> str:
    return static("backoffice/js/theme.js")


def _mark(_request: object) -> str:
    return static("backoffice/icons/mark.svg")


UNFOLD = {
    "SITE_TITLE": "Retaguarda",
    "SITE_HEADER": "Retaguarda",
    "SITE_SUBHEADER": _("Registers and settings"),
    "SITE_URL": reverse_lazy("today"),
    "SITE_ICON": _mark,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _mark}],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "STYLES": [_stylesheet],
    # Before the first paint, as on the work screens; both keep the choice under the same name.
    "SCRIPTS": [_theme],
    "COLORS": {
        "base": {
            "50": "246 248 248",
            "100": "238 241 242",
            "200": "223 229 231",
            "300": "199 207 210",
            "400": "147 160 165",
            "500": "100 113 119",
            "600": "74 86 92",
            "700": "43 53 58",
            "800": "28 36 41",
            "900": "22 29 33",
            "950": "14 19 22",
        },
        "primary": {
            "50": "238 247 249",
            "100": "214 235 239",
            "200": "173 214 221",
            "300": "127 186 196",
            "400": "79 150 163",
            "500": "41 118 133",
            "600": "22 96 110",
            "700": "18 78 90",
            "800": "15 62 72",
            "900": "11 48 56",
            "950": "8 34 42",
        },
    },
}
