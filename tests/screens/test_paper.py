"""The paper style sheet, drawn by WeasyPrint: our fonts inside the file, running texts, numbered pages, tags."""

import mimetypes
from io import BytesIO

import pytest
from django.contrib.staticfiles import finders
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from backoffice.core.pango import pango_problem

pytestmark = pytest.mark.skipif(pango_problem() is not None, reason="PDFs need the Pango library")
BASE = "http://static.invalid/"
ROWS = "".join(f'<tr class="rp-d"><th scope="row">Linha {index}</th><td>1.234,56</td></tr>' for index in range(60))
PAGE = f"""<!doctype html><html lang="pt-BR"><head><meta charset="utf-8"><title>DRE</title>
<link rel="stylesheet" href="{BASE}backoffice/paper.css"></head><body class="rp">
<p class="rp-code">Código RG-7F3K-92QD-XM4T, posição do livro 88.412</p>
<header class="rp-top"><div><p class="rp-firm">Jatobá Comércio Ltda.</p><h1>DRE de outubro de 2026</h1></div><div>Competência</div></header>
<table><thead><tr><th>Valores em R$</th><th>Out/2026</th></tr></thead><tbody>{ROWS}
<tr class="rp-r rp-end"><th scope="row">Lucro líquido</th><td>18.320,69</td></tr></tbody></table></body></html>"""


@pytest.fixture(scope="module")
def pdf() -> PdfReader:
    from weasyprint import HTML  # noqa: PLC0415 - importing it without Pango is an error
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class StaticOnly(URLFetcher):
        """Static files by their address, so that relative fonts resolve; nothing else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            path = finders.find(url.removeprefix(BASE)) if url.startswith(BASE) else None
            if path is None:
                raise ValueError(f"not a static file: {url}")
            with open(path, "rb") as file:  # noqa: PTH123 - the finder returns a str
                return URLFetcherResponse(url, file.read(), {"Content-Type": mimetypes.guess_type(path)[0] or "application/octet-stream"})

    return PdfReader(BytesIO(HTML(string=PAGE, base_url=BASE, url_fetcher=StaticOnly()).write_pdf(pdf_variant="pdf/ua-1")))


def test_inter_is_embedded(pdf: PdfReader) -> None:
    fonts = {str(font.get_object()["/BaseFont"]) for page in pdf.pages for font in page["/Resources"]["/Font"].values()}

    assert any("Inter" in name for name in fonts)
    assert not any("DejaVu" in name for name in fonts), "a glyph or weight fell back"


def test_pages_are_numbered_and_carry_the_code(pdf: PdfReader) -> None:
    texts = [page.extract_text() for page in pdf.pages]

    assert len(texts) == 2
    assert "Página 1 de 2" in texts[0]
    assert "Página 2 de 2" in texts[1]
    assert all("Código RG-7F3K-92QD-XM4T" in text for text in texts)


def test_title_and_company_run_on_from_the_second_page_and_heads_repeat(pdf: PdfReader) -> None:
    first, second = (page.extract_text() for page in pdf.pages)

    assert first.count("DRE de outubro de 2026") == 1
    assert "DRE de outubro de 2026" in second
    assert "Jatobá Comércio Ltda." in second
    assert "Out/2026" in second


def test_a_subtotal_never_starts_a_page_alone(pdf: PdfReader) -> None:
    second = pdf.pages[1].extract_text()

    assert second.index("Linha") < second.index("Lucro líquido")


def test_it_is_tagged_for_screen_readers(pdf: PdfReader) -> None:
    root = pdf.trailer["/Root"]

    assert isinstance(root, DictionaryObject)
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "pt-BR"
