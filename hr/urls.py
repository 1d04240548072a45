"""The addresses of the people area, one list per desk."""

from django.urls import URLPattern, URLResolver

from hr.portal import urls as portal
from hr.views import papers

urlpatterns: list[URLPattern | URLResolver] = [*papers.urlpatterns, *portal.urlpatterns]
