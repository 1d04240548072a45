"""Portuguese is complete: every string of the product for people has its translation, compiled."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.template import engines
from django.template.base import Node
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import translation
from django.utils.translation import trans_real

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ["backoffice", "orders", "inventory", "finance", "hr"]
CATALOGUES = sorted(ROOT.glob("*/locale/pt_BR/LC_MESSAGES/django.po")) + sorted(ROOT.glob("*/*/locale/pt_BR/LC_MESSAGES/django.po"))
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy"}


def _strings_in_python(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        words = [argument.value for argument in node.args if isinstance(argument, ast.Constant) and isinstance(argument.value, str)]
        if node.func.id in PLAIN and words or node.func.id in PLURAL and words:
            yield words[0]
        elif node.func.id in WITH_CONTEXT and len(words) == 2:
            yield f"{words[0]}\x04{words[1]}"


def _strings_in_template(name: str, source: str) -> Iterator[str]:
    template = engines["django"].get_template(name).template  # type: ignore[attr-defined]
    for node in template.nodelist.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            text = getattr(node.filter_expression.var, "literal", node.filter_expression.var)
            context = f"{node.message_context.var}\x04" if node.message_context else ""
            yield f"{context}{text}"
        elif isinstance(node, BlockTranslateNode):
            text, _vars = node.render_token_list(node.singular)
            context = f"{node.message_context.var}\x04" if node.message_context else ""
            yield f"{context}{text if not node.trimmed else translation.trim_whitespace(text)}"
    yield from re.findall(r"""_\("([^"]+)"\)""", source)


def _is_translated(text: str, catalogue: trans_real.DjangoTranslation) -> bool:
    try:
        catalogue._catalog[text]  # type: ignore[attr-defined]
    except KeyError:
        try:
            catalogue._catalog[(text, catalogue._catalog._plurals[0](1) if catalogue._catalog._plurals else 0)]  # type: ignore[attr-defined]
        except KeyError:
            return False
    return True


def test_every_string_for_people_is_in_portuguese() -> None:
    catalogue = trans_real.translation("pt-br")
    missing: dict[str, list[str]] = {}
    for folder in PRODUCT:
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                for text in _strings_in_python(path.read_text()):
                    if not _is_translated(text, catalogue):
                        missing.setdefault(str(path.relative_to(ROOT)), []).append(text)
    for path in (ROOT / "templates").rglob("*.html"):
        name = str(path.relative_to(ROOT / "templates"))
        for text in _strings_in_template(name, path.read_text()):
            if text.strip() and not _is_translated(text, catalogue):
                missing.setdefault(f"templates/{name}", []).append(text)

    assert missing == {}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_entry_is_empty_or_doubtful(path: Path) -> None:
    catalogue = polib.pofile(str(path))

    unfinished = [entry.msgid for entry in catalogue if entry.fuzzy or not (entry.msgstr or all(entry.msgstr_plural.values() or [""]))]

    assert unfinished == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_compiled_catalogue_is_up_to_date(path: Path) -> None:
    def content(catalogue: polib.POFile | polib.MOFile) -> dict[tuple[str | None, str], object]:
        return {(entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr for entry in catalogue if not entry.obsolete}

    assert content(polib.mofile(str(path.with_suffix(".mo")))) == content(polib.pofile(str(path)))


def test_one_string_has_one_translation_over_all_catalogues() -> None:
    # Django merges the catalogues of all areas: of two translations one would be read on the other area's screens.
    told: dict[tuple[str, str, bool], dict[tuple[str, ...], list[str]]] = {}
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)):
            forms = tuple(text for _, text in sorted(entry.msgstr_plural.items())) or (entry.msgstr,)
            key = (entry.msgctxt or "", entry.msgid, bool(entry.msgid_plural))
            told.setdefault(key, {}).setdefault(forms, []).append(str(path.relative_to(ROOT).parents[3]))

    assert {key: forms for key, forms in told.items() if len(forms) > 1} == {}


def test_no_library_speaks_where_a_catalogue_has_words() -> None:
    # A library that is installed before an area wins over it; what has to win stands in the catalogue of the project.
    catalogue = trans_real.translation("pt-br")._catalog  # type: ignore[attr-defined]
    lost: dict[str, str | None] = {}
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)):
            key = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
            own = {key: entry.msgstr} if not entry.msgid_plural else {(key, form): text for form, text in entry.msgstr_plural.items()}
            lost |= {
                f"{path.relative_to(ROOT).parents[3]}: {entry.msgid}": catalogue.get(each)
                for each in own
                if catalogue.get(each) != own[each]
            }

    assert lost == {}
