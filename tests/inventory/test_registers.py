"""The warehouse's registers: refusals with words, changes with a trail, figures to look at only."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from backoffice import roles
from backoffice.core.actors import SYSTEM
from backoffice.core.models import AuditEntry, User
from inventory import services
from inventory.models import KitComponent, Location, Price, PriceList, Product, StockLevel, StockMove, Variant
from inventory.services import ProductDraft
from tests.inventory.builders import make_kit, make_warehouse, reserve, stock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_listens")]


def signed_in(role: str) -> Client:
    user = User.objects.create_user("renata", password="a long password", first_name="Renata", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    client = Client()
    client.force_login(user)
    return client


def product_form(**changes: Any) -> dict[str, Any]:
    form = {"name": "Panela de ferro", "brand": "Brisa", "category": "Cozinha", "ncm": "73239300"}
    variant = {"sku": "PAN-24", "name": "24 cm", "ean": "7891234567895", "kind": "simple", "weight_grams": "1200", "is_active": "on"}
    for name, value in changes.items():
        (form if name in form else variant)[name] = value
    rows = {f"variants-0-{name}": value for name, value in variant.items()}
    return form | rows | {"variants-TOTAL_FORMS": "1", "variants-INITIAL_FORMS": "0", "variants-0-id": "", "variants-0-product": ""}


def test_a_product_is_registered_with_its_variant_and_a_trail() -> None:
    client = signed_in(roles.SALES)

    response = client.post(reverse("admin:inventory_product_add"), product_form())

    assert response.status_code == 302
    variant = Variant.objects.get(sku="PAN-24")
    assert (variant.product.name, variant.search_text) == ("Panela de ferro", "pan-24 7891234567895 panela de ferro 24 cm brisa")
    assert AuditEntry.objects.get(action="product.added").actor_name == "Renata"
    assert AuditEntry.objects.get(action="product.variant_changed").after == {"added": ["PAN-24"], "changed": [], "removed": []}


@pytest.mark.parametrize(
    ("field", "value"),
    [("sku", "PAN 24"), ("sku", "-PAN"), ("sku", "PAN​24"), ("ean", "123"), ("ean", "789123456789X"), ("ncm", "7323.93"), ("kind", "x")],
)
def test_what_the_database_would_refuse_is_refused_with_words(field: str, value: str) -> None:
    client = signed_in(roles.SALES)

    response = client.post(reverse("admin:inventory_product_add"), product_form(**{field: value}))

    assert response.status_code == 200
    assert not Product.objects.exists()
    assert not AuditEntry.objects.exists()


def test_sku_and_kind_stay_as_they_are(pan: Variant) -> None:
    client = signed_in(roles.SALES)
    form = {"product": pan.product_id, "sku": "OTHER", "kind": "kit", "name": "28 cm", "ean": "", "weight_grams": "5", "is_active": "on"}
    form |= {"prices-TOTAL_FORMS": "0", "prices-INITIAL_FORMS": "0"}

    assert client.post(reverse("admin:inventory_variant_change", args=[pan.pk]), form).status_code == 302

    pan.refresh_from_db()
    assert (pan.sku, pan.kind, pan.name, pan.weight_grams) == ("PAN-24", "simple", "28 cm", 5)


def test_a_kit_takes_simple_variants_and_a_price(pan: Variant) -> None:
    kit, other = make_kit("KIT-1"), make_kit("KIT-2")
    prices = PriceList.objects.create(code="loja", name="Loja")
    client = signed_in(roles.SALES)

    def save(component: Variant) -> int:
        form = {"product": kit.product_id, "name": "", "ean": "", "weight_grams": "0", "is_active": "on"}
        form |= {"components-TOTAL_FORMS": "1", "components-INITIAL_FORMS": "0", "components-0-component": component.pk}
        form |= {"components-0-quantity": "2", "components-0-kit": kit.pk, "components-0-id": ""}
        form |= {"prices-TOTAL_FORMS": "1", "prices-INITIAL_FORMS": "0", "prices-0-price_list": prices.pk, "prices-0-amount": "99,90"}
        form |= {"prices-0-variant": kit.pk, "prices-0-id": ""}
        return client.post(reverse("admin:inventory_variant_change", args=[kit.pk]), form).status_code

    assert save(other) == 200
    assert not KitComponent.objects.exists()
    assert save(pan) == 302
    assert KitComponent.objects.values_list("component__sku", "quantity").get() == ("PAN-24", 2)
    assert str(Price.objects.get().amount) == "99.90"


def test_search_in_the_register_ignores_accents(pan: Variant) -> None:
    basket = Variant.objects.create(product=Product.objects.create(name="Cesta de Pão"), sku="CESTA-1")
    client = signed_in(roles.SALES)

    for name in ("product", "variant"):
        page = client.get(reverse(f"admin:inventory_{name}_changelist") + "?q=pao+cesta").content.decode()
        assert basket.product.name in page
        assert "Panela" not in page


def location_form(**changes: Any) -> dict[str, Any]:
    return {
        "code": "A-01",
        "name": "Corredor A",
        "kind": "bin",
        "parent": "",
        "priority": "10",
        "is_pickable": "on",
        "is_active": "on",
    } | changes


def test_a_bin_goes_into_a_warehouse(warehouse: Location) -> None:
    client = signed_in(roles.ADMIN)

    assert client.post(reverse("admin:inventory_location_add"), location_form()).status_code == 200
    assert client.post(reverse("admin:inventory_location_add"), location_form(parent=warehouse.pk)).status_code == 302

    shelf = Location.objects.get(code="A-01")
    assert (shelf.warehouse_id, shelf.priority) == (warehouse.pk, 10)


def test_the_virtual_ends_are_nobodys_to_change_or_add() -> None:
    client = signed_in(roles.ADMIN)
    customer = Location.objects.get(kind="customer")

    assert client.post(reverse("admin:inventory_location_change", args=[customer.pk]), location_form(name="x")).status_code == 403
    assert client.post(reverse("admin:inventory_location_add"), location_form(kind="customer")).status_code == 200
    assert Location.objects.filter(kind="customer").count() == 1


def test_a_bin_is_not_put_into_itself(warehouse: Location, front: Location) -> None:
    inner = Location.objects.create(code="A-01-1", name="x", kind=Location.Kind.BIN, parent=front)
    client = signed_in(roles.ADMIN)

    response = client.post(reverse("admin:inventory_location_change", args=[front.pk]), location_form(parent=inner.pk))

    assert response.status_code == 200
    front.refresh_from_db()
    assert front.parent_id == warehouse.pk


@pytest.mark.parametrize("name", ["stocklevel", "stockmove", "reservation"])
def test_stock_figures_are_looked_at_only(name: str, pan: Variant) -> None:
    house = make_warehouse()
    stock(pan, house, 5)
    reserve("10001", house, (pan, 1))
    client = signed_in(roles.ADMIN)
    row = {"stocklevel": StockLevel, "stockmove": StockMove}.get(name)
    pk = row.objects.get().pk if row else 1

    assert "PAN-24" in client.get(reverse(f"admin:inventory_{name}_changelist")).content.decode()
    assert client.get(reverse(f"admin:inventory_{name}_add")).status_code == 403
    assert client.post(reverse(f"admin:inventory_{name}_delete", args=[pk]), {"post": "yes"}).status_code in (302, 403)
    assert StockLevel.objects.values_list("on_hand", "reserved").get() == (5, 1)


def test_costs_are_not_in_the_register_of_moves(pan: Variant) -> None:
    stock(pan, make_warehouse(), 3, "77.77")
    page = signed_in(roles.WAREHOUSE).get(reverse("admin:inventory_stockmove_change", args=[StockMove.objects.get().pk]))

    assert page.status_code == 200
    assert "233,31" not in page.content.decode()


def test_products_brought_in_bulk_are_found_by_their_name() -> None:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    drafts = [
        ProductDraft(sku="TAB-1", name="Tábua de corte", brand="Jatobá"),
        ProductDraft(sku="KIT-1", name="Kit", parts=(("TAB-1", 1),)),
    ]

    services.register_products(drafts=drafts, price_list_id=None, by=SYSTEM, at=at)
    services.register_products(drafts=drafts, price_list_id=None, by=SYSTEM, at=at)

    assert dict(Variant.objects.values_list("sku", "search_text")) == {"TAB-1": "tab-1  tabua de corte  jatoba", "KIT-1": "kit-1  kit  "}
    assert Product.objects.count() == 2
    assert [entry.after for entry in AuditEntry.objects.order_by("id")] == [{"added": 2}, {"added": 0}]


def test_the_product_list_names_skus_and_writes_dates_as_elsewhere() -> None:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    services.register_products(drafts=[ProductDraft(sku="TAB-1", name="Tábua")], price_list_id=None, by=SYSTEM, at=at)
    Product.objects.update(updated_at=datetime(2026, 11, 21, 11, 14, tzinfo=UTC))

    html = signed_in(roles.SALES).get(reverse("admin:inventory_product_changelist")).content.decode()

    assert "TAB-1" in html
    assert "21/11/2026 8h14" in html
