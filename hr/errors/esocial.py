"""Refusals of the eSocial files."""

from backoffice.core.errors import Conflict, Invalid, NotFound


class UnknownEvent(NotFound):
    """``event_id``: there is no such file, or the actor may not know of it."""

    code = "unknown_event"


class EventNotForContract(Conflict):
    """``kind``, ``category``: this event is not told of such a contract (interns go by S-2300)."""

    code = "event_not_for_contract"


class EventReferenceWrong(Invalid):
    """``kind``, ``reference``: what the event should declare does not exist: no such day, no such leave, no such end."""

    code = "event_reference_wrong"


class EventInvalid(Conflict):
    """``events``: Ids that the schema in force refuses; such a file is not handed out."""

    code = "event_invalid"


class EventSettled(Conflict):
    """``state``: receipted or superseded; an answer cannot be recorded any more."""

    code = "event_settled"


class ReceiptWrong(Invalid):
    """``receipt`` is no number of a receipt: 1, a digit and 19 digits, with points between them."""

    code = "receipt_wrong"


class ReceiptTaken(Conflict):
    """``event_id``: the file that has this receipt already."""

    code = "receipt_taken"


class ReturnUnreadable(Invalid):
    """``reason``: xml, empty (nothing in it answers an event) or size."""

    code = "return_unreadable"


class SchemaRefused(Invalid):
    """``reason``: empty, no_types, no_events, size or broken; ``file``: which one."""

    code = "schema_refused"


class SchemaDateTaken(Conflict):
    """``valid_from``, ``name``: other files were loaded for this date and events were validated with them."""

    code = "schema_date_taken"


class EsocialSettingsWrong(Invalid):
    """``field``: since, environment, or one of the details of a contract."""

    code = "esocial_settings_wrong"
