"""Pictures are drawn anew: what is not picture (places, comments, a second file behind the first) does not survive."""

import io
import warnings

from django.conf import settings
from PIL import Image, ImageOps

from backoffice.core.files.errors import FileTooLarge, FileUnreadable

# Pixels of the long side: an A4 page at 250 dpi stays readable.
LONG_SIDE = 3000
QUALITY = 86


def redraw(content: bytes) -> bytes:
    """
    The picture as a JPEG: upright, at most 3,000 pixels long, without any metadata.

    :raises FileTooLarge: more pixels than ``KEPT_FILE_MAX_PIXELS``; they are not decoded
    :raises FileUnreadable: broken or cut short
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _draw(content)
    except Image.DecompressionBombError as bomb:
        raise FileTooLarge(limit_pixels=settings.KEPT_FILE_MAX_PIXELS) from bomb
    except (OSError, SyntaxError, ValueError, EOFError) as broken:
        raise FileUnreadable(reason="broken") from broken


def face(content: bytes, *, side: int) -> bytes:
    """
    A small square of a picture that we drew, as JPEG; of an upright one the upper part, where the face is.

    :raises FileUnreadable: broken
    """
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as source:
            source.draft("RGB", (side * 2, side * 2))
            small = ImageOps.fit(source.convert("RGB"), (side, side), centering=(0.5, 0.25))
    except (OSError, SyntaxError, ValueError, EOFError) as broken:
        raise FileUnreadable(reason="broken") from broken
    drawn = io.BytesIO()
    small.save(drawn, "JPEG", quality=QUALITY, optimize=True)
    return drawn.getvalue()


def _draw(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as source:
        width, height = source.size
        if width * height > settings.KEPT_FILE_MAX_PIXELS:
            raise FileTooLarge(limit_pixels=settings.KEPT_FILE_MAX_PIXELS)
        # A large JPEG is decoded at a half or a quarter right away: less memory, same picture.
        source.draft("RGB", (LONG_SIDE, LONG_SIDE))
        upright = ImageOps.exif_transpose(source).convert("RGBA")
    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    # A new sheet of paper: Pillow copies comments of an opened file into the saved one.
    sheet = Image.new("RGB", upright.size, "white")
    sheet.paste(upright, mask=upright.getchannel("A"))
    drawn = io.BytesIO()
    sheet.save(drawn, "JPEG", quality=QUALITY, optimize=True)
    return drawn.getvalue()
