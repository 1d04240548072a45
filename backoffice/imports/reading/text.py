"""A CSV file as text, and its records: what Brazilian Excel, shops and other systems really write."""

import re
from collections.abc import Iterator

from backoffice.imports.limits import MAX_CELL_LENGTH

# A record that spans more lines than this began with a quote that nobody closed.
_MAX_JOINED_LINES = 40
_LINES = re.compile(r"\r\n|\n|\r")
_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*$", re.IGNORECASE)
DELIMITERS = (";", ",", "\t", "|")
# UTF-8 that went through cp1252: "Ã§" for "ç"; or what could not be decoded at all.
MOJIBAKE = re.compile("Ã[\u0080-\u00bf\u0192\u201a\u201e\u2020-\u2022\u2026\u2030\u20ac\u02c6\u2039\u203a\u0152\u0153\u017d\u017e\u0160\u0161\u2018-\u201d\u2013\u2014\u2122\u0178]|Â[ªº°§]|\ufffd")  # fmt: skip  # noqa: E501


def decode(raw: bytes) -> tuple[str, str]:
    """
    The text and the name of its encoding: BOM first, then UTF-8 if it is valid, then cp1252 as Excel writes.

    Undecodable bytes become U+FFFD; the rows that hold one are told to the person.
    """
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", errors="replace"), "utf-8-sig"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace"), "utf-16"
    head = raw[:4096]
    if len(head) > 8 and head[1::2].count(0) > len(head) // 4:
        return raw.decode("utf-16-le", errors="replace"), "utf-16"
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), "cp1252"


def split_lines(text: str) -> tuple[list[str], str]:
    """The physical lines (CRLF, LF or CR) and the delimiter that a first line ``sep=;`` names; such a line is no row."""
    lines = _LINES.split(text)
    if lines and not lines[-1]:
        lines.pop()
    if lines and (named := _SEPARATOR_LINE.match(lines[0].strip("\ufeff"))):
        return lines[1:], named[1]
    return lines, ""


def split_record(text: str, delimiter: str) -> tuple[list[str], bool]:
    """The cells, and whether the record is whole: no quote left open and nothing behind a closing one."""
    if '"' not in text:
        return text.split(delimiter), True
    cells: list[str] = []
    whole = True
    position, length = 0, len(text)
    while True:
        if text.startswith('"', position):
            quoted = _QUOTED.match(text, position)
            if quoted is None:
                return [*cells, *text[position:].split(delimiter)], False
            end = text.find(delimiter, quoted.end())
            end = length if end < 0 else end
            rest = text[quoted.end() : end]
            whole = whole and not rest.strip()
            cells.append(quoted[1].replace('""', '"') + rest.rstrip())
        else:
            end = text.find(delimiter, position)
            end = length if end < 0 else end
            cells.append(text[position:end])
        if end >= length:
            return cells, whole
        position = end + len(delimiter)


def records(lines: list[str], delimiter: str, width: int = 0) -> Iterator[tuple[int, list[str], str]]:
    """
    (line, cells, problem) of every record.  ``line`` counts records as Excel numbers its rows.

    A quoted cell may span lines.  A quote that is never closed spoils its own line only: reading goes on with the next
    one, and ``problem`` is "open_quote".  Records wider than ``width`` (0: any) are not joined.
    """
    index, number = 0, 0
    while index < len(lines):
        number += 1
        cells, whole = split_record(lines[index], delimiter)
        taken, problem = 1, ""
        if not whole:
            joined, count = _join(lines, index, delimiter, width)
            if joined is None:
                problem = "open_quote"
            else:
                cells, taken = joined, count
        yield number, cells, problem
        index += taken


def _join(lines: list[str], index: int, delimiter: str, width: int) -> tuple[list[str] | None, int]:
    text = lines[index]
    for extra in range(1, _MAX_JOINED_LINES):
        if index + extra >= len(lines) or len(text) > 2 * MAX_CELL_LENGTH:
            break
        text += "\n" + lines[index + extra]
        cells, whole = split_record(text, delimiter)
        if whole:
            return (cells, extra + 1) if not width or len(cells) <= width else (None, 1)
    return None, 1
