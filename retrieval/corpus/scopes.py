"""Which passages a question is asked of: those of some outlets, published in a span of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.corpus.columns import outlet_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.bm25.scoring import Bools
    from retrieval.corpus.columns import Corpus
    from retrieval.records import Scope


def within(corpus: Corpus, outlets: Sequence[str], scope: Scope) -> Bools:
    """Which passages (W) are of articles in `scope`; `outlets` are the keys that `corpus.outlets` numbers."""
    inside = np.ones(len(corpus.published), bool)
    if scope.first:
        inside &= corpus.published >= scope.first.toordinal()
    if scope.last:
        inside &= (corpus.published > 0) & (corpus.published <= scope.last.toordinal())
    if scope.outlets:
        asked = set(map(outlet_key, scope.outlets))
        inside &= np.isin(corpus.outlets, [number for number, key in enumerate(outlets) if key in asked])
    return inside[corpus.passage_articles]
