"""Who may know whom: the import contracts of pyproject.toml, and the direction of foreign keys."""

import subprocess
import sys
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent.parent

# area -> areas its foreign keys may point to
MAY_POINT_TO = {
    "core": {"core", "auth", "contenttypes"},
    "inventory": {"inventory", "core"},
    "finance": {"finance", "core"},
    "hr": {"hr", "core"},
    "report_centre": {"report_centre", "core"},
    "orders": {"orders", "inventory", "core"},
    "intranet": {"intranet", "core"},
    "privacy": {"privacy", "core"},
    "imports": {"imports", "core"},
}


def test_the_import_contracts_hold() -> None:
    lint = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert lint.returncode == 0, lint.stdout[-3000:] + lint.stderr[-1000:]


def test_foreign_keys_point_only_downward() -> None:
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in MAY_POINT_TO
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model._meta.app_label not in MAY_POINT_TO[model._meta.app_label]
    ]

    assert upward == []
