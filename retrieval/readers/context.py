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
    """

    boilerplate: Boilerplate
    outlet: str | None = None
    url: str | None = None
    charset: str | None = None
    known: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Note(SetAside):
    """What an editor should know of a source that was read: which column was taken for what, how much was passed over.

    It travels like what was set aside, and nothing is missing for it.
    """
