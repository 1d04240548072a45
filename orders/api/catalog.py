"""
``catalog/``: what a storefront may sell, at which price, and how much of it.

It stands here and not in the inventory area because prices and warehouse follow from the key's sales channel, which
inventory knows nothing of.
"""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from backoffice.core.api.fields import ListOf, MomentField, TextField
from backoffice.core.api.pagination import CursorField, PageSizeField, page
from backoffice.core.api.renderers import JSONAnswer, text_of_moment
from backoffice.core.api.serializers import StrictSerializer
from backoffice.core.api.views import ApiView
from inventory import queries as inventory_queries
from orders.api.answers import Amount
from orders.api.inputs import SkuField
from orders.services.channel_rules import ChannelRules, get_channels

LIST = "products"
MAX_SKUS = 200


class CatalogView(ApiView):
    def channel(self) -> ChannelRules | None:
        """The key's channel; a key without one sees the catalogue without prices and the stock of all warehouses."""
        code = self.actor.channel
        return get_channels([code])[code] if code else None


class ProductQuery(StrictSerializer):
    updated_since = MomentField(required=False)
    search = TextField(max_length=80, required=False)
    cursor = CursorField(of=LIST)
    page_size = PageSizeField()


class ProductOutput(serializers.Serializer):
    sku = serializers.CharField()
    name = serializers.CharField()
    price = Amount(allow_null=True, help_text="In the price list of the key's channel; null if it has none.")
    currency = serializers.CharField(allow_null=True)
    brand = serializers.CharField(allow_blank=True)
    category = serializers.CharField(allow_blank=True)
    ean = serializers.CharField(allow_blank=True)
    ncm = serializers.CharField(allow_blank=True)
    weight_grams = serializers.IntegerField()
    is_kit = serializers.BooleanField()
    updated_at = serializers.DateTimeField()


class ProductListOutput(serializers.Serializer):
    results = ProductOutput(many=True)
    next = serializers.CharField(allow_null=True)
    next_cursor = serializers.CharField(allow_null=True)


class ProductList(CatalogView):
    permissions = {"GET": "catalog.view"}
    query_shapes = {"GET": ProductQuery}

    @extend_schema(operation_id="list_products", tags=["catalog"], parameters=[ProductQuery], responses={200: ProductListOutput})
    def get(self, request: Request) -> HttpResponse:
        """What is sold, in the order it was registered, with the prices of the key's channel."""
        channel, size = self.channel(), self.query["page_size"]
        rows = inventory_queries.list_products(
            price_list_id=channel.price_list_id if channel else None,
            after_id=self.query["cursor"][0] if self.query["cursor"] else 0,
            limit=size + 1,
            updated_since=self.query["updated_since"],
            search=self.query["search"] or "",
        )
        shown = rows[:size]
        after = [shown[-1].id] if len(rows) > size else None
        return JSONAnswer(page(request._request, of=LIST, results=[_product(row) for row in shown], after=after))


class AvailabilityQuery(StrictSerializer):
    sku = ListOf(child=SkuField(), minimum=1, maximum=MAX_SKUS)


class SellableOutput(serializers.Serializer):
    sku = serializers.CharField()
    sellable = serializers.IntegerField()


class AvailabilityOutput(serializers.Serializer):
    results = SellableOutput(many=True)


class Availability(CatalogView):
    permissions = {"GET": "inventory.view_sellable"}
    query_shapes = {"GET": AvailabilityQuery}

    @extend_schema(operation_id="get_availability", tags=["catalog"], parameters=[AvailabilityQuery], responses={200: AvailabilityOutput})
    def get(self, request: Request) -> HttpResponse:
        """How many pieces of each SKU can be promised right now.  A SKU that is not sold is missing from the answer."""
        channel = self.channel()
        skus = list(dict.fromkeys(self.query["sku"]))
        sellable = inventory_queries.get_sellable(skus=skus, warehouse_id=channel.warehouse_id if channel else None)
        return JSONAnswer({"results": [{"sku": sku, "sellable": sellable[sku]} for sku in skus if sku in sellable]})


def _product(row: inventory_queries.CatalogueRow) -> dict[str, Any]:
    return {
        "sku": row.sku,
        "name": row.name,
        "price": row.price,
        "currency": row.currency,
        "brand": row.brand,
        "category": row.category,
        "ean": row.ean,
        "ncm": row.ncm,
        "weight_grams": row.weight_grams,
        "is_kit": row.is_kit,
        "updated_at": text_of_moment(row.updated_at),
    }
