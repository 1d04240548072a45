"""The stock is about goods; people may be named only in the reason of a move, which is part of the books."""

from django.utils.translation import gettext_lazy as _

from backoffice.privacy.datamap import KEEP, Area, Copy, Use

GOODS = Use(
    purpose=_("Bookkeeping of the stock"),
    legal_base=_("Legal obligation (LGPD arts. 7 II and 16 I; RIR, Decreto 9.580/2018)"),
    retention=_("With the books"),
)

PERSONAL_DATA = Area(
    code="inventory",
    label=_("Stock"),
    copies=(
        Copy(
            model="inventory.StockMove",
            title=_("Reasons of stock moves"),
            use=GOODS,
            columns={"reason": KEEP},
            plain=("reference_kind", "reference", "document", "actor_name"),
            keeps=_("A move is never changed: it is part of the books (LGPD art. 16 I)."),
        ),
    ),
    not_personal={
        "inventory.StockDocument": "suppliers, which are companies",
        "inventory.Location": "places",
        "inventory.PriceList": "prices",
        "inventory.Price": "prices",
        "inventory.Product": "goods",
        "inventory.Variant": "goods",
        "inventory.KitComponent": "goods",
        "inventory.StockReconciliation": "sums; names of colleagues stand with what they did",
        "inventory.StockDifference": "sums; names of colleagues stand with what they did",
        "inventory.StockLevel": "sums",
        "inventory.StockValue": "sums",
        "inventory.Reservation": "numbers of orders",
    },
)
