"""The files of people: list, file, changes, org chart."""

from django.urls import path

from hr.views.people import acts, chart, edit, listing, new, page, photo, relations, sheet

urlpatterns = [
    path("pessoas/", listing.people, name="people"),
    path("pessoas/nova/", new.new_employee, name="new_employee"),
    path("pessoas/organograma/", chart.org_chart, name="org_chart"),
    path("pessoas/<str:number>/", page.employee_page, name="employee"),
    path("pessoas/<str:number>/foto/", photo.employee_photo, name="employee_photo"),
    path("pessoas/<str:number>/alterar/", edit.edit_person, name="employee_edit"),
    path("pessoas/<str:number>/cargo/", acts.change_job, name="employee_job"),
    path("pessoas/<str:number>/salario/", acts.change_pay, name="employee_pay"),
    path("pessoas/<str:number>/jornada/", acts.change_schedule, name="employee_schedule"),
    path("pessoas/<str:number>/gestor/", acts.change_manager, name="employee_manager"),
    path("pessoas/<str:number>/endereco/", acts.change_address, name="employee_address"),
    path("pessoas/<str:number>/dependente/", relations.dependent, name="employee_dependent"),
    path("pessoas/<str:number>/contato/", relations.contact, name="employee_contact"),
    path("pessoas/<str:number>/conta/", relations.pay_account, name="employee_account"),
    path("pessoas/<str:number>/acesso/", relations.account_access, name="employee_access"),
    path("pessoas/<str:number>/ficha/", sheet.register_sheet, name="employee_sheet"),
]
