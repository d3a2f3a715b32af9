"""How far a long piece of work has come, as events."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    # Called with each step, possibly in a worker thread.
    Progress = Callable[["Step"], None]


class Stage(StrEnum):
    """What the steps of a long piece of work are counted in."""

    WAITING = "Waiting for another load to end"
    READING = "Reading files"
    FETCHING = "Fetching pages"
    VISITING = "Visiting sources"
    INDEXING = "Indexing articles"
    COMPARING = "Comparing articles"
    WRITING = "Writing articles"
    ASKING = "Answering questions"


@dataclass(frozen=True, slots=True)
class Step:
    """`done` of `total` files, articles or questions have been worked through, and a part (0…1) of the next."""

    stage: Stage
    done: int
    total: int
    part: float = 0.0


def silent(step: Step) -> None:
    """Report to nobody."""
