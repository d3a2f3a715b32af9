"""An answer to what a reader meant, as it is passed on, chosen from and put."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.editorial.records import ResolvedAnswer
    from retrieval.interpretation.interpreter import Interpretation
    from retrieval.records import Answer


@dataclass(frozen=True, slots=True)
class Response:
    """An answer to what was meant, under that question; `completed` when it is not what was said.

    It is `echoed` then what that was taken for, unless it would be nothing that one says.
    `loosened` are the filters, in the reader's words, within which there was no answer; it is from beyond them.
    `editorial` is what the editors have answered to like questions.
    """

    meant: Interpretation
    answer: Answer
    completed: bool = False
    loosened: tuple[str, ...] = ()
    editorial: ResolvedAnswer | None = None
    echoed: bool = True

    @property
    def kept(self) -> tuple[str, ...]:
        """Return the filters that the answer is within."""
        return tuple(label for label in self.meant.labels if label not in self.loosened)
