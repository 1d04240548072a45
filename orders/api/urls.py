"""The sales part of the REST API, below /api/v1/."""

from django.urls import path

from orders.api import catalog, lifecycle, placement

urlpatterns = [
    path("orders/", placement.OrderCollection.as_view(), name="api-orders"),
    path("orders/<str:number>/", lifecycle.OrderDetail.as_view(), name="api-order"),
    path("orders/<str:number>/timeline/", lifecycle.OrderTimeline.as_view(), name="api-order-timeline"),
    path("orders/<str:number>/payments/", lifecycle.OrderPayments.as_view(), name="api-order-payments"),
    path("orders/<str:number>/cancel/", lifecycle.OrderCancellation.as_view(), name="api-order-cancel"),
    path("orders/<str:number>/shipments/", lifecycle.OrderShipments.as_view(), name="api-order-shipments"),
    path("orders/<str:number>/deliver/", lifecycle.OrderDelivery.as_view(), name="api-order-deliver"),
    path("catalog/products/", catalog.ProductList.as_view(), name="api-products"),
    path("catalog/availability/", catalog.Availability.as_view(), name="api-availability"),
]
