"""A schema of one of Isnad's files: steps counted by `PRAGMA user_version`; `application_id` marks the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Execute = Callable[[str], Awaitable[object]]
    Step = Callable[[Execute], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Schema:
    """What makes version n of a file from version n - 1, in order, and the mark of that kind of file."""

    application_id: int
    steps: tuple[Step, ...]
