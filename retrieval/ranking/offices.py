"""Who holds an office: the quotes that name somebody beside it, «وزير التربية ناجي جلول»."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.analysis import Flag
from retrieval.arabic.language import QuestionKind
from retrieval.arrays import maxima_over
from retrieval.query.question import SUPERLATIVES
from retrieval.ranking.candidates import ROOT_MATCH
from retrieval.ranking.confidence import addresses, identifies

if TYPE_CHECKING:
    from retrieval.arrays import Bools, Longs
    from retrieval.corpus.columns import Corpus
    from retrieval.ranking.rank import Ranking, Windows

PREFERRED = 2.0  # what it counts for a quote, as a logarithm of odds, that it names the office
NAMED = 2.0  # and that somebody stands beside it
MOST = 3.0  # and that it says what has the most of what is asked for the most of
CALLED = 0.7
"""How sure who somebody is is told by a quote that names what they are beside their full name.

Of sixteen people of news asked for so, fifteen are told by the first quote, which was half as sure of eight.
"""
_BEFORE, _AFTER = 6, 1  # words that what somebody is stands before the name, or behind it
_FULL_NAME = 2  # words, at the least
_RARE = 0.5  # what one of them tells, at the least, unlike those of «رسول الله»
_LONG_NAME, _CALLED_AMONG = 3, 50  # words, windows
_LOOKED_AT = 200  # windows
_PASSAGES = 100
_CLOSE = 2.0  # in the scores of passages
_BETWEEN = 1  # words between those of an office: «رئيس الحكومة التونسية السابق»
_NO_NAME = int(Flag.STOP | Flag.QUOTATION | Flag.NUMBER)
_KNOWN_NAME = int(Flag.STOP | Flag.WHO)  # «علي» is one only where it is not «على»


def holder_first(ranking: Ranking, corpus: Corpus) -> Ranking:
    """Return the ranking with what names somebody beside the office first, among passages about as good as the best.

    It is as it was where it is not asked who holds an office.
    """
    if not _asks_for_holder(ranking):
        return ranking
    close = int((ranking.scores[ranking.order] >= ranking.scores[ranking.order[0]] - _CLOSE).sum())
    best = ranking.order[: min(close, _PASSAGES)]
    naming = [names_holder(ranking, corpus, ranking.found.ranges[one]) for one in best.tolist()]
    order = best[np.argsort(~np.array(naming, bool), kind="stable")]
    return replace(ranking, order=np.concatenate([order, ranking.order[len(best) :]]))


def preferring_holder(ranking: Ranking, windows: Windows, corpus: Corpus) -> Windows:
    """Return the windows with those preferred that name the office that is asked for, if one is, and who holds it."""
    if not _asks_for_holder(ranking):
        return windows
    best = np.argsort(-windows.scores, kind="stable")[:_LOOKED_AT].tolist()
    scores = windows.scores.copy()
    scores[best] += PREFERRED * np.array([addresses(ranking, windows, one) for one in best])
    scores[best] += NAMED * np.array([names_holder(ranking, corpus, windows.ranges[one]) for one in best])
    return replace(windows, scores=scores)


def preferring_most(ranking: Ranking, windows: Windows) -> Windows:
    """Return the windows with those preferred that name what has the most of something: «أكثر ولاية»."""
    words = ranking.question.words
    if not (ranking.question.decisive and words[0].form.word in SUPERLATIVES):
        return windows
    met = (maxima_over(ranking.held.covered[:2], windows.ranges) >= ROOT_MATCH).all(axis=0)
    odds = windows.likely * np.where(met, np.exp(MOST), 1.0)
    likely = odds / (odds + 1 - windows.likely)
    return replace(windows, scores=windows.scores + MOST * met, likely=likely)


def _asks_for_holder(ranking: Ranking) -> bool:
    return ranking.question.office and ranking.question.kind is QuestionKind.WHO


def names_holder(ranking: Ranking, corpus: Corpus, pieces: Longs) -> bool:
    """Return whether somebody may be named beside the office in a range of pieces.

    That is a word right behind it, with no comma between, which neither is a particle or a number nor says something,
    or a name that answers «من» right before it.
    """
    found = ranking.found
    begin, end = found.piece_ends[pieces].tolist()
    tokens = np.arange(begin, end)
    hits = found.hits_of(tokens) == 1.0
    flags = corpus.form_flags[found.forms[tokens]].astype(np.int64)
    # Whether each token follows the one before it without a comma.
    starts, lengths = corpus.token_starts[tokens].astype(np.int64), corpus.token_lengths[tokens]
    close = starts[1:] - starts[:-1] - lengths[:-1] <= 1
    follows = np.concatenate([[False], close & (np.diff(found.piece_owners[tokens]) == 0)])
    return any(
        (follows[behind : behind + 1] & (flags[behind : behind + 1] & _NO_NAME == 0)).any()
        or (first > 0 and flags[first - 1] & _KNOWN_NAME == Flag.WHO)
        for first in np.flatnonzero(hits[0]).tolist()
        if (behind := _end_of_office(hits, first))
    )


def _end_of_office(hits: Bools, first: int) -> int:
    """Return where an office ends that begins with the token `first`; 0 where its words do not stand together there."""
    met, place = hits[:, first].copy(), first + 1
    while place < hits.shape[1] and not met.all():
        ahead = hits[:, place : place + 1 + _BETWEEN]
        if not ahead.any():
            return 0
        place += 1 + int(np.argmax(ahead.any(axis=0)))
        met |= hits[:, place - 1]
    while place < hits.shape[1] and hits[:, place].any():
        place += 1
    return place if met.all() else 0


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
    best = np.argsort(-windows.scores, kind="stable")[:_CALLED_AMONG].tolist()
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
