"""
The Id of an event: ID + tpInsc + nrInsc padded to 14 + AAAAMMDDHHMMSS + 5 digits.

MOS S-1.3 and tipos.xsd (TS_Id): the last digits number what was made in the same second by the same employer.
"""

from datetime import datetime

from django.utils import timezone

BY_CNPJ = "1"
ROOT_LENGTH, NUMBER_LENGTH = 8, 14
SEQUENCES = 100_000


def event_id(*, employer: str, at: datetime, sequence: int) -> str:
    """
    ``employer`` is the root of the CNPJ (letters allowed), ``sequence`` any running number; unique while fewer than
    100,000 events are made in a second.

    :raises ValueError: the root has no 8 characters
    """
    if len(employer) != ROOT_LENGTH:
        raise ValueError(f"a CNPJ's root has {ROOT_LENGTH} characters, this one {len(employer)}")
    moment = timezone.localtime(at)
    return f"ID{BY_CNPJ}{employer.ljust(NUMBER_LENGTH, '0')}{moment:%Y%m%d%H%M%S}{sequence % SEQUENCES:05d}"
