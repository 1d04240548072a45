"""CSV as Excel, shops and other systems write it: what is read, and what is said about the rest."""

from pathlib import Path

import pytest

from backoffice.imports.errors import UnreadableFile
from backoffice.imports.reading import kind_of_file, look, read_rows

KNOWN = frozenset(("sku", "nome", "preco"))
HEADER = ["SKU", "Nome", "Preço"]
ROW = ["A-1", "Panela de ferro, açúcar", "1.234,56"]


def read(tmp_path: Path, raw: bytes) -> tuple[list[str], list[tuple[int, list[str], str]], list[str]]:
    """(header, rows, codes of the warnings)"""
    path = tmp_path / "file"
    path.write_bytes(raw)
    found = look(path, kind_of_file(raw[:4096]), known=KNOWN)
    return found.header, [(row.line, row.cells, row.problem) for row in read_rows(path, found)], [w["code"] for w in found.warnings]


TEXT = 'SKU;Nome;Preço\r\nA-1;"Panela de ferro, açúcar";1.234,56\r\n'
COMMA = 'SKU,Nome,Preço\nA-1,"Panela de ferro, açúcar","1.234,56"\n'

SHAPES = {
    "cp1252 with semicolons and CRLF, as Brazilian Excel": TEXT.encode("cp1252"),
    "utf-8": TEXT.encode(),
    "utf-8 with BOM": TEXT.encode("utf-8-sig"),
    "utf-16 with BOM, little end first": TEXT.encode("utf-16"),
    "utf-16 with BOM, big end first": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "utf-16 without BOM": TEXT.encode("utf-16-le"),
    "tabs, as Excel's Unicode text": TEXT.replace(";", "\t").encode("utf-16"),
    "commas": COMMA.encode(),
    "a first line that names the separator": b"sep=;\r\n" + TEXT.encode("cp1252"),
    "separator named in a file with BOM": ("sep=,\n" + COMMA).encode("utf-8-sig"),
    "only LF": TEXT.replace("\r\n", "\n").encode(),
    "only CR, as an old Mac": TEXT.replace("\r\n", "\r").encode(),
    "no line end at the end": TEXT.rstrip().encode(),
    "empty columns at the end": TEXT.replace("Preço\r", "Preço;;;\r").replace("56\r", "56;;;\r").encode(),
    "empty rows below": (TEXT + ";;\r\n\r\n;;\r\n").encode(),
    "everything in quotes": '"SKU";"Nome";"Preço"\r\n"A-1";"Panela de ferro, açúcar";"1.234,56"\r\n'.encode(),
    "spaces around": 'SKU ; Nome; Preço \r\n A-1 ;"Panela de ferro, açúcar" ; 1.234,56\r\n'.encode(),
}


@pytest.mark.parametrize("raw", SHAPES.values(), ids=list(SHAPES))
def test_every_shape_of_a_table_is_read_alike(tmp_path: Path, raw: bytes) -> None:
    header, rows, warnings = read(tmp_path, raw)

    assert (header, rows, warnings) == (HEADER, [(2, ROW, "")], [])


ROWS = {
    "doubled quotes": ('A;"5"" de ""ferro""";1\n', [(2, ["A", '5" de "ferro"', "1"], "")]),
    "a quote inside a word is a letter": ('A;Tubo 5";1\nB;x;2\n', [(2, ["A", 'Tubo 5"', "1"], ""), (3, ["B", "x", "2"], "")]),
    "a cell over three lines": ('A;"um\ndois\ntrês";1\nB;x;2\n', [(2, ["A", "um\ndois\ntrês", "1"], ""), (3, ["B", "x", "2"], "")]),
    "a quote that never closes spoils its own line only": (
        'A;"aberta;1\nB;x;2\nC;"y";3\n',
        [(2, ["A", '"aberta', "1"], "open_quote"), (3, ["B", "x", "2"], ""), (4, ["C", "y", "3"], "")],
    ),
    "more cells than titles": ("A;x;1;mais\n", [(2, ["A", "x", "1"], "too_many_cells")]),
    "fewer cells than titles": ("A;x\n", [(2, ["A", "x", ""], "")]),
    "a null character": ("A;x\x00y;1\n", [(2, ["A", "x\ufffdy", "1"], "null_character")]),
    "a cell beyond Excel's limit": (f"A;{'x' * 32_768};1\n", [(2, ["A", "x" * 32_767, "1"], "cell_too_long")]),
    "a formula is text": ("A;=1+1;1\n", [(2, ["A", "=1+1", "1"], "")]),
    "a formula that an export defused": ("A;'=1+1;'@x\n", [(2, ["A", "=1+1", "@x"], "")]),
    "an apostrophe of a person stays": ("A;D'água;1\n", [(2, ["A", "D'água", "1"], "")]),
    "rows between are counted as Excel counts them": ("A;x;1\n;;\n\nB;y;2\n", [(2, ["A", "x", "1"], ""), (5, ["B", "y", "2"], "")]),
}


