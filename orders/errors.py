"""Every refusal of the sales area, with a code and data.  The words are in ``error_texts``."""

from backoffice.core.errors import Conflict, Invalid, NotFound


class UnknownChannel(NotFound):
    """``channel``: no active channel has this code."""

    code = "unknown_channel"


class UnknownSkus(NotFound):
    """``lines``: [{"line": index, "sku"}] that the catalogue does not sell."""

    code = "unknown_sku"


class UnknownOrder(NotFound):
    """``orders``: the numbers that do not exist."""

    code = "unknown_order"


class EmptyOrder(Invalid):
    """An order without lines, or a shipment of nothing."""

    code = "empty_order"


class WrongQuantity(Invalid):
    """``line``, ``sku``, ``quantity``: not between 1 and 999,999."""

    code = "wrong_quantity"


class WrongAmount(Invalid):
    """``field``, ``amount``: negative, not finite, or finer than two places."""

    code = "wrong_amount"


class PriceMissing(Invalid):
    """``lines``: [{"line", "sku"}]: the channel must send a price, or the price list has none."""

    code = "price_missing"


class PriceMismatch(Invalid):
    """``lines``: [{"line", "sku", "sent", "price"}]: the back office sets this channel's prices."""

    code = "price_mismatch"


class CurrencyMismatch(Invalid):
    """``currency``, ``expected``: the channel sells in one currency."""

    code = "currency_mismatch"


class DiscountTooLarge(Invalid):
    """``discount_total``, ``items_total``: more discount than goods."""

    code = "discount_too_large"


class DocumentInvalid(Invalid):
    """``document``: neither a CPF nor a CNPJ, or its check digits are wrong."""

    code = "document_invalid"


class DuplicateExternalId(Conflict):
    """``channel`` and ``orders``: [{"external_id", "number"}] that were placed before; ``external_id``, ``number`` of the first."""

    code = "duplicate_external_id"


class PaymentEventReused(Conflict):
    """``provider``, ``event_id``, ``order``: the same event came before with other content."""

    code = "payment_event_reused"


class UnknownPaymentKind(Invalid):
    """``kind``: not authorized, captured, refunded, voided or chargeback."""

    code = "unknown_payment_kind"


class TransitionRefused(Conflict):
    """
    The present state forbids the act.  ``order``, ``action``, ``reason`` (a code of orders.states) and the reason's data;
    ``status``, ``payment_status``, ``fulfilment_status`` as they are now.
    """

    code = "transition_refused"


class OverShipment(Conflict):
    """``order`` and ``lines``: [{"sku", "requested", "open"}]: more than is still to ship."""

    code = "over_shipment"


class OverCancellation(Conflict):
    """``order`` and ``lines``: [{"sku", "requested", "open"}]: more than has not left yet."""

    code = "over_cancellation"


class CancelsEverything(Conflict):
    """``order``: nothing would be left of it: that is cancelling the order, not some items."""

    code = "cancels_everything"


class UnknownShipment(NotFound):
    """``order``, ``shipment``: the order has no such parcel."""

    code = "unknown_shipment"


class UnknownWave(NotFound):
    """``wave``: no such picking wave, or one of a warehouse that is not the actor's."""

    code = "unknown_wave"


class UnknownShortage(NotFound):
    """``line``: no open shortage of this key."""

    code = "unknown_shortage"


class TooManyOrders(Invalid):
    """``orders``, ``limit``: more than one walk carries."""

    code = "too_many_orders"


class WaveEmpty(Conflict):
    """``orders``: [{"order", "reason", ...}]: none of them can be picked."""

    code = "wave_empty"


class WaveOver(Conflict):
    """``wave``, ``status``: it is finished or cancelled."""

    code = "wave_over"


class BoxNotInWave(Conflict):
    """``wave``, ``box``: no such box, or it left the wave already."""

    code = "box_not_in_wave"


class PickingIncomplete(Conflict):
    """``wave``, ``box``, ``order``, ``units``: so many pieces are still on the shelves."""

    code = "picking_incomplete"


class CheckIncomplete(Conflict):
    """``wave``, ``box``, ``order``, ``checked``, ``units``: not every piece was read at the bench."""

    code = "check_incomplete"


class NothingToPack(Conflict):
    """``wave``, ``box``, ``order``: nothing whole was picked for it."""

    code = "nothing_to_pack"


class WrongMeasure(Invalid):
    """``field``, ``low``, ``high``: a weight, size or number of parcels outside its limits."""

    code = "wrong_measure"


class BoxNotPacked(Conflict):
    """``wave``, ``box``, ``order``: it was not closed at the bench."""

    code = "box_not_packed"


class TrackingReused(Conflict):
    """``tracking_code``, ``order``: the code is on another box already."""

    code = "tracking_reused"


class UnknownCustomer(NotFound):
    """``customer``: no customer has this key."""

    code = "unknown_customer"


class CustomerUnrecognisable(Invalid):
    """``customer``: the chosen customer has neither document nor e-mail, and none was given."""

    code = "customer_unrecognisable"


class CustomerTaken(Conflict):
    """``field``: document or email, which another customer has."""

    code = "customer_taken"


class EditConflict(Conflict):
    """
    ``subject`` and ``fields``: [{"field", "yours", "theirs", "who", "at"}]: somebody changed the same fields since the
    person looked; ``who`` is empty where the trail does not tell.
    """

    code = "edit_conflict"


class StaleOrder(Conflict):
    """``order``, ``version``, ``current``: somebody changed the order in the meantime."""

    code = "stale_order"
