"""What a reader of files is given besides the bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.records import SetAside

if TYPE_CHECKING:
    import datetime

    from retrieval.extraction.boilerplate import Boilerplate


@dataclass(frozen=True, slots=True)
class ReadContext:
    """How to read one source.

    `outlet` counts where the document names none; `url` is the address it came from and `charset` what its server
    declared; `known` is a day that relative dates («أمس») may be counted from, where there is one.
    `chats` are those that an editor wants of an export of Telegram though they are not public: names or numbers.
    """

    boilerplate: Boilerplate
    outlet: str | None = None
    url: str | None = None
    charset: str | None = None
    known: datetime.date | None = None
    chats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note(SetAside):
    """What an editor should know of a source that was read: which column was taken for what, how much was passed over.

    It travels like what was set aside, and nothing is missing for it.
    """
