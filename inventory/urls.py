"""Addresses of the stock panel."""

from django.urls import path

from inventory.views import adjustment, document, products, reconciliation, reconciliations, stock, variant
from inventory.views.desk import receiving, transfer

urlpatterns = [
    path("estoque/", stock.stock_list, name="stock"),
    path("estoque/entrada/", receiving.receive_stock, name="stock_receive"),
    path("estoque/transferencia/", transfer.transfer_stock, name="stock_transfer"),
    path("estoque/documentos/<path:reference>/chegada/", document.confirm_arrival, name="stock_arrival"),
    path("estoque/documentos/<path:reference>/", document.document_page, name="stock_document"),
    path("estoque/sku/<path:sku>/acerto/", adjustment.adjust_stock, name="stock_adjust"),
    path("estoque/sku/<path:sku>/", variant.variant_page, name="stock_variant"),
    path("produtos/", products.product_list, name="product_list"),
    path("reconciliacoes/", reconciliations.reconciliation_list, name="stock_reconciliations"),
    path("reconciliacoes/nova/", reconciliation.reconciliation_start, name="stock_reconcile"),
    path("reconciliacoes/<uuid:job_id>/", reconciliation.reconciliation_page, name="stock_reconciliation"),
    path("reconciliacoes/<uuid:job_id>/decidir/", reconciliation.reconciliation_decide, name="stock_decide"),
]
