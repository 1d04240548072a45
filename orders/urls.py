"""Addresses of the sales panel."""

from django.urls import path

from orders.views import acts, board, customer, customers, inline, page, shipment
from orders.views.desk import screen as desk

urlpatterns = [
    path("pedidos/", board.order_board, name="order_board"),
    path("pedidos/novo/", desk.new_order, name="new_order"),
    path("pedidos/<slug:number>/alterar/<slug:what>/", inline.edit_order, name="order_edit"),
    path("clientes/", customers.customers, name="customer_list"),
    path("clientes/<int:customer_id>/", customer.customer_page, name="customer_page"),
    path("clientes/<int:customer_id>/alterar/", inline.edit_customer, name="customer_edit"),
    path("expedicao/<slug:number>/", shipment.shipment_page, name="shipment_page"),
    path("pedidos/<slug:number>/", page.order_page, name="order_page"),
    path("pedidos/<slug:number>/aprovar/", acts.approve_order, name="order_approve"),
    path("pedidos/<slug:number>/recusar/", acts.refuse_order, name="order_refuse"),
    path("pedidos/<slug:number>/cancelar-itens/", acts.cancel_items, name="order_cancel_items"),
    path("pedidos/<slug:number>/cancelar/", acts.cancel_order, name="order_cancel"),
    path("pedidos/<slug:number>/expedir/", acts.ship_order, name="order_ship"),
    path("pedidos/<slug:number>/entregar/", acts.deliver_order, name="order_deliver"),
    path("pedidos/<slug:number>/pagamento/", acts.record_payment, name="order_record_payment"),
]
