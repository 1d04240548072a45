"""Addresses of the warehouse."""

from django.urls import path

from orders.views.warehouse import bench, choose, door, papers, pick, reads

urlpatterns = [
    path("separacao/", choose.picking, name="picking"),
    path("separacao/sw.js", pick.worker, name="picking_worker"),
    path("separacao/nova/", choose.new_wave, name="new_wave"),
    path("separacao/faltas/", choose.shortages, name="picking_shortages"),
    path("separacao/faltas/<int:line>/", choose.shortage_settle, name="shortage_settle"),
    path("separacao/papeis/<uuid:job_id>/", papers.paper_job, name="paper_job"),
    path("separacao/<int:number>/", pick.wave, name="wave"),
    path("separacao/<int:number>/leituras/", reads.wave_scans, name="wave_scans"),
    path("separacao/<int:number>/assumir/", pick.wave_assign, name="wave_assign"),
    path("separacao/<int:number>/cancelar/", pick.wave_cancel, name="wave_cancel"),
    path("separacao/<int:number>/papeis/", papers.wave_papers, name="wave_papers"),
    path("separacao/<int:number>/conferencia/", bench.bench, name="wave_bench"),
    path("separacao/<int:number>/caixa/<int:box>/", bench.wave_box, name="wave_box"),
    path("separacao/<int:number>/caixa/<int:box>/retirar/", bench.box_take_out, name="box_take_out"),
    path("expedicao/", door.shipping, name="shipping"),
    path("expedicao/romaneio/", papers.manifest, name="shipping_manifest"),
    path("expedicao/<int:number>/caixa/<int:box>/", door.ship_box, name="ship_box"),
]
