"""Who is called by an office alone where the article has it beside the name elsewhere: «الرئيس الأميركي»."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.analysis import Flag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.arrays import Bools, Longs
    from retrieval.corpus.columns import Corpus
    from retrieval.ranking.candidates import Candidates

_OFFICE_WORDS = (3, 2)  # «وزير الخارجية الروسي», «الرئيس الأميركي»
_NAMES_BEFORE = (0, 1)  # words between an office and the last of a name: «دونالد ترامب»
_JOINTLY = (3, 4)  # words from an office to the adjective of the second who holds it
NO_NAME = int(Flag.STOP | Flag.QUOTATION | Flag.NUMBER)


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
        plain = (self.flags[places] & NO_NAME == 0).all(axis=1)
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