@pytest.mark.parametrize(("body", "expected"), ROWS.values(), ids=list(ROWS))
def test_rows(tmp_path: Path, body: str, expected: list[tuple[int, list[str], str]]) -> None:
    _header, rows, _warnings = read(tmp_path, ("SKU;Nome;Preço\n" + body).encode())

    assert rows == expected


def test_titles_below_a_heading_are_found(tmp_path: Path) -> None:
    header, rows, _warnings = read(tmp_path, "Relatório de produtos;;\nEmitido em 24/11/2026;;\n\nSKU;Nome;Preço\nA;x;1\n".encode())

    assert (header, rows) == (HEADER, [(5, ["A", "x", "1"], "")])


def test_spoilt_letters_are_told_with_their_lines(tmp_path: Path) -> None:
    _header, rows, warnings = read(tmp_path, "SKU;Nome;Preço\nA;São Paulo AÇÃO;1\n".encode() + "B;PreÃ§o;1\n".encode())

    assert rows[1][1][1] == "PreÃ§o", "nothing is repaired silently"
    assert warnings == ["mojibake"]


def test_bytes_that_no_encoding_explains_are_told(tmp_path: Path) -> None:
    _header, _rows, warnings = read(tmp_path, b"SKU;Nome;Pre\xe7o\nA;x\x81;1\n")

    assert warnings == ["mojibake"]


REFUSED = {
    "nothing at all": (b"", "empty"),
    "only spaces": (b" \r\n\t ", "empty"),
    "only titles": (b"SKU;Nome\r\n", "header_only"),
    "titles and empty rows": (b"SKU;Nome\r\n;\r\n;\r\n", "header_only"),
    "a web page": (b"<html><body><table><tr><td>SKU", "html"),
    "a web page with BOM": (b"\xef\xbb\xbf <!DOCTYPE html>", "html"),
    "SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'>", "html"),
    "XML": (b"<?xml version='1.0'?><a/>", "html"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "old_excel"),
    "PDF": (b"%PDF-1.7 ...", "pdf"),
    "PNG": (b"\x89PNG\r\n\x1a\n", "image"),
    "JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
    "a program": (b"MZ\x90\x00\x03\x00", "program"),
    "gzip": (b"\x1f\x8b\x08\x00", "archive"),
    "empty ZIP": (b"PK\x05\x06" + b"\x00" * 18, "archive"),
    "noise": (bytes(range(1, 32)) * 9, "not_text"),
}


@pytest.mark.parametrize(("raw", "reason"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_table_is_refused_with_its_reason(tmp_path: Path, raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(tmp_path, raw)

    assert refusal.value.data["reason"] == reason


def test_a_sku_that_begins_like_a_program_is_none(tmp_path: Path) -> None:
    header, rows, _warnings = read(tmp_path, b"MZ;SKU\nx;A\n")

    assert (header, rows) == (["MZ", "SKU"], [(2, ["x", "A"], "")])


def test_more_rows_than_the_limit_are_refused(tmp_path: Path) -> None:
    raw = b"SKU;Nome\n" + b"A;x\n" * 50_001

    with pytest.raises(UnreadableFile) as refusal:
        read(tmp_path, raw)

    assert refusal.value.data["reason"] == "too_many_rows"
