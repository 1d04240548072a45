"""
Countries that the portal offers, by eSocial's table 06 (layout S-1.3); the whole table has over 200.

Whoever comes from another one calls HR, who types the code.
"""

from django.utils.translation import gettext_lazy as _

COUNTRIES = [
    ("105", _("Brazil")),
    ("063", _("Argentina")),
    ("097", _("Bolivia")),
    ("158", _("Chile")),
    ("160", _("China")),
    ("169", _("Colombia")),
    ("199", _("Cuba")),
    ("239", _("Ecuador")),
    ("341", _("Haiti")),
    ("586", _("Paraguay")),
    ("589", _("Peru")),
    ("607", _("Portugal")),
    ("845", _("Uruguay")),
    ("850", _("Venezuela")),
    ("040", _("Angola")),
    ("127", _("Cape Verde")),
    ("505", _("Mozambique")),
    ("528", _("Nigeria")),
    ("728", _("Senegal")),
    ("744", _("Syria")),
    ("431", _("Lebanon")),
    ("399", _("Japan")),
    ("386", _("Italy")),
    ("245", _("Spain")),
    ("249", _("United States")),
]
