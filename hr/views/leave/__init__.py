"""The screens of leave: what is to be decided, the calendar, vacation control, probation, and one's own."""

from django.urls import path

from hr.views.leave import ask, calendar, delegation, desk, mine, paper, probation, record, request, vacation

urlpatterns = [
    path("ausencias/", desk.leave_desk, name="leave_desk"),
    path("ausencias/calendario/", calendar.leave_calendar, name="leave_calendar"),
    path("ausencias/ferias/", vacation.vacation_control, name="vacation_control"),
    path("ausencias/avisos/", paper.vacation_notices, name="vacation_notices"),
    path("ausencias/experiencia/", probation.probations, name="probations"),
    path("ausencias/experiencia/<str:number>/<slug:act>/", probation.decide_probation, name="probation_decide"),
    path("ausencias/registrar/", record.record_leave, name="record_leave"),
    path("ausencias/lancamentos/<int:entry_id>/estornar/", record.reverse_leave, name="reverse_leave"),
    path("ausencias/pedidos/<int:request_id>/", request.leave_request, name="leave_request"),
    path("ausencias/pedidos/<int:request_id>/papel/", request.leave_paper, name="leave_paper"),
    path("ausencias/pedidos/<int:request_id>/<slug:act>/", request.decide_leave, name="leave_decide"),
    path("meu/ausencias/", mine.my_leave, name="my_leave"),
    path("meu/ausencias/pedir/", ask.ask_leave, name="ask_leave"),
    path("meu/ausencias/ferias/", ask.ask_vacation, name="ask_vacation"),
    path("meu/ausencias/<int:request_id>/retirar/", mine.withdraw_leave, name="withdraw_leave"),
    path("meu/ausencias/delegar/", delegation.delegate, name="delegate_leave"),
    path("meu/ausencias/delegar/<int:delegation_id>/encerrar/", delegation.end, name="end_delegation"),
]
