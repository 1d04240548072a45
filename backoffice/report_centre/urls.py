"""Addresses of the report centre."""

from django.urls import path

from backoffice.report_centre.views import catalogue, issued, screen, verification

urlpatterns = [
    path("relatorios/", catalogue.report_centre, name="report_centre"),
    path("relatorios/pedir/", catalogue.report_request, name="report_request"),
    path("relatorios/pedir/<slug:slug>/", catalogue.report_ask, name="report_ask"),
    path("relatorios/ver/<slug:slug>/", screen.report_screen, name="report_screen"),
    path("relatorios/emitidos/<uuid:job_id>/", issued.report_job, name="report_job"),
    path("relatorios/emitidos/<uuid:job_id>/arquivos/<int:file_id>/", issued.report_file, name="report_file"),
    path("v/", verification.verify_form, name="verify_form"),
    path("v/<str:code>/", verification.verify_report, name="verify_report"),
]
