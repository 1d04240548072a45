"""Refusals of the stock area: a code and data; the sentences are in error_texts."""

from backoffice.core.errors import Conflict, Invalid, NotAllowed, NotFound


class InsufficientStock(Conflict):
    """
    Something asked for is not there.  ``shortages`` names every one of them.

    :ivar data: {"shortages": [{"reference", "sku", "variant_id", "requested", "available"}, ...]}
    """

    code = "insufficient_stock"


class ReservationMissing(Conflict):
    """More is to be issued than is reserved: {"missing": [{"reference", "sku", "variant_id", "requested", "reserved"}]}."""

    code = "reservation_missing"


class StockPromised(Conflict):
    """
    The change would take what is promised to orders, or what is not there.

    :ivar data: {"levels": [{"sku", "location", "on_hand", "reserved", "wanted"}, ...]}
    """

    code = "stock_promised"


class StockChanged(Conflict):
    """The stock moved while somebody counted: {"levels": [{"sku", "location", "seen", "on_hand"}, ...]}."""

    code = "stock_changed"


class StockOutOfBalance(Conflict):
    """Levels say that goods are there, their value says that they are not: {"sku", "wanted", "valued"}.  Reconcile first."""

    code = "stock_out_of_balance"


class UnknownVariant(NotFound):
    """No such simple variant: {"skus": [...]} or {"variant_ids": [...]}."""

    code = "unknown_variant"


class RegisterConflict(Conflict):
    """Two rows want different values for the product that their variants share: {"sku", "field"}."""

    code = "register_conflict"


class UnknownLocation(NotFound):
    """No such place of the company that can hold stock: {"location_ids": [...]}."""

    code = "unknown_location"


class BadQuantity(Invalid):
    """A quantity is not a whole number within 1 and 999,999 (or a line changes nothing): {"line", "quantity"}."""

    code = "bad_quantity"


class BadCost(Invalid):
    """A unit cost is negative, not finite, or finer than six places: {"line", "unit_cost"}."""

    code = "bad_cost"


class BadLine(Invalid):
    """A line contradicts itself or another: {"line", "reason"} with reason one_of_two, repeated, same_place, no_lines."""

    code = "bad_stock_line"


class CorrectionNotAllowed(NotAllowed):
    """Who asked for the reconciliation does not approve its corrections: {"requested_by"}."""

    code = "correction_needs_second_person"


class CorrectionImpossible(Conflict):
    """
    The figure cannot be rebuilt from its rows as they are now.

    :ivar data: {"kind", "sku", "location", "expected", "reason"}; reason is negative, oversold, or decided
    """

    code = "correction_impossible"


class UnknownDifference(NotFound):
    """No such difference: {"difference_ids": [...]}."""

    code = "unknown_difference"


class DocumentReceived(Conflict):
    """This paper of this supplier came in before: {"supplier", "document", "reference"}."""

    code = "stock_document_received"


class UnknownDocument(NotFound):
    """No goods are on the way under this number: {"reference"}."""

    code = "unknown_stock_document"
