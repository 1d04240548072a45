"""Addresses of the sales panel."""

from django.urls import path

from orders.views import acts, board, customers, page

urlpatterns = [
    path("pedidos/", board.order_board, name="order_board"),
    path("clientes/", customers.customers, name="customer_list"),
    path("pedidos/<slug:number>/", page.order_page, name="order_page"),
    path("pedidos/<slug:number>/cancelar/", acts.cancel_order, name="order_cancel"),
    path("pedidos/<slug:number>/expedir/", acts.ship_order, name="order_ship"),
    path("pedidos/<slug:number>/entregar/", acts.deliver_order, name="order_deliver"),
    path("pedidos/<slug:number>/pagamento/", acts.record_payment, name="order_record_payment"),
]
