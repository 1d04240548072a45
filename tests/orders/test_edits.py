"""Small fields changed by two people: what can be merged is, what contradicts is asked, nothing is overwritten unseen."""

from datetime import date

import pytest

from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry
from orders import errors, services
from orders.merging import merge
from orders.models import Customer, Order
from orders.services import CustomerDraft, CustomerEdit, OrderEdit, ShipmentDraft
from tests.orders.builders import Shop, everything, refused

MARINA = Actor(kind="user", id=2, name="Marina Costa")
DIEGO = Actor(kind="user", id=3, name="Diego Ramos")


@pytest.mark.parametrize(
    ("base", "typed", "present", "changes", "conflicts"),
    [
        ("a", "b", "a", {"x": "b"}, []),
        ("a", "a", "c", {}, []),
        ("a", "b", "b", {}, []),
        ("a", "b", "c", {}, ["x"]),
        ("a", "a", "a", {}, []),
    ],
)
def test_a_field_is_written_left_or_asked(base: str, typed: str, present: str, changes: dict[str, str], conflicts: list[str]) -> None:
    found = merge(base={"x": base}, typed={"x": typed}, present={"x": present})

    assert (found.changes, found.conflicts) == (changes, conflicts)


def _edit(shop: Shop, number: str, by: Actor, **fields: tuple[object, object]) -> services.Edited:
    """fields: name=(what was seen, what was typed)."""
    edit = OrderEdit(number, {name: new for name, (_old, new) in fields.items()}, {name: old for name, (old, _new) in fields.items()})
    return services.edit_order(edit=edit, by=by, at=shop.at)


def test_the_promise_is_changed_and_the_trail_says_by_whom_but_not_what_was_written(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1)).number
    seen = Order.objects.get(number=number).promised_ship_date

    done = _edit(shop, number, MARINA, promised_ship_date=(seen, date(2026, 12, 1)), internal_note=("", "Ligar para 41 99999-0000"))

    order = Order.objects.get(number=number)
    assert (order.promised_ship_date, order.internal_note, order.version) == (date(2026, 12, 1), "Ligar para 41 99999-0000", 2)
    assert (done.fields, done.version) == (("promised_ship_date", "internal_note"), 2)
    trace = AuditEntry.objects.get(action="order.edited")
    assert (trace.actor_name, trace.after) == ("Marina Costa", {"fields": ["promised_ship_date", "internal_note"]})


def test_two_tabs_that_change_different_parts_of_the_address_are_merged(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1)).number

    _edit(shop, number, MARINA, line1=("Rua Padre Anchieta, 1846", "Rua XV, 10"), city=("Curitiba", "Curitiba"))
    _edit(shop, number, DIEGO, line1=("Rua Padre Anchieta, 1846", "Rua Padre Anchieta, 1846"), city=("Curitiba", "Londrina"))

    order = Order.objects.get(number=number)
    assert (order.shipping_address["line1"], order.shipping_address["city"], order.ship_city) == ("Rua XV, 10", "Londrina", "Londrina")
    assert order.shipping_address["country"] == "BR"


def test_two_tabs_that_change_the_same_field_are_asked_and_nothing_is_written(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1)).number
    seen = Order.objects.get(number=number).promised_ship_date
    _edit(shop, number, MARINA, promised_ship_date=(seen, date(2026, 11, 27)))

    with refused(errors.EditConflict) as caught:
        _edit(shop, number, DIEGO, promised_ship_date=(seen, date(2026, 11, 30)), internal_note=("", "x"))

    [field] = caught.value.data["fields"]
    assert (field["field"], field["yours"], field["theirs"]) == ("promised_ship_date", date(2026, 11, 30), date(2026, 11, 27))
    assert (field["who"], field["at"]) == ("Marina Costa", shop.at)
    _edit(shop, number, DIEGO, promised_ship_date=(date(2026, 11, 27), date(2026, 11, 30)))
    assert Order.objects.get(number=number).promised_ship_date == date(2026, 11, 30)


def test_saving_what_was_not_changed_writes_nothing(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1)).number
    before = everything()

    assert _edit(shop, number, MARINA, internal_note=("", "")).fields == ()
    assert everything() == before


def test_what_has_left_keeps_its_address_and_its_promise(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1)).number
    shop.pay(number)
    services.ship_order(draft=ShipmentDraft(number), by=shop.by, at=shop.at)
    seen = Order.objects.get(number=number).promised_ship_date

    for fields, reason in (
        ({"city": ("Curitiba", "Londrina")}, "address_sent"),
        ({"promised_ship_date": (seen, date(2027, 1, 1))}, "all_shipped"),
    ):
        with refused(errors.TransitionRefused) as caught:
            _edit(shop, number, MARINA, **fields)
        assert caught.value.data["reason"] == reason
    assert _edit(shop, number, MARINA, internal_note=("", "avisado")).fields == ("internal_note",)


def test_a_customer_gets_a_new_telephone_and_orders_keep_theirs(shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 1)).number
    customer = Customer.objects.get()

    edit = CustomerEdit(
        customer.pk, {"phone": "+5541988887766", "document": "529.982.247-25"}, {"phone": customer.phone, "document": "52998224725"}
    )
    done = services.edit_customer(edit=edit, by=MARINA, at=shop.at)

    assert done.fields == ("phone",)
    assert Customer.objects.get().phone == "+5541988887766"
    assert AuditEntry.objects.get(action="customer.edited").after == {"fields": ["phone"]}
    assert Order.objects.get(number=number).version == 1


def test_the_document_of_somebody_else_is_refused(shop: Shop) -> None:
    shop.place(("PRATO-AL", 1))
    shop.place(("PRATO-AL", 1), customer=CustomerDraft("Bia", document="111.444.777-35"))
    bia = Customer.objects.get(name="Bia")

    for document, error in (("529.982.247-25", errors.CustomerTaken), ("529.982.247-24", errors.DocumentInvalid)):
        with refused(error):
            edit = CustomerEdit(bia.pk, {"document": document}, {"document": "11144477735"})
            services.edit_customer(edit=edit, by=MARINA, at=shop.at)
    with refused(errors.UnknownCustomer):
        services.edit_customer(edit=CustomerEdit(0, {"name": "x"}, {"name": ""}), by=MARINA, at=shop.at)
