"""Which windows are quoted: the best one, then what others report, and what else the archive says.

Articles that say the same are quoted once each, from different outlets, the newest of equally good ones first; where
they state different dates or numbers, both are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from retrieval.arrays import maxima_over
from retrieval.corpus.columns import HEADING
from retrieval.ranking.quotes import stated
from retrieval.ranking.rank import LEAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arrays import Bools, Floats, Longs
    from retrieval.corpus.columns import Corpus
    from retrieval.ranking.rank import Ranking, Windows
    from retrieval.tuning import Tuning

TIE = 0.5  # scores are logarithms of odds: those of two equally good quotes differ by less than 5 to 3


def choose(
    ranking: Ranking, windows: Windows, corpus: Corpus, tuning: Tuning, limit: int | None = None
) -> list[int]:
    """Return at most `limit` windows to quote, first the best of the best article, never two that say the same.

    Further ones are as likely to answer as `tuning.further` wants, or report on the same in another outlet. Whoever
    asks for more than the usual number gets less likely ones behind them, see `Quotes.least`.
    """
    choice, most = _Choice(ranking, windows, corpus, tuning), limit or tuning.quotes.most
    chosen = [choice.lead]
    for window in choice.further(every=most > tuning.quotes.most).tolist():
        if len(chosen) >= most:
            break
        if choice.adds(window, chosen):
            chosen.append(window)
    return chosen


def anchored(ranking: Ranking, windows: Windows, chosen: Sequence[int]) -> list[int]:
    """Return the chosen windows; one that begins «وأضاف أن» begins with the sentence before, which may say who did.

    That is if the quote does not get too long, and runs into no other one.
    """
    known = {(first, end): window for window, (first, end) in enumerate(windows.ranges.tolist())}
    anchors = list(chosen)
    for place, window in enumerate(chosen):
        first, end = windows.ranges[window].tolist()
        others = [windows.ranges[other] for other in anchors if other != window]
        while ranking.held.speakerless[first] and (before := _sentence_before(ranking, first)) is not None:
            longer = known.get((before, end))
            if longer is None or any(start < end and before < last for start, last in others):
                break
            anchors[place], first = longer, before
    return anchors


def without_headings(ranking: Ranking, windows: Windows, chosen: Sequence[int], corpus: Corpus) -> list[int]:
    """Return the chosen windows less a heading they begin with that meets nothing of the question beyond the rest."""
    known = {(first, end): window for window, (first, end) in enumerate(windows.ranges.tolist())}
    covered = ranking.held.covered
    bare = list[int]()
    for window in chosen:
        first, end = windows.ranges[window].tolist()
        heads = end - first > 1 and bool(corpus.piece_marks[first] & HEADING)
        if heads and (covered[:, first] <= covered[:, first + 1 : end].max(axis=1)).all():
            bare.append(known.get((first + 1, end), window))
        else:
            bare.append(window)
    return bare


def _sentence_before(ranking: Ranking, piece: int) -> int | None:
    """Return where the sentence before a piece begins, if the article has one."""
    owners, opens = ranking.found.piece_articles, ranking.held.opens
    start = piece - 1
    while start > 0 and not opens[start] and owners[start - 1] == owners[piece]:
        start -= 1
    return start if start >= 0 and owners[start] == owners[piece] else None


@dataclass(frozen=True)
class _Choice:
    """The windows (W) in the order of preference, by what they may add."""

    ranking: Ranking
    windows: Windows
    corpus: Corpus
    tuning: Tuning

    @cached_property
    def articles(self) -> Longs:
        """Return the article of each window."""
        return self.ranking.found.articles[self.windows.owners]

    @cached_property
    def worth(self) -> Floats:
        """Return the windows' scores with those of the passages that they are read in."""
        worth: Floats = self.windows.scores + self.ranking.scores[self.windows.owners]
        return worth

    @cached_property
    def lead(self) -> int:
        """Return the best window of the best article, or its like in a newer article as good."""
        best = np.lexsort((self.windows.ranges[:, 0], -self.windows.scores))
        first = int(best[self.articles[best] == self.ranking.found.articles[self.ranking.order[0]]][0])
        days = self.corpus.published[self.articles]
        newer = (days > days[first]) & (days[first] > 0) & (self.worth > self.worth[first] - TIE)
        alike = [window for window in np.flatnonzero(newer).tolist() if self._same_words(window, first)]
        return max(alike, key=lambda window: (days[window], self.worth[window]), default=first)

    def further(self, *, every: bool) -> Longs:
        """Return what may be quoted beside the lead, in the order of preference; with `every`, unlikely ones last."""
        order = np.concatenate([self.differing, self.elsewhere, self.rest])
        # How probable it is (0…1) that each, beside the lead, holds an answer.
        weights, scores = self.tuning.further, self.ranking.scores[self.windows.owners]
        total = (
            weights.bias
            + weights.likely * np.log(np.maximum(self.windows.likely[order], LEAST))
            + weights.behind * (scores[self.lead] - scores[order])
            + weights.same * (self.articles[order] == self.articles[self.lead])
        )
        probable = 1 / (1 + np.exp(-np.minimum(np.maximum(total, -30), 30)))
        likely = (probable >= weights.threshold) & self.telling[order]
        likely |= np.isin(order, self.corroborating)
        unlikely = order[~likely & (self._coverage(order) >= self.tuning.quotes.least)]
        return np.concatenate([order[likely], unlikely]) if every else order[likely]

    @property
    def telling(self) -> Bools:
        """Return which windows or their headlines meet enough of the question's telling words that the lead meets.

        «ماذا حدث في 11 نوفمبر؟» is answered by what names that day, and not by «الحوادث» in the next paragraph.
        """
        held = maxima_over(self.ranking.held.covered, self.windows.ranges)
        met = np.maximum(held, self.ranking.found.title_hits[:, self.windows.owners])
        told = np.array([word.weight * word.telling for word in self.ranking.question.words]) @ met
        enough: Bools = told >= self.tuning.quotes.telling * told[self.lead]
        return enough

    @cached_property
    def rest(self) -> Longs:
        """Return all windows, the better first, the newer first of equals."""
        tied = np.floor((self.worth.max() - self.worth) / TIE)
        newest = self.corpus.published[self.articles]
        order: Longs = np.lexsort((self.windows.ranges[:, 0], -self.worth, -newest, tied))
        return order

    @cached_property
    def others(self) -> Longs:
        """Return the best window of each other article that meets about as much of the question as the lead does."""
        rest = self.rest[self._coverage(self.rest) >= self.tuning.quotes.agreeing]
        _, firsts = np.unique(self.articles[rest], return_index=True)
        best = rest[np.sort(firsts)]
        elsewhere: Longs = best[self.articles[best] != self.articles[self.lead]]
        return elsewhere

    @property
    def differing(self) -> Longs:
        """Return those of `others` that state another date or number than the lead."""
        return np.array([window for window in self.others if self._differ(window, self.lead)], np.int64)

    @property
    def elsewhere(self) -> Longs:
        """Return those of `others` that are the first of their outlet, where the outlet is known."""
        outlets = self.corpus.outlets[self.articles[np.append(self.lead, self.others)]]
        _, firsts = np.unique(outlets, return_index=True)
        return self.others[[first - 1 for first in np.sort(firsts).tolist() if first and outlets[first] >= 0]]

    @property
    def corroborating(self) -> Longs:
        """Return those of `others` that an outlet other than the lead's has published."""
        outlets, others = self.corpus.outlets[self.articles], self.others
        elsewhere: Longs = others[(outlets[others] >= 0) & (outlets[others] != outlets[self.lead])]
        return elsewhere

    def adds(self, window: int, chosen: list[int]) -> bool:
        """Return whether `window` says something that those `chosen` do not, or says it in other words."""
        for other in chosen:
            first, second = self.windows.ranges[window], self.windows.ranges[other]
            if first[0] < second[1] and second[0] < first[1]:
                return False
            if self._same_words(window, other):
                # Whatever they state, one may say, word for word, all that the other does.
                short, long = sorted((self._forms(window), self._forms(other)), key=len)
                contained = bool((sliding_window_view(long, len(short)) == short).all(axis=1).any())
                if contained or not self._differ(window, other):
                    return False
        return True

    def _coverage(self, chosen: Longs) -> Floats:
        """Return how much of the question windows meet, as parts of what the lead does."""
        coverage = self.windows.coverage
        return coverage[chosen] / max(float(coverage[self.lead]), 1e-9)

    def _same_words(self, one: int, other: int) -> bool:
        words, others = self._words(one), self._words(other)
        return len(words & others) > self.tuning.quotes.alike * min(len(words), len(others))

    @cached_property
    def _known(self) -> dict[int, frozenset[int]]:
        """Keep the words of windows that were compared: each is with several."""
        return {}

    def _words(self, window: int) -> frozenset[int]:
        known = self._known.get(window)
        if known is None:
            known = self._known[window] = frozenset(self._forms(window).tolist())
        return known

    def _forms(self, window: int) -> Longs:
        found = self.ranking.found
        first, end = found.piece_ends[self.windows.ranges[window]]
        forms: Longs = found.forms[first:end]
        return forms

    def _differ(self, one: int, other: int) -> bool:
        """Return whether both state a number or a date, and each something that the other does not."""
        first, second = (
            stated(self.ranking, self.corpus, self.windows.ranges[window]) for window in (one, other)
        )
        return not (first <= second or second <= first)
