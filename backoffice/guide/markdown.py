"""
The part of Markdown that the guide is written in: headings, paragraphs, lists, tables, pictures, links, bold, keys.

The pages are our own files, and a test renders each of them; still every character is escaped first.
"""

import re
from collections.abc import Callable, Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Address = Callable[[str], str]
PICTURE = re.compile(r"!\[([^\]]*)\]\(imagens/([\w-]+\.png)\)")
LINK = re.compile(r"\[([^\]]+)\]\(([\w-]+)\.md\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
CODE = re.compile(r"`([^`]+)`")
# Addresses and commands; everything else between back ticks is a key.
WRITTEN = re.compile(r"/\w|\.\w")
STEP = re.compile(r"\d+\. ")


def render(text: str, *, page: Address, picture: Address) -> SafeString:
    """
    One page as HTML.

    :param page: name of a page -> where it is shown.
    :param picture: file name of a picture -> where it is served.
    """
    blocks = re.split(r"\n{2,}", text.strip())
    html = "\n".join(_block(block.splitlines(), page, picture) for block in blocks)
    return mark_safe(html)  # noqa: S308 - every piece went through escape()


def title_of(text: str) -> str:
    """The words of the first heading."""
    return text.partition("\n")[0].lstrip("# ")


def _block(lines: list[str], page: Address, picture: Address) -> str:
    def words(line: str) -> str:
        return _inline(line, page, picture)

    first = lines[0]
    if first.startswith("#"):
        level = len(first) - len(first.lstrip("#"))
        return f"<h{level}>{words(first.lstrip('# '))}</h{level}>"
    if first.startswith("|"):
        return _table([[words(cell.strip()) for cell in line.strip("|").split("|")] for line in lines])
    if STEP.match(first):
        return f"<ol>{''.join(_items((STEP.sub('', line, count=1) for line in lines), words=words))}</ol>"
    if first.startswith("- "):
        return f"<ul>{''.join(_items((line[2:] for line in lines), words=words))}</ul>"
    return f"<p>{words(' '.join(lines))}</p>"


def _items(lines: Iterator[str], *, words: Address) -> Iterator[str]:
    return (f"<li>{words(line)}</li>" for line in lines)


def _table(rows: list[list[str]]) -> str:
    head, _rule, *body = rows
    heads = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    lines = "".join(f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>' for row in body)
    return f'<div class="rg-scroll"><table class="rg-table"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>'


def _inline(line: str, page: Address, picture: Address) -> str:
    html = escape(line)
    html = PICTURE.sub(lambda found: f'<img src="{picture(found[2])}" alt="{found[1]}" loading="lazy">', html)
    html = LINK.sub(lambda found: f'<a class="rg-link" href="{page(found[2])}">{found[1]}</a>', html)
    html = BOLD.sub(r"<b>\1</b>", html)
    return CODE.sub(lambda found: _code(found[1]), html)


def _code(words: str) -> str:
    if WRITTEN.search(words):
        return f'<code class="rg-code">{words}</code>'
    return "".join(f"<kbd>{key}</kbd>" for key in words.split(" "))
