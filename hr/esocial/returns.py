"""
Read what the government answers: the return of one event, or of a batch of them (retornoEvento inside retornoEventos).

Only the names of the elements count, not their namespace, because each version of the web service has its own.  [U]: the
layout of returns was not at hand; a file in which nothing answers an event is refused openly.
"""

from dataclasses import dataclass

from lxml import etree

from hr.esocial.schemas import parser_of

MOST_BYTES = 5_000_000
# cdResposta: 201 success, 202 success with a warning.
TAKEN = frozenset({"201", "202"})


class ReturnBroken(ValueError):
    """No XML, or nothing in it answers an event; ``args[0]`` is xml, empty or size."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``receipt`` of a file that was taken, else ``text`` says why not."""

    event_id: str
    receipt: str
    text: str


def read_answers(content: bytes) -> list[Answer]:
    """
    Every answer in the file, in its order, one per event.

    :raises ReturnBroken: it cannot be read
    """
    if len(content) > MOST_BYTES:
        raise ReturnBroken("size")
    try:
        root = etree.fromstring(content, parser_of())
    except etree.XMLSyntaxError as wrong:
        raise ReturnBroken("xml") from wrong
    answers = {}
    for found in root.xpath(
        "descendant-or-self::*[local-name()='retornoEvento'][*[local-name()='processamento' or local-name()='recibo']]"
    ):
        answer = _answer(found)
        if answer is not None:
            answers[answer.event_id] = answer
    if not answers:
        raise ReturnBroken("empty")
    return list(answers.values())


def _answer(found: etree._Element) -> Answer | None:
    # In a batch the event's own Id stands on the element around the answer.
    around = found.xpath("ancestor::*[local-name()='evento'][@Id][1]/@Id")
    event_id = str(next(iter(around), found.get("Id", "")))
    receipt = _text(found, "nrRecibo")
    code = _text(found, "cdResposta")
    if not event_id or not (receipt or code):
        return None
    if receipt and (not code or code in TAKEN):
        return Answer(event_id, receipt, "")
    occurrences = found.xpath(".//*[local-name()='ocorrencia']")
    told = [f"{_text(each, 'codigo')} {_text(each, 'descricao')}".strip() for each in occurrences]
    return Answer(event_id, "", "\n".join(filter(None, [f"{code} {_text(found, 'descResposta')}".strip(), *told])))


def _text(element: etree._Element, name: str) -> str:
    texts = element.xpath(f".//*[local-name()='{name}']/text()")
    return str(texts[0]).strip() if texts else ""
