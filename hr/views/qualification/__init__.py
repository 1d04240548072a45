"""The screens of the qualification and their addresses (before those of admissions, whose numbers stand in the same place)."""

from django.urls import path

from hr.views.qualification import checking, listing

urlpatterns = [
    path("admissoes/qualificacao/", listing.qualification_queue, name="qualification_queue"),
    path("pessoas/<str:number>/qualificacao/", checking.qualification, name="qualification"),
]
