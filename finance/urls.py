"""Addresses of the finance screens."""

from django.urls import path

from finance.views import balance, journal, ledger, manual, opening, periods, reversal, statement

urlpatterns = [
    path("financeiro/diario/", journal.journal, name="journal"),
    path("financeiro/lancamentos/novo/", manual.new_entry, name="new_entry"),
    path("financeiro/lancamentos/<str:number>/", journal.entry_page, name="entry_page"),
    path("financeiro/lancamentos/<str:number>/estornar/", reversal.entry_reverse, name="entry_reverse"),
    path("financeiro/saldos-de-abertura/", opening.opening_balances, name="opening_balances"),
    path("financeiro/periodos/", periods.period_list, name="periods"),
    path("financeiro/periodos/<int:period_id>/<slug:act>/", periods.period_act, name="period_act"),
    path("financeiro/reaberturas/<int:reopening_id>/<slug:act>/", periods.reopening_decide, name="reopening_decide"),
    path("financeiro/razao/", ledger.ledger, name="ledger"),
    path("relatorios/dre/", statement.income_statement, name="income_statement"),
    path("relatorios/dre/partes/", statement.statement_parts, name="statement_parts"),
    path("relatorios/balancete/", balance.trial_balance, name="trial_balance"),
]
