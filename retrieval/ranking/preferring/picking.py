"""The quotes of ranked passages: those that are preferred, and first what holds what is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from retrieval.ranking.judging.requirements import ASKED, holds, met_by
from retrieval.ranking.preferring.called import preferring_called
from retrieval.ranking.preferring.holders import holder_first, preferring_holder
from retrieval.ranking.preferring.wording import preferring_most, preferring_stance
from retrieval.ranking.rank import windows
from retrieval.ranking.selection import choose
from retrieval.ranking.speakers import Speech, by_speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.corpus.columns import Corpus
    from retrieval.ranking.candidates import Similarity
    from retrieval.ranking.rank import Ranking, Windows
    from retrieval.tuning import Tuning

_BEHIND = 6  # quotes among which one is looked for that holds what is asked for


@dataclass(frozen=True, slots=True)
class Picked:
    """The windows to quote, `chosen` in order, of which an answer has so many as is `usual`.

    `addressed` says that the first one holds what is asked for, `instead` that it takes the place of a better one that
    does not.
    """

    ranking: Ranking
    windows: Windows
    speech: Speech | None
    chosen: Sequence[int]
    usual: int
    addressed: bool
    instead: bool


def picked(
    ranking: Ranking, corpus: Corpus, tuning: Tuning, near: Similarity | None, limit: int | None
) -> Picked:
    """Return what to quote of ranked passages, what holds what is asked for first."""
    speech = Speech(ranking, corpus) if ranking.question.asks_of_speaker else None
    ranking = speech.first() if speech else holder_first(ranking, corpus)
    quotable = windows(ranking, corpus, tuning, near)
    quotable = speech.preferred(quotable) if speech else preferring_holder(ranking, quotable, corpus)
    quotable = preferring_stance(ranking, preferring_most(ranking, quotable))
    quotable = preferring_called(ranking, quotable, corpus)
    usual = choose(ranking, quotable, corpus, tuning)
    more = limit and limit > tuning.quotes.most
    chosen = choose(ranking, quotable, corpus, tuning, limit) if more else usual
    if speech:
        chosen = by_speaker(speech, quotable, chosen)
        told = speech.attributes(quotable, chosen[0])
        return Picked(ranking, quotable, speech, chosen, len(usual), told, instead=False)
    first = _holding_first(ranking, quotable, corpus, tuning, usual)
    rest = [window for window in chosen[len(usual) :] if window not in first]
    held, instead = holds(ranking, quotable, first[0]), first[0] != chosen[0]
    return Picked(ranking, quotable, None, [*first, *rest], len(usual), held, instead)


def _holding_first(
    ranking: Ranking, windows: Windows, corpus: Corpus, tuning: Tuning, usual: Sequence[int]
) -> list[int]:
    """Return the usual quotes, those first that hold what is asked for; where none does, one behind them that does."""
    first = sorted(usual, key=lambda window: not holds(ranking, windows, window))
    if holds(ranking, windows, first[0]):
        return first
    behind = choose(ranking, windows, corpus, tuning, _BEHIND)[len(usual) :]
    held = (window for window in behind if holds(ranking, windows, window))
    return [*islice(held, 1), *first][: len(usual)]


def nearest_of(ranking: Ranking, windows: Windows, chosen: Sequence[int]) -> list[int]:
    """Return the first of the windows, those `chosen` first, that has some of what is asked of a subject in brackets.

    Where none has, or nothing is asked that tells anything, «ومتى؟», that is the first one chosen. Behind it stands the
    next one of its article.
    """
    words = ranking.question.words
    asked = np.array([word.telling >= ASKED and not word.aside for word in words])
    every = (*chosen, *np.argsort(-windows.scores, kind="stable").tolist())
    touching = (
        window
        for window in every
        if met_by(ranking, windows.ranges[window], windows.owners[window])[asked].any()
    )
    first = next(touching, chosen[0]) if asked.any() else chosen[0]
    start, end = windows.ranges[first]
    article = ranking.found.articles[windows.owners[first]]
    beside = (
        one
        for one in every
        if ranking.found.articles[windows.owners[one]] == article
        and (windows.ranges[one][1] <= start or windows.ranges[one][0] >= end)
    )
    return [first, *islice(beside, 1)]
