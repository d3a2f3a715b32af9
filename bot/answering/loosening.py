"""Filters within which there is no answer: which are let go first, and which of them the answer is beyond."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.interpretation.interpreter import Interpretation
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.records import Answer


def looser(meant: Interpretation) -> Iterator[Interpretation]:
    """Yield the question with ever fewer of its filters: first each one alone less, at last without any."""
    if len(meant.filters) > 1:
        for gone in sorted(meant.filters, key=lambda found: found.dated):
            yield meant.keeping([found for found in meant.filters if found is not gone])
    # A date may belong to the question.
    undated = [found for found in meant.filters if not found.dated]
    if len(undated) < len(meant.filters):
        yield Interpretation(meant.widened)
    yield meant.keeping(())


def beyond(meant: Interpretation, kept: Interpretation, answer: Answer) -> tuple[str, ...]:
    """Return the filters that were loosened; none when the articles that are quoted are within them after all."""
    gone = [
        (found, label)
        for found, label in zip(meant.filters, meant.labels, strict=True)
        if label not in kept.labels
    ]
    if answer.verdict is Verdict.NOT_FOUND or any(
        all(found.scope.holds(quote.article) for found, _ in gone) for quote in answer.quotes[:1]
    ):
        return ()
    return tuple(label for _, label in gone)
