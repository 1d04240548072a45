"""The books carry numbers of orders, never names; what somebody typed into an entry by hand stays as it was posted."""

from django.utils.translation import gettext_lazy as _

from backoffice.privacy.datamap import KEEP, MARKS, Area, Copy, Use

LEDGER = Use(
    purpose=_("Bookkeeping"),
    legal_base=_("Legal obligation (LGPD arts. 7 II and 16 I; Código Civil arts. 1.179 and 1.194)"),
    retention=_("With the books, never under five years (CTN arts. 173 and 174)"),
)

PERSONAL_DATA = Area(
    code="finance",
    label=_("Books"),
    copies=(
        Copy(
            model="finance.JournalEntry",
            title=_("Texts of entries"),
            use=LEDGER,
            columns={"description": KEEP},
            plain=("source_kind", "source_number", "rule", "posted_by_kind", "posted_by_name"),
            keeps=_("A posted entry is never changed (Código Civil art. 1.183, LGPD art. 16 I)."),
        ),
        Copy(
            model="finance.PeriodReopening",
            title=_("Reasons for opening a month again"),
            use=LEDGER,
            columns={"reason": MARKS, "note": MARKS},
            plain=("status", "asked_by", "decided_by"),
        ),
    ),
    not_personal={
        "finance.Account": "accounts",
        "finance.PeriodBalance": "sums",
        "finance.FoldState": "sums",
        "finance.JournalLine": "amounts; the party is a provider or the number of an order",
        "finance.Period": "months; names of colleagues stand with what they did",
        "finance.SalesTaxRate": "rates",
    },
)
