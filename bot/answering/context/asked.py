"""A question as it was said after what was shown before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from retrieval.records import Quote


@dataclass(frozen=True, slots=True)
class Shown:
    """The `articles` that were spoken of before a question, the `last` quotes of them, and the `question` of these."""

    articles: Collection[str] = ()
    last: Sequence[Quote] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was said, to be answered by so many quotes at most, and what was shown `before` it."""

    said: str
    limit: int | None
    before: Shown

    @property
    def first(self) -> frozenset[str]:
        """Return the id of the article that was quoted first, if any was."""
        return frozenset(quote.article.id for quote in self.before.last[:1])
