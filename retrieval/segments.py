"""An archive in one segment, or two: the articles it was built of, and those that came since.

What came since is indexed anew with each article, which is cheap as long as it is little; what went stays where it
is and is passed over. Statistics are those of the articles that stand, so that the scores are those of an archive
built of them alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.content import Content
from retrieval.corpus import documents, gram_frequencies
from retrieval.excerpts import Excerpt, excerpt
from retrieval.index import BM25
from retrieval.joining import CorpusBuilder
from retrieval.joint import JointIndex
from retrieval.postings import invert
from retrieval.scopes import within
from retrieval.statistics import Statistics

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from retrieval.building import Portion
    from retrieval.corpus import Corpus, Longs
    from retrieval.joining import Defined
    from retrieval.ranges import Floats
    from retrieval.records import Scope
    from retrieval.scoring import Bools
    from retrieval.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Segments:
    """The articles that stand (A marks) of one or two contents, which `index` and `excerpt` number as one.

    `gram_counts` are those of the articles that stand; `since` is what has been added to the first content.
    """

    contents: tuple[Content, ...]
    index: BM25 | JointIndex
    gram_counts: Floats
    standing: Bools
    since: CorpusBuilder | None = None

    @classmethod
    def of(cls, content: Content) -> Segments:
        """The whole of one content."""
        return cls((content,), content.index, content.gram_counts, np.ones(len(content.ids), bool))

    @property
    def grams(self) -> Vocabulary:
        """The character grams by number."""
        return self.contents[-1].grams

    @property
    def changes(self) -> int:
        """How many articles came and went since the first content was made."""
        return len(self.standing) - len(self.contents[0].ids) + int(np.sum(~self.standing))

    def __len__(self) -> int:
        return int(np.sum(self.standing))

    def id(self, article: int) -> str:
        """The id of the article of that number."""
        first = len(self.contents[0].ids)
        return self.contents[0].ids[article] if article < first else self.contents[1].ids[article - first]

    def excerpt(self, passages: Longs) -> Excerpt:
        """The part of the archive that some ascending passages stand in."""
        return excerpt(self._corpora, passages)

    def passages(self) -> tuple[Longs, NDArray[np.uint64]]:
        """The numbers of the passages of the articles that stand, ascending, one of each content, and their keys."""
        keys = np.concatenate([part.passage_keys for part in self._corpora])
        first = np.int32(len(self.contents[0].ids))
        owners = [part.passage_articles + first * place for place, part in enumerate(self._corpora)]
        numbers = np.flatnonzero(self.standing[np.concatenate(owners)])
        _, places = np.unique(keys[numbers], return_index=True)
        numbers = numbers[np.sort(places)]
        return numbers, keys[numbers]

    def within(self, scope: Scope) -> Bools:
        """Which passages (W) are of articles in `scope`."""
        return np.concatenate([within(part.corpus, part.outlets, scope) for part in self.contents])

    def changed(self, came: Portion, gone: Collection[str], fingerprint: str, defined: Defined) -> Segments:
        """These articles less those of the ids `gone`, followed by those that `came`; see `CorpusBuilder.define`."""
        builder = self.since.copy() if self.since else CorpusBuilder(self.contents[0].names)
        builder.add(came)
        builder.define(defined)
        contents = (self.contents[0], _added(self.contents[0], builder.copy(), fingerprint))
        standing = np.concatenate([self.standing & ~self._named(gone), np.ones(len(came.ids), bool)])
        return _standing(contents, standing, builder)

    @property
    def _corpora(self) -> Sequence[Corpus]:
        return [part.corpus for part in self.contents]

    def _named(self, ids: Collection[str]) -> Bools:
        """Which articles have one of `ids`."""
        return np.array([id_ in ids for part in self.contents for id_ in part.ids], bool)


def _added(base: Content, builder: CorpusBuilder, fingerprint: str) -> Content:
    """The content of what `builder` was given on top of `base`."""
    ids, outlets, names = builder.ids, builder.outlets, builder.names
    corpus = builder.finish()
    first = len(base.corpus.passage_articles)
    own = excerpt((base.corpus, corpus), first + np.arange(len(corpus.passage_articles))).corpus
    index = BM25.from_parts(lambda: documents(own), names.terms, base.index.parameters)
    counts = gram_frequencies(own, len(names.grams))
    return Content(fingerprint, ids, outlets, corpus, index, names.forms, names.grams, counts)


def _standing(contents: tuple[Content, Content], standing: Bools, builder: CorpusBuilder) -> Segments:
    """The segments of the articles that stand."""
    base, since = contents
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
    return Segments(contents, index, counts, standing, builder)
