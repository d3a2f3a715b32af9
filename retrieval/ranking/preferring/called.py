"""Quotes that name what somebody is beside their name: «رئيس الحكومة يوسف الشاهد»."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.analysis import Flag
from retrieval.arabic.language import QuestionKind
from retrieval.ranking.judging.requirements import identifies

if TYPE_CHECKING:
    from retrieval.arrays import Longs
    from retrieval.corpus.columns import Corpus
    from retrieval.ranking.rank import Ranking, Windows

PREFERRED = 2.0  # what it counts for a quote, as a logarithm of odds, that it says what somebody is
CALLED = 0.7
"""How sure who somebody is is told by a quote that names what they are beside their full name.

Of sixteen people of news asked for so, fifteen are told by the first quote, which was half as sure of eight.
"""
_BEFORE, _AFTER = 6, 1  # words that what somebody is stands before the name, or behind it
_FULL_NAME = 2  # words, at the least
_RARE = 0.5  # what one of them tells, at the least, unlike those of «رسول الله»
_LONG_NAME = 3  # words
_LOOKED_AT = 50  # windows


def calls(ranking: Ranking, windows: Windows, corpus: Corpus, window: int) -> bool:
    """Return whether a quote names what somebody is beside their full name: «رئيس الحكومة يوسف الشاهد»."""
    words = ranking.question.words
    rare = any(word.telling >= _RARE for word in words)
    full = rare and len(words) >= _FULL_NAME and not ranking.question.office
    return (
        full and identifies(ranking, windows, window) and _has_role(ranking, corpus, windows.ranges[window])
    )


def preferring_called(ranking: Ranking, windows: Windows, corpus: Corpus) -> Windows:
    """Return the windows with those preferred that name what somebody is, where a question has but the name."""
    question = ranking.question
    if question.kind is not QuestionKind.WHO or question.office or len(question.words) > _LONG_NAME:
        return windows
    best = np.argsort(-windows.scores, kind="stable")[:_LOOKED_AT].tolist()
    called = [
        identifies(ranking, windows, one) and _has_role(ranking, corpus, windows.ranges[one]) for one in best
    ]
    scores = windows.scores.copy()
    scores[best] += PREFERRED * np.array(called)
    return replace(windows, scores=scores)


def _has_role(ranking: Ranking, corpus: Corpus, pieces: Longs) -> bool:
    """Return whether what somebody is, «رئيس», stands a few words before a name, or right behind it, in some pieces.

    Between them is no particle: «التقارير الصحفية أن أنيس العامري».
    """
    found = ranking.found
    begin, end = found.piece_ends[pieces].tolist()
    tokens = np.arange(begin, end)
    named = (found.hits_of(tokens) == 1.0).any(axis=0)
    stops = np.cumsum(corpus.form_flags[found.forms[tokens]] & int(Flag.STOP) != 0)
    roles = np.flatnonzero((ranking.held.answering[begin:end] > 0) & ~named)
    names = np.flatnonzero(named)[:, None]
    ahead = names - roles
    before = (ahead > 0) & (ahead <= _BEFORE) & (stops[names] == stops[roles])
    return bool((before | (ahead == -_AFTER)).any())
