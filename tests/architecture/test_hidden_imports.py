"""An import that only the type checker sees is an arrow between modules all the same: ours stand at the top of the file."""

import ast
from collections.abc import Iterator

import pytest
from django.conf import settings

AREAS = ("backoffice", "orders", "inventory", "finance", "hr")
FILES = sorted(path for area in AREAS for path in (settings.BASE_DIR / area).rglob("*.py"))


def _hidden(source: str) -> Iterator[str]:
    """Modules of ours that are imported anywhere but at the top of the file."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if node not in tree.body and isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in AREAS:
            yield str(node.module)
        elif node not in tree.body and isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.partition(".")[0] in AREAS)


def test_our_modules_are_imported_at_the_top_only() -> None:
    found = {str(path.relative_to(settings.BASE_DIR)): names for path in FILES if (names := list(_hidden(path.read_text())))}

    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "if TYPE_CHECKING:\n    from hr.models import Employee\n",
        "def late():\n    import orders.services\n",
        "try:\n    from hr import fields\nexcept ImportError:\n    pass\n",
    ],
)
def test_a_hidden_import_is_found(source: str) -> None:
    assert len(list(_hidden(source))) == 1
    assert list(_hidden("import hr.models\nfrom orders import services\n")) == []
