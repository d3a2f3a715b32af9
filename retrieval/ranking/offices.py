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
    from collections.abc import Iterator, Sequence

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
    flags = corpus.form_flags[found.forms]
    says, who = (flags & int(flag) != 0 for flag in (Flag.QUOTATION, Flag.WHO))
    verbs = np.flatnonzero(says[:-1] & who[1:])
    offices = _Offices(found, corpus, flags, leaders)
    behind = offices.behind(verbs + 1) if len(verbs) else []
    held = offices.before(np.flatnonzero(named), [article for _, (article, *_) in behind])
    return np.unique(np.array([verbs[place] for place, office in behind if office in held], np.int64))


Office = tuple[int, ...]
"""The article of an office, 0, and the terms of its words; see `_Offices.before` for that of one of two."""


@dataclass(frozen=True, slots=True)
class _Offices:
    """Reads what may be offices among the words of all passages (T), which have these `flags`."""

    found: Candidates
    corpus: Corpus
    flags: NDArray[np.uint16]
    leaders: Longs

    def before(self, names: Longs, of: Sequence[int]) -> frozenset[Office]:
        """Return what stands before the names of some articles.

        An adjective of one who is named behind another, «الرئيسان الروسي فلاديمير بوتين والأمريكي دونالد ترامب», is
        with its length without «و» for 0.
        """
        names = names[np.isin(self._articles(names), of)]
        lengths, articles = self.corpus.token_lengths[names], self._articles(names)
        shortest = np.full(len(self.corpus.published), np.iinfo(lengths.dtype).max)
        np.minimum.at(shortest, articles, lengths)
        # «الرئيس الأميركي ترامب وبوتين»: what is longer than elsewhere in an article follows another name.
        alone = lengths <= shortest[articles]
        offices = set[Office]()
        for between in _NAMES_BEFORE:
            ends = names - between
            close = np.logical_and.reduce([self._follows(names - n) for n in range(between + 1)])
            close &= alone | (between == 0)
            for words in _OFFICE_WORDS:
                terms, together = self._runs(ends - words, words)
                offices.update(
                    (article, 0, *run) for article, run in _pairs(articles, terms, close & together)
                )
            joined = self.corpus.token_lengths[ends - 1].astype(np.int64) - 1
            for far in _JOINTLY:
                terms, together = self._runs(ends - 1 - far, far + 1)
                both = np.column_stack([joined, terms[:, [0, -1]]])
                offices.update((article, *run) for article, run in _pairs(articles, both, close & together))
        return frozenset(offices)

    def behind(self, firsts: Longs) -> list[tuple[int, Office]]:
        """Return what stands from tokens on up to a mark or a particle, each with the number of the token.

        It is in both forms of what stands before a name.
        """
        found = list[tuple[int, Office]]()
        articles, places = self._articles(firsts), np.arange(len(firsts))
        for words in _OFFICE_WORDS:
            terms, together = self._runs(firsts, words)
            end = np.minimum(firsts + words, len(self.flags) - 1)
            ends = ~self._follows(end) | (self.flags[end] & int(Flag.STOP) != 0) | (firsts + words > end)
            kept = together & ends
            lengths = self.corpus.token_lengths[np.minimum(firsts + words, len(self.flags)) - 1].tolist()
            for place, run in _pairs(places, terms, kept):
                found += [(place, (int(articles[place]), length, *run)) for length in (0, lengths[place])]
        return found

    def _runs(self, firsts: Longs, words: int) -> tuple[Longs, Bools]:
        """Return the terms of so many words from tokens on, and which stand together, none a particle or the like."""
        places = firsts[:, None] + np.arange(words)
        inside = (firsts >= 0) & (firsts + words <= len(self.flags))
        places = places.clip(0, len(self.flags) - 1)
        terms = self.corpus.form_terms[self.found.forms[places], 0].astype(np.int64)
        for leader in self.leaders[1:].tolist():
            terms[terms == leader] = self.leaders[0]
        plain = (self.flags[places] & _NO_NAME == 0).all(axis=1)
        together: Bools = inside & plain & self._follows(places[:, 1:]).all(axis=1)
        return terms, together

    def _follows(self, tokens: Longs) -> Bools:
        """Return whether tokens follow the ones before them with nothing but a space between."""
        before = np.maximum(tokens - 1, 0)
        starts, lengths = self.corpus.token_starts, self.corpus.token_lengths
        close = starts[tokens].astype(np.int64) - starts[before] - lengths[before] == 1
        owners = self.found.piece_owners
        follows: Bools = close & (owners[tokens] == owners[before])
        return follows

    def _articles(self, tokens: Longs) -> Longs:
        return self.found.piece_articles[self.found.piece_owners[tokens]]


def _pairs(numbers: Longs, terms: Longs, kept: Bools) -> Iterator[tuple[int, list[int]]]:
    return zip(numbers[kept].tolist(), terms[kept].tolist(), strict=True)
