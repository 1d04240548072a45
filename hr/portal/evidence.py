"""How an acceptance proves what was accepted.  Pure."""

import hashlib

# Codes of acceptances on the public page; reports have RG.
CODE_PREFIX = "AC"
_LONGEST_TITLE = 70


def content_digest(title: str, content: str) -> str:
    """The SHA-256 of a text as it was filled in and shown: title, blank line, content, in UTF-8."""
    return hashlib.sha256(f"{title}\n\n{content}".encode()).hexdigest()


def paragraphs(content: str) -> list[tuple[str, str]]:
    """
    The text in blocks for screen and paper: ("title", words) for a short line of its own that ends without a full stop and is
    followed by something, else ("text", words).  Lines inside a paragraph stay lines.
    """
    blocks = [block.strip() for block in content.replace("\r\n", "\n").split("\n\n") if block.strip()]
    last = len(blocks) - 1
    return [("title" if index < last and _is_title(block) else "text", block) for index, block in enumerate(blocks)]


def _is_title(block: str) -> bool:
    return "\n" not in block and len(block) <= _LONGEST_TITLE and block[-1] not in ".,;:!?" and "__" not in block
