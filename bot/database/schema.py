"""A schema of one of Isnad's files: steps counted by `PRAGMA user_version`; `application_id` marks the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Statements of SQL, carried out one after another.
    Step = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """What makes version n of a file from version n - 1, in order, and the mark of that kind of file."""

    application_id: int
    steps: tuple[Step, ...]
