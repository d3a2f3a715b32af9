"""Quotes that say what has the most of something, or whose stance it is, where a question's wording asks for that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arrays import maxima_over
from retrieval.query.kinds import SUPERLATIVES
from retrieval.ranking.candidates import ROOT_MATCH

if TYPE_CHECKING:
    from retrieval.arrays import Bools
    from retrieval.ranking.rank import Ranking, Windows

_MOST = 3.0  # what it counts for a quote, as a logarithm of odds, that it says so


def preferring_most(ranking: Ranking, windows: Windows) -> Windows:
    """Return the windows with those preferred that name what has the most of something: «أكثر ولاية»."""
    words = ranking.question.words
    if not (ranking.question.decisive and words[0].form.word in SUPERLATIVES):
        return windows
    met = (maxima_over(ranking.held.covered[:2], windows.ranges) >= ROOT_MATCH).all(axis=0)
    odds = windows.likely * np.where(met, np.exp(_MOST), 1.0)
    likely = odds / (odds + 1 - windows.likely)
    return replace(windows, scores=windows.scores + _MOST * met, likely=likely)


def preferring_stance(ranking: Ranking, windows: Windows) -> Windows:
    """Return the windows with those preferred that name whose stance is asked for and, behind that one, on what."""
    if not ranking.question.asks_of_stance:
        return windows
    found = ranking.found
    named: Bools = np.all(ranking.held.covered[1:] >= ROOT_MATCH, axis=0)
    whose, of_what = (found.met[found.hits[word] >= ROOT_MATCH] for word in (1, -1))
    first, last = np.full(len(named), len(found.forms)), np.full(len(named), -1)
    np.minimum.at(first, found.piece_owners[whose], whose)
    np.maximum.at(last, found.piece_owners[of_what], of_what)
    called = ranking.held.covered[0] >= ROOT_MATCH  # «لا اختلاف في المواقف من ليبيا بين تونس ومصر»
    odds = np.where(named & ((first < last) | called), _MOST + called, 0.0)
    return replace(windows, scores=windows.scores + maxima_over(odds[None], windows.ranges)[0])
