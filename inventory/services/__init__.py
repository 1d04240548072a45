"""
THE WRITE DOOR of the stock area.

Every service takes any number of rows, runs a fixed number of statements, and locks in one order: reservations, then
levels, then stock values, each by primary key (docs/mechanisms/locking.md).
"""

from inventory.services.adjustment import adjust
from inventory.services.bins import ensure_bins
from inventory.services.catalogue import ProductDraft, ensure_price_list, ensure_warehouse, register_products
from inventory.services.correction import approve_corrections, dismiss_differences
from inventory.services.documents import confirm_arrival, receive_document, transfer_document
from inventory.services.drafts import (
    AdjustmentLine,
    IssuedItem,
    IssueRequest,
    MovedItem,
    ReceiptDraft,
    ReceiptLine,
    ReleasedItem,
    ReleaseRequest,
    ReservationRequest,
    TransferDraft,
    TransferLine,
    WrittenDocument,
)
from inventory.services.issue import issue_reserved
from inventory.services.locations import ensure_standard_locations
from inventory.services.movement import receive, transfer
from inventory.services.partial_release import release_items
from inventory.services.previews import PlacePreview, ReceiptPreview, preview_receipt, preview_transfer
from inventory.services.products import (
    PRODUCT_FIELDS,
    VariantChange,
    VariantDraft,
    add_variants,
    change_variants,
    find_referred_variants,
    remove_prices,
    remove_variants,
    set_prices,
)
from inventory.services.reservation import release, reserve
from inventory.services.reversal import Reversal, find_irreversible, reverse_opening
from inventory.services.shortage import NewPlace, reserve_elsewhere

__all__ = [
    "AdjustmentLine",
    "IssueRequest",
    "IssuedItem",
    "MovedItem",
    "NewPlace",
    "PlacePreview",
    "ProductDraft",
    "ReceiptDraft",
    "ReceiptLine",
    "ReceiptPreview",
    "ReleaseRequest",
    "ReleasedItem",
    "ReservationRequest",
    "PRODUCT_FIELDS",
    "Reversal",
    "TransferDraft",
    "TransferLine",
    "VariantChange",
    "VariantDraft",
    "WrittenDocument",
    "add_variants",
    "adjust",
    "approve_corrections",
    "change_variants",
    "confirm_arrival",
    "dismiss_differences",
    "ensure_bins",
    "ensure_price_list",
    "ensure_standard_locations",
    "ensure_warehouse",
    "find_irreversible",
    "find_referred_variants",
    "issue_reserved",
    "preview_receipt",
    "preview_transfer",
    "receive",
    "receive_document",
    "register_products",
    "release",
    "remove_prices",
    "remove_variants",
    "release_items",
    "reserve",
    "reverse_opening",
    "set_prices",
    "reserve_elsewhere",
    "transfer",
    "transfer_document",
]
