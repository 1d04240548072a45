"""
Official schemas as compiled rules, and what they say of a file.  Nothing is read from disk or network: a package is its
files' bytes by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"


class SchemaBroken(ValueError):
    """The package's file is no schema, or names a file that the package has not."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``problems`` are the schema's words but for the missing signature, which is somebody else's step."""

    is_signed: bool
    problems: tuple[str, ...]

    @property
    def is_valid(self) -> bool:
        return not self.problems


class _Package(etree.Resolver):  # type: ignore[misc]
    """Answers every file that a schema includes from the package, and nothing from anywhere else."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__()
        self._files = files

    def resolve(self, system_url: str | None, public_id: str | None, context: object) -> object:
        name = (system_url or "").replace("\\", "/").rsplit("/", 1)[-1]
        if name not in self._files:
            raise SchemaBroken(name)
        return self.resolve_string(self._files[name], context, base_url=name)


def parser_of(files: Mapping[str, bytes] | None = None) -> etree.XMLParser:
    """A parser without network, entities and DTDs (billion laughs, external entities); it reads only the given files."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False, huge_tree=False, remove_comments=True)
    if files is not None:
        parser.resolvers.add(_Package(files))
    return parser


def compile_schema(files: Mapping[str, bytes], name: str) -> etree.XMLSchema:
    """
    The rules of one event.

    :raises SchemaBroken: the file or one that it includes is missing or no schema
    """
    if name not in files:
        raise SchemaBroken(name)
    try:
        return etree.XMLSchema(etree.XML(files[name], parser_of(files), base_url=name))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as wrong:
        raise SchemaBroken(name) from wrong


def validate(schema: etree.XMLSchema, content: bytes) -> Verdict:
    """What the schema says of a file of ours."""
    document = etree.XML(content, parser_of())
    is_valid = schema.validate(document)
    wrong = [error for error in schema.error_log if error.level_name != "WARNING"]
    problems = tuple(f"{error.line}: {error.message}" for error in wrong if not _is_missing_signature(error.message))
    return Verdict(is_signed=is_valid, problems=problems)


def _is_missing_signature(message: str) -> bool:
    return "Missing child element(s)" in message and message.rstrip().endswith(f"Expected is ( {_SIGNATURE} ).")
