"""An archive in one segment, or two: the articles it was built of, and those that came since.

What came since is indexed anew with each article, which is cheap as long as it is little; what went stays where it
is and is passed over. Statistics are those of the articles that stand, so that the scores are those of an archive
built of them alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.bm25.multi_index import JointIndex
from retrieval.bm25.postings import Statistics, invert
from retrieval.corpus.builder import CorpusBuilder
from retrieval.corpus.columns import documents, gram_frequencies, outlet_key
from retrieval.corpus.excerpts import Excerpt, excerpt
from retrieval.corpus.segment import Segment, indexed
from retrieval.records import Span, Unread

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from retrieval.arrays import Bools, Floats, Longs
    from retrieval.bm25.index import BM25
    from retrieval.bm25.vocabulary import Vocabulary
    from retrieval.corpus.builder import Defined
    from retrieval.corpus.columns import Corpus
    from retrieval.corpus.portions import Portion
    from retrieval.records import Scope


@dataclass(frozen=True, slots=True)
class Segments:
    """The articles that stand (A marks) of one or two segments, which `index` and `excerpt` number as one.

    `gram_counts` are those of the articles that stand; `since` is what has been added to the first.
    """

    segments: tuple[Segment, ...]
    index: BM25 | JointIndex
    gram_counts: Floats
    standing: Bools
    since: CorpusBuilder | None = None

    @classmethod
    def of(cls, segment: Segment) -> Segments:
        """Return all articles of one segment."""
        return cls((segment,), segment.index, segment.gram_counts, np.ones(len(segment.ids), bool))

    @property
    def grams(self) -> Vocabulary:
        """Return the character grams by number."""
        return self.segments[-1].grams

    @property
    def changes(self) -> int:
        """Return how many articles came and went since the first segment was made."""
        return len(self.standing) - len(self.segments[0].ids) + int(np.sum(~self.standing))

    def __len__(self) -> int:
        return int(np.sum(self.standing))

    def id(self, article: int) -> str:
        """Return the id of the article of that number."""
        first = len(self.segments[0].ids)
        return self.segments[0].ids[article] if article < first else self.segments[1].ids[article - first]

    def excerpt(self, passages: Longs) -> Excerpt:
        """Return the part of the archive that some passages stand in."""
        return excerpt([segment.corpus for segment in self.segments], passages)

    def passages(self) -> tuple[Longs, NDArray[np.uint64]]:
        """Return the numbers of the passages of articles that stand, ascending, one of each content, and their keys."""
        keys = np.concatenate([part.corpus.passage_keys for part in self.segments])
        numbers = np.flatnonzero(self.standing[self._owners()])
        _, places = np.unique(keys[numbers], return_index=True)
        numbers = numbers[np.sort(places)]
        return numbers, keys[numbers]

    def unread(self, excerpt: Excerpt, passages: Longs) -> tuple[Unread, ...]:
        """Return what an encoder is to read of `passages`, numbers in the excerpt."""
        corpus = excerpt.corpus
        found: list[Unread] = []
        for passage in passages.tolist():
            first, end = corpus.passage_pieces[passage]
            starts, ends = corpus.piece_starts[first:end].tolist(), corpus.piece_ends[first:end].tolist()
            article = int(excerpt.articles[corpus.passage_articles[passage]])
            spans = tuple(map(Span, starts, ends))
            found.append(Unread(int(corpus.passage_keys[passage]), self.id(article), spans))
        return tuple(found)

    def within(self, scope: Scope) -> Bools:
        """Return which passages (W) are of articles in `scope`."""
        return np.concatenate([within(part.corpus, part.outlets, scope) for part in self.segments])

    def leads(self, passages: Longs) -> Bools:
        """Return which of `passages` are the first of their articles."""
        first = [np.diff(part.corpus.passage_articles, prepend=-1) != 0 for part in self.segments]
        return np.concatenate(first)[passages]

    def newest(self, passages: Longs) -> Longs:
        """Return the articles of `passages`, each once, the newest first, those of unknown date last."""
        articles = np.unique(self._owners()[passages])
        published = np.concatenate([part.corpus.published for part in self.segments])[articles]
        return articles[np.lexsort((-articles, -published.astype(np.int64)))]

    def _owners(self) -> Longs:
        """Return the article of each passage (W)."""
        starts = np.cumsum([0, *(len(part.ids) for part in self.segments)])
        owners = [
            part.corpus.passage_articles.astype(np.int64) + start
            for part, start in zip(self.segments, starts[:-1], strict=True)
        ]
        return np.concatenate(owners)

    def changed(self, came: Portion, gone: Collection[str], fingerprint: str, defined: Defined) -> Segments:
        """Return these articles less those of the ids `gone`, then those that `came`; see `CorpusBuilder.define`."""
        builder = self.since.copy() if self.since else CorpusBuilder(self.segments[0].names)
        builder.add(came)
        builder.define(defined)
        base = self.segments[0]
        since = indexed(builder.copy(), base.index.parameters, fingerprint, base.corpus)
        left = np.array([id_ in gone for segment in self.segments for id_ in segment.ids], bool)
        standing = np.concatenate([self.standing & ~left, np.ones(len(came.ids), bool)])
        return _standing((base, since), standing, builder)


def _standing(segments: tuple[Segment, Segment], standing: Bools, builder: CorpusBuilder) -> Segments:
    """Return the segments of the articles that stand."""
    base, since = segments
    passages = np.concatenate(
        [base.corpus.passage_articles, since.corpus.passage_articles + np.int32(len(base.ids))]
    )
    stand = standing[passages]
    gone = excerpt((base.corpus, since.corpus), np.flatnonzero(~stand)).corpus
    lost = Statistics.of(invert(lambda: documents(gone), len(since.index.vocabulary)))
    whole = base.index.statistics.and_of(since.index.statistics).without(lost)
    counts = since.gram_counts - gram_frequencies(gone, len(since.grams))
    counts[: len(base.gram_counts)] += base.gram_counts
    index = JointIndex((base.index, since.index), whole, stand)
    return Segments(segments, index, counts, standing, builder)


def within(corpus: Corpus, outlets: Sequence[str], scope: Scope) -> Bools:
    """Return which passages (W) are of articles in `scope`; `outlets` are the keys that `corpus.outlets` numbers."""
    inside = np.ones(len(corpus.published), bool)
    if scope.first:
        inside &= corpus.published >= scope.first.toordinal()
    if scope.last:
        inside &= (corpus.published > 0) & (corpus.published <= scope.last.toordinal())
    if scope.outlets:
        asked = set(map(outlet_key, scope.outlets))
        inside &= np.isin(corpus.outlets, [number for number, key in enumerate(outlets) if key in asked])
    return inside[corpus.passage_articles]
