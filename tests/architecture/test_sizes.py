"""Small files, short functions: the walls of the house.  The allow-lists may only shrink."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ["backoffice", "orders", "inventory", "finance", "hr"]
MAX_LINES = 500
MAX_TEST_LINES = 600
MAX_FUNCTION_LINES = 70

# path -> reason
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}


def _files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def test_no_file_outgrows_its_wall() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in _files(*PRODUCT, "tests")}

    too_long = {
        path: lines
        for path, lines in sizes.items()
        if lines > (MAX_TEST_LINES if path.startswith("tests/") else MAX_LINES) and path not in LONG_FILES
    }

    assert too_long == {}
    assert set(LONG_FILES) <= set(sizes), "remove files that are gone from the allow-list"


def test_no_function_outgrows_a_screen() -> None:
    too_long = {}
    for path in _files(*PRODUCT):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > MAX_FUNCTION_LINES:
                name = f"{path.relative_to(ROOT)}:{node.name}"
                if name not in LONG_FUNCTIONS:
                    too_long[name] = (node.end_lineno or 0) - node.lineno + 1

    assert too_long == {}


def test_migrations_are_named_for_their_intent() -> None:
    automatic = [path.name for folder in PRODUCT for path in (ROOT / folder).rglob("migrations/0*.py") if "_auto_" in path.name]

    assert automatic == []


def test_no_float_comes_near_money_or_stock() -> None:
    guilty = []
    for path in _files("orders", "inventory", "finance"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
                guilty.append(f"{path.relative_to(ROOT)}:{node.lineno}")

    assert guilty == []


def test_no_django_signal_carries_business() -> None:
    """post_migrate is no business: it sees to it that fixed rows (chart of accounts, virtual places) exist."""
    forbidden = ("django.dispatch", "pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed")

    guilty = [str(path.relative_to(ROOT)) for path in _files(*PRODUCT) if any(word in path.read_text() for word in forbidden)]

    assert guilty == []
