"""What the people area holds data for, by which right and how long."""

from django.utils.translation import gettext_lazy

from backoffice.privacy.datamap import Use

CONTRACT = Use(
    purpose=gettext_lazy("Admission and contract of employment"),
    legal_base=gettext_lazy("Performance of the contract and legal obligation (LGPD art. 7 II and V; CLT art. 41)"),
    retention=gettext_lazy("Until five years after the contract ends (CF art. 7 XXIX); candidates not hired: six months"),
)
GOVERNMENT = Use(
    purpose=gettext_lazy("Obligations towards eSocial, FGTS and INSS"),
    legal_base=gettext_lazy("Legal obligation (LGPD arts. 7 II and 11 II a; Decreto 8.373/2014)"),
    retention=gettext_lazy("Until five years after the contract ends (CF art. 7 XXIX, Lei 8.036 art. 23)"),
)
HEALTH = Use(
    purpose=gettext_lazy("Occupational health and justified absences"),
    legal_base=gettext_lazy("Legal obligation, sensitive data (LGPD art. 11 II a; CLT art. 168; NR-7)"),
    retention=gettext_lazy("As long as the kind of paper orders; a medical certificate of NR-7 twenty years"),
)
PAY = Use(
    purpose=gettext_lazy("Paying wages"),
    legal_base=gettext_lazy("Performance of the contract (LGPD art. 7 V; CLT arts. 457 and 464)"),
    retention=gettext_lazy("Until five years after the contract ends (CF art. 7 XXIX)"),
)
SAFETY = Use(
    purpose=gettext_lazy("Whom to call in an emergency"),
    legal_base=gettext_lazy("Protection of life (LGPD art. 7 VII)"),
    retention=gettext_lazy("While the person works here"),
)
PROOF = Use(
    purpose=gettext_lazy("Proof of what was accepted, when and from where"),
    legal_base=gettext_lazy("Exercise of rights (LGPD art. 7 VI; MP 2.200-2/2001 art. 10)"),
    retention=gettext_lazy("Until five years after the contract ends (CF art. 7 XXIX)"),
)
