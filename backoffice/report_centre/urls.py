"""Addresses of the report centre."""

from django.urls import path

from backoffice.report_centre.views import catalogue, issued, schedules, screen, verification

urlpatterns = [
    path("relatorios/", catalogue.report_centre, name="report_centre"),
    path("relatorios/pedir/", catalogue.report_request, name="report_request"),
    path("relatorios/pedir/<slug:slug>/", catalogue.report_ask, name="report_ask"),
    path("relatorios/ver/<slug:slug>/", screen.report_screen, name="report_screen"),
    path("relatorios/emitidos/<uuid:job_id>/", issued.report_job, name="report_job"),
    path("relatorios/emitidos/<uuid:job_id>/arquivos/<int:file_id>/", issued.report_file, name="report_file"),
    path("relatorios/agendamentos/", schedules.schedules, name="schedules"),
    path("relatorios/agendamentos/novo/", schedules.schedule_new, name="schedule_new"),
    path("relatorios/agendamentos/<int:schedule_id>/", schedules.schedule_page, name="schedule_page"),
    path("relatorios/agendamentos/<int:schedule_id>/acao/", schedules.schedule_act, name="schedule_act"),
    path("v/", verification.verify_form, name="verify_form"),
    path("v/<str:code>/", verification.verify_report, name="verify_report"),
]
