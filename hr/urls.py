"""The addresses of the people area, one list per desk."""

from django.urls import URLPattern, URLResolver

from hr.portal import urls as portal

urlpatterns: list[URLPattern | URLResolver] = [*portal.urlpatterns]
