"""Who holds an office: the quotes that name somebody beside it, «وزير التربية ناجي جلول»."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.analysis import Flag
from retrieval.arabic.language import QuestionKind
from retrieval.arrays import maxima_over
from retrieval.query.question import SUPERLATIVES
from retrieval.ranking.candidates import ROOT_MATCH
from retrieval.ranking.confidence import addresses, identifies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from retrieval.arrays import Bools, Longs
    from retrieval.corpus.columns import Corpus
    from retrieval.ranking.candidates import Candidates
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
_OFFICE_WORDS = (3, 2)  # «وزير الخارجية الروسي», «الرئيس الأميركي»
_NAMES_BEFORE = (0, 1)  # words between an office and the last of a name: «دونالد ترامب»
_JOINTLY = (3, 4)  # words from an office to the adjective of the second who holds it
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
    odds = np.where(named & ((first < last) | called), MOST + called, 0.0)
    return replace(windows, scores=windows.scores + maxima_over(odds[None], windows.ranges)[0])


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


def called_by_office(found: Candidates, corpus: Corpus, named: Bools, leaders: Longs) -> Longs:
    """Return the verbs of saying behind which somebody is called by an office alone, as tokens in order.

    The article has it before the name elsewhere: «الرئيس الأميركي دونالد ترامب», and «علق الرئيس الأميركي، في تصريح».
    `named` (T) are the tokens that are the last of the name, `leaders` terms that are one office.
    """
    offices = _Offices.of(found, corpus, leaders)
    names = np.flatnonzero(named)
    lengths, owners = offices.lengths[names], offices.articles[names]
    # «الرئيس الأميركي ترامب وبوتين»: what is longer than elsewhere in an article follows another name.
    joined = [length > lengths[owners == owner].min() for length, owner in zip(lengths, owners, strict=True)]
    held = {
        office
        for name, follows_another in zip(names.tolist(), joined, strict=True)
        for between in _NAMES_BEFORE[: 1 if follows_another else None]
        for office in offices.before(name, name - between)
    }
    says, who = (offices.flags & int(flag) != 0 for flag in (Flag.QUOTATION, Flag.WHO))
    verbs = np.flatnonzero(
        says & np.append(who[1:], False) & np.isin(offices.articles, [one for one, *_ in held])
    )
    called = [verb for verb in verbs.tolist() if not held.isdisjoint(offices.behind(verb + 1))]
    return np.array(called, np.int64)


@dataclass(frozen=True, slots=True)
class _Offices:
    """The words of all passages (T): terms, flags, lengths, articles, and whether each follows one with no mark."""

    terms: Longs
    flags: NDArray[np.uint16]
    lengths: NDArray[np.uint8]
    articles: Longs
    follows: Bools

    @classmethod
    def of(cls, found: Candidates, corpus: Corpus, leaders: Longs) -> _Offices:
        """Read the words of the candidates' passages."""
        terms = corpus.form_terms[found.forms, 0].astype(np.int64)
        terms[np.isin(terms, leaders)] = leaders.max(initial=-1)
        starts, lengths = corpus.token_starts.astype(np.int64), corpus.token_lengths
        close = (starts[1:] - starts[:-1] - lengths[:-1] == 1) & (np.diff(found.piece_owners) == 0)
        articles = found.piece_articles[found.piece_owners]
        return cls(terms, corpus.form_flags[found.forms], lengths, articles, np.append(False, close))

    def before(self, name: int, end: int) -> Iterator[tuple[int, ...]]:
        """Yield what stands before a name that begins at `end`: the article, 0, and the terms of an office.

        An adjective of one who is named behind another, «الرئيسان الروسي فلاديمير بوتين والأمريكي دونالد ترامب», is
        with its length without «و» for 0.
        """
        if not self.follows[end : name + 1].all():
            return
        for words in _OFFICE_WORDS:
            if self._is_run(end - words, end):
                yield int(self.articles[name]), 0, *self.terms[end - words : end].tolist()
        for first in (end - 1 - far for far in _JOINTLY if self._is_run(end - 1 - far, end)):
            yield (
                int(self.articles[name]),
                int(self.lengths[end - 1]) - 1,
                *self.terms[[first, end - 1]].tolist(),
            )

    def behind(self, first: int) -> Iterator[tuple[int, ...]]:
        """Yield what stands behind a verb, up to a mark or a particle, in both forms of what stands before a name."""
        for end in (first + words for words in _OFFICE_WORDS if self._is_run(first, first + words)):
            if end == len(self.terms) or not self.follows[end] or self.flags[end] & int(Flag.STOP):
                for length in (0, int(self.lengths[end - 1])):
                    yield int(self.articles[first]), length, *self.terms[first:end].tolist()

    def _is_run(self, first: int, end: int) -> bool:
        """Return whether the words from `first` to `end` stand together, and none is a particle or says something."""
        if first < 0 or end > len(self.terms):
            return False
        return bool(self.follows[first + 1 : end].all() and not (self.flags[first:end] & _NO_NAME).any())
