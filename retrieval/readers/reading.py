"""What a reader is told besides the bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from retrieval.chrome import Chrome


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read one source.

    `outlet` counts where the document names none; `url` is the address it came from and `charset` what its server
    declared; `known` is a day that relative dates («أمس») may be counted from, where there is one.
    """

    chrome: Chrome
    outlet: str | None = None
    url: str | None = None
    charset: str | None = None
    known: datetime.date | None = None
