"""Pictures and PDFs to hand in, good ones and bad ones, made on the spot."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pikepdf
from PIL import Image, PngImagePlugin

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def jpeg(size: tuple[int, int] = (800, 600), colour: str = "teal", **options: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, "JPEG", **options)
    return made.getvalue()


def png(size: tuple[int, int] = (300, 200), mode: str = "RGB", colour: object = "navy", text: str = "") -> bytes:
    made, notes = io.BytesIO(), PngImagePlugin.PngInfo()
    if text:
        notes.add_text("Comment", text)
    Image.new(mode, size, colour).save(made, "PNG", pnginfo=notes)
    return made.getvalue()


def jpeg_of_a_phone() -> bytes:
    """Lying on its side, with the place where it was taken and a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "TELEFONE-CANARIO"
    exif.get_ifd(0x8825).update({1: "S", 2: (25.0, 25.0, 47.0), 3: "W", 4: (49.0, 16.0, 24.0)})
    return jpeg((800, 600), exif=exif, comment=b"COMENTARIO-CANARIO")


def png_bomb(side: int = 30_000) -> bytes:
    """A PNG of side x side pixels in a few bytes: a header and a lie."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    head = struct.pack("!IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def pdf(pages: int = 1, text: str = "Comprovante") -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as document:
        for number in range(1, pages + 1):
            _draw(document, f"{text} {number}")
        document.save(made)
    return made.getvalue()


def locked_pdf(*, user: str = "", owner: str = "dono") -> bytes:
    """``user``: nobody opens it without this password; only ``owner``: anybody opens it, nobody may print."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(made, encryption=pikepdf.Encryption(user=user, owner=owner))
    return made.getvalue()


def acting_pdf() -> bytes:
    """Runs a script when opened, launches a program, calls an address, carries a file, an XFA form and a filled-in field."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        page = _draw(document, "Comprovante")
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('CANARIO-JS')")
        document.Root.OpenAction = script
        document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["x", script])))
        document.attachments["CANARIO.exe"] = b"MZ CANARIO-ANEXO"
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="CANARIO-LAUNCH.exe")
        call = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://127.0.0.1:9/CANARIO-URI")
        page.obj.AA = pikepdf.Dictionary(O=launch)
        look = document.make_stream(
            b"BT /F1 12 Tf 0 0 Td (CAMPO PREENCHIDO) Tj ET", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 200, 20]
        )
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="nome",
            V="CAMPO PREENCHIDO",
            Rect=[50, 600, 250, 620],
            F=4,
            AP=pikepdf.Dictionary(N=look),
        )
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 99, 99], A=call)
        fields = document.make_indirect(field)
        page.obj.Annots = pikepdf.Array([fields, document.make_indirect(link)])
        xfa = document.make_stream(b"<xdp>CANARIO-XFA</xdp>")
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[fields], XFA=xfa)
        document.save(made, compress_streams=False)
    return made.getvalue()


def everything_in(content: bytes) -> bytes:
    """All that stands in a PDF, unpacked, to look for what should not be there."""
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(
            plain,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
        )
    return plain.getvalue()


def on_disk(root: str | Path) -> list[Path]:
    """Every kept file below MEDIA_ROOT."""
    return sorted(path for path in (Path(root) / "kept").glob("*/*") if path.is_file())


def _draw(document: pikepdf.Pdf, text: str) -> pikepdf.Page:
    page = document.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.obj.Contents = document.make_stream(f"BT /F1 24 Tf 60 700 Td ({text}) Tj ET".encode())
    return page
