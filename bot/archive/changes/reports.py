"""What a load did, or why it did nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.archive.changes.generation import ChangeCounts
    from retrieval.records import SetAside


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, and the sources it had to set aside."""

    changes: ChangeCounts
    set_aside: tuple[SetAside, ...]


class TooMuchGoes(CommandError):
    """A reload would remove more than a tenth of the archive, and nobody said that it may; nothing was changed."""

    def __init__(self, removed: int, held: int) -> None:
        super().__init__(
            f"{removed} of {held} articles are no longer in the sources and would be removed; "
            "if they shall go, say --yes"
        )
        self.removed, self.held = removed, held


class NothingToLoad(CommandError):
    """The sources hold no readable article; the archive was left as it was."""

    def __init__(self, set_aside: Sequence[SetAside]) -> None:
        super().__init__("nothing was loaded: none of the sources holds a readable article")
        self.set_aside = tuple(set_aside)
