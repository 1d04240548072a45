"""One content, one sequence of bytes, one hash: what a printed report is compared with."""

import hashlib
from typing import Any

import orjson


def canonical_json(content: Any) -> bytes:
    """Keys sorted, no spaces, amounts as the strings they came as."""
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


def hash_of(canonical: bytes) -> str:
    """SHA-256, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical).hexdigest()


def in_groups(digest: str) -> str:
    """The hash in groups of eight digits, so that an eye can compare."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
