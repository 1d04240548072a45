"""Words for the refusals of the people area, one module per desk: fact, reason, way out."""

from backoffice.core.error_texts import Text
from hr.error_texts import admission, esocial, leave, papers, people, portal, qualification

ERROR_TEXTS: dict[str, Text] = {
    **admission.TEXTS,
    **esocial.TEXTS,
    **leave.TEXTS,
    **papers.TEXTS,
    **people.TEXTS,
    **portal.TEXTS,
    **qualification.TEXTS,
}
