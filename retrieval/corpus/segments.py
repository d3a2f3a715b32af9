"""An archive as segments: the articles it was built of, and after them those that came since, a segment a change.

What went stays where it is and is passed over until its segment is merged. Statistics are those of the articles that
stand, so that the scores are those of an archive built of them alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arrays import distinct
from retrieval.bm25.multi_index import JointIndex
from retrieval.bm25.postings import Statistics
from retrieval.corpus.columns import outlet_key
from retrieval.corpus.excerpts import Excerpt, excerpt
from retrieval.corpus.merging import first_to_merge, merged
from retrieval.corpus.segment import Segment, lost

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from retrieval.arrays import Bools, Floats, Longs
    from retrieval.bm25.vocabulary import Vocabulary
    from retrieval.corpus.columns import Corpus
    from retrieval.corpus.lexicon import LexiconNumbers
    from retrieval.records import Scope


@dataclass(frozen=True, slots=True)
class Segments:
    """The articles that stand (marked for each segment) of one or more segments, numbered as one.

    `gram_counts` are those of the articles that stand; `changes` is how many articles came and went since they were
    built or saved.
    """

    segments: tuple[Segment, ...]
    standing: tuple[Bools, ...]
    index: JointIndex
    gram_counts: Floats
    fingerprint: str
    changes: int = 0

    @classmethod
    def of(cls, segments: Sequence[Segment], standing: Sequence[Bools], fingerprint: str) -> Segments:
        """Return the articles of segments that `standing` marks."""
        names = segments[-1].names
        whole, grams = Statistics.nothing(len(names.terms)), np.zeros(len(names.grams))
        for part in segments:
            whole = whole.and_of(part.index.statistics, part.terms, len(names.terms))
            grams += part.gram_counts.all(len(names.grams))
        if not all(marked.all() for marked in standing):
            statistics, grams_gone = lost(segments, [~marked for marked in standing])
            whole, grams = whole.without(statistics), grams - grams_gone
        return cls(tuple(segments), tuple(standing), _joint(segments, standing, whole), grams, fingerprint)

    @property
    def names(self) -> LexiconNumbers:
        """Return what all numbers stand for."""
        return self.segments[-1].names

    def __len__(self) -> int:
        return sum(int(np.sum(marked)) for marked in self.standing)

    def id(self, article: int) -> str:
        """Return the id of the article of that number."""
        for part in self.segments:
            if article < len(part.ids):
                return part.ids[article]
            article -= len(part.ids)
        raise IndexError(article)

    def ids(self, articles: Longs) -> list[str]:
        """Return the ids of the articles of those numbers, which ascend."""
        found: list[str] = []
        first = 0
        for part in self.segments:
            last = first + len(part.ids)
            inside = articles[slice(*np.searchsorted(articles, (first, last)))] - first
            found.extend(map(part.ids.__getitem__, inside.tolist()))
            first = last
        return found

    def excerpt(self, passages: Longs) -> Excerpt:
        """Return the part of the archive that some passages stand in."""
        return excerpt([segment.corpus for segment in self.segments], passages)

    def passages(self) -> tuple[Longs, NDArray[np.uint64]]:
        """Return the numbers of the passages of articles that stand, ascending, one of each content, and their keys."""
        keys = np.concatenate([part.corpus.passage_keys for part in self.segments])
        numbers = np.flatnonzero(np.concatenate(self.standing)[self._owners()])
        _, places = np.unique(keys[numbers], return_index=True)
        numbers = numbers[np.sort(places)]
        return numbers, keys[numbers]

    def within(self, scope: Scope) -> Bools:
        """Return which passages (W) are of articles in `scope`."""
        outlets = self.names.outlets
        inside = np.concatenate([within(part.corpus, outlets, scope) for part in self.segments])
        return inside & self.passages_of(*scope.articles) if scope.articles else inside

    def leads(self, passages: Longs) -> Bools:
        """Return which of `passages` are the first of their articles."""
        first = [np.diff(part.corpus.passage_articles, prepend=-1) != 0 for part in self.segments]
        return np.concatenate(first)[passages]

    def newest(self, passages: Longs) -> Longs:
        """Return the articles of `passages`, each once, the newest first, those of unknown date last."""
        articles = distinct(self._owners()[passages])
        published = np.concatenate([part.corpus.published for part in self.segments])[articles]
        return articles[np.lexsort((-articles, -published.astype(np.int64)))]

    def passages_of(self, *ids: str) -> Bools:
        """Return which passages (W) are of the articles of those ids that stand."""
        asked = frozenset(ids)
        named = [
            _marked(part.ids, asked) & stand for part, stand in zip(self.segments, self.standing, strict=True)
        ]
        return np.concatenate(named)[self._owners()]

    def _owners(self) -> Longs:
        """Return the article of each passage (W)."""
        starts = np.cumsum([0, *(len(part.ids) for part in self.segments)])
        owners = [
            part.corpus.passage_articles.astype(np.int64) + start
            for part, start in zip(self.segments, starts[:-1], strict=True)
        ]
        return np.concatenate(owners)

    def changed(self, came: Segment | None, gone: Collection[str], fingerprint: str) -> Segments:
        """Return these articles less those of the ids `gone`, then those that `came`, indexed to follow these."""
        marks = [
            _marked(part.ids, gone) & stand for part, stand in zip(self.segments, self.standing, strict=True)
        ]
        left = sum(int(np.sum(marked)) for marked in marks)
        whole, grams = self.index.whole, self.gram_counts
        if left:
            statistics, grams_gone = lost(self.segments, marks)
            whole, grams = whole.without(statistics), grams - grams_gone
        segments = self.segments
        standing = tuple(
            stand & ~marked if left else stand for stand, marked in zip(self.standing, marks, strict=True)
        )
        if came:
            segments, standing = (*segments, came), (*standing, np.ones(len(came.ids), bool))
            whole = whole.and_of(came.index.statistics, came.terms, len(came.names.terms))
            grams = np.append(grams, np.zeros(len(came.names.grams) - len(grams)))
            grams[came.gram_counts.numbers] += came.gram_counts.counts
        segments, standing = _few_unsaved(segments, standing)
        index = _joint(segments, standing, whole, accelerated=self.index.accelerated)
        changes = self.changes + left + (len(came.ids) if came else 0)
        return Segments(segments, standing, index, grams, fingerprint, changes)

    def compact(self) -> Segments:
        """Return the same articles with those segments merged whose time it is; all that were not saved are one."""
        sizes, held = _standing_passages(self.segments, self.standing), _passages(self.segments)
        first = min(first_to_merge(sizes, held), _first_unsaved(self.segments))
        segments, standing = _merged_from(self.segments, self.standing, first)
        return replace(Segments.of(segments, standing, self.fingerprint), changes=self.changes)


def _few_unsaved(
    segments: tuple[Segment, ...], standing: tuple[Bools, ...]
) -> tuple[tuple[Segment, ...], tuple[Bools, ...]]:
    """Return the segments with those merged that were not saved, and whose time it is."""
    unsaved = max(1, _first_unsaved(segments))
    sizes, held = _standing_passages(segments, standing), _passages(segments)
    first = unsaved + first_to_merge(sizes[unsaved:], held[unsaved:])
    return _merged_from(segments, standing, first) if first < len(segments) - 1 else (segments, standing)


def _merged_from(
    segments: tuple[Segment, ...], standing: tuple[Bools, ...], first: int
) -> tuple[tuple[Segment, ...], tuple[Bools, ...]]:
    """Return the segments with all from number `first` on as one."""
    rest = segments[first:]
    if not rest or (len(rest) == 1 and standing[first].all()):
        return segments, standing
    one = merged(segments, standing, first)
    return (*segments[:first], one), (*standing[:first], np.ones(len(one.ids), bool))


def _first_unsaved(segments: Sequence[Segment]) -> int:
    return next((place for place, part in enumerate(segments) if not part.name), len(segments))


def _passages(segments: Sequence[Segment]) -> list[int]:
    return [len(part.corpus.passage_articles) for part in segments]


def _standing_passages(segments: Sequence[Segment], standing: Sequence[Bools]) -> list[int]:
    pairs = zip(segments, standing, strict=True)
    return [int(np.sum(marked[part.corpus.passage_articles])) for part, marked in pairs]


def _marked(ids: Sequence[str], gone: Collection[str]) -> Bools:
    return np.array([id_ in gone for id_ in ids], bool) if gone else np.zeros(len(ids), bool)


def _joint(
    segments: Sequence[Segment], standing: Sequence[Bools], whole: Statistics, *, accelerated: bool = False
) -> JointIndex:
    """Return the index of the passages that stand."""
    marks = [
        None if marked.all() else marked[part.corpus.passage_articles]
        for part, marked in zip(segments, standing, strict=True)
    ]
    parts = [part.index for part in segments]
    return JointIndex(parts, segments[-1].names.terms, whole, marks, accelerated=accelerated)


def within(corpus: Corpus, outlets: Vocabulary, scope: Scope) -> Bools:
    """Return which passages (W) are of articles in `scope`; `outlets` number the keys in `corpus.outlets`."""
    inside = np.ones(len(corpus.published), bool)
    if scope.first:
        inside &= corpus.published >= scope.first.toordinal()
    if scope.last:
        inside &= (corpus.published > 0) & (corpus.published <= scope.last.toordinal())
    if scope.outlets:
        asked = [outlets.row(outlet_key(name)) for name in scope.outlets]
        inside &= np.isin(corpus.outlets, [number for number in asked if number is not None])
    return inside[corpus.passage_articles]
