"""Quotes that name somebody beside the office that is asked for: «وزير التربية ناجي جلول»."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.analysis import Flag
from retrieval.arabic.language import QuestionKind
from retrieval.ranking.judging.requirements import addresses
from retrieval.ranking.offices import NO_NAME

if TYPE_CHECKING:
    from retrieval.arrays import Bools, Longs
    from retrieval.corpus.columns import Corpus
    from retrieval.ranking.rank import Ranking, Windows

_PREFERRED = 2.0  # what it counts for a quote, as a logarithm of odds, that it names the office
_NAMED = 2.0  # and that somebody stands beside it
_LOOKED_AT = 200  # windows
_PASSAGES = 100
_CLOSE = 2.0  # in the scores of passages
_BETWEEN = 1  # words between those of an office: «رئيس الحكومة التونسية السابق»
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
    scores[best] += _PREFERRED * np.array([addresses(ranking, windows, one) for one in best])
    scores[best] += _NAMED * np.array([names_holder(ranking, corpus, windows.ranges[one]) for one in best])
    return replace(windows, scores=scores)


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
        (follows[behind : behind + 1] & (flags[behind : behind + 1] & NO_NAME == 0)).any()
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
