"""Draws a template with exactly the context given: no context processor, so no user, database or menu takes part."""

from django.template import Context, Template, engines, loader
from django.test import RequestFactory


def draw(source: str, path: str = "/pedidos", **context: object) -> str:
    """Draw template source, or the file that ends in .html."""
    backend = loader.get_template(source) if source.endswith(".html") else engines["django"].from_string(source)
    template: Template = backend.template
    request = RequestFactory().get(path)
    return template.render(Context({"request": request, "csrf_token": "t", **context}))
