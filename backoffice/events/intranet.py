"""Facts of the conversation between people."""

from dataclasses import dataclass

from backoffice.events.base import Event


@dataclass(frozen=True, kw_only=True)
class NoticeMailRequested(Event):
    """A person was told something and wants to hear of it by e-mail as well."""

    notice_id: int
