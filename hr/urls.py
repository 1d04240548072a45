"""The addresses of the people area, one list per desk."""

from django.urls import URLPattern, URLResolver

from hr.portal import urls as portal
from hr.views import admission, esocial, leave, me, papers, people, qualification, retention

urlpatterns: list[URLPattern | URLResolver] = [
    # Before admissions, whose numbers stand in the same place of the address.
    *qualification.urlpatterns,
    *admission.urlpatterns,
    *esocial.urlpatterns,
    *leave.urlpatterns,
    *papers.urlpatterns,
    *people.urlpatterns,
    *portal.urlpatterns,
    *retention.urlpatterns,
    *me.urlpatterns,
]
