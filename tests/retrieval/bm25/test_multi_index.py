from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.bm25.index import BM25
from retrieval.bm25.multi_index import JointIndex
from retrieval.bm25.postings import Statistics, invert, parts_of
from retrieval.bm25.vocabulary import SubVocabulary, Vocabulary

if TYPE_CHECKING:
    from retrieval.arrays import Ints, Longs

TERMS = [f"t{number}" for number in range(12)]
VOCABULARY = Vocabulary.of(TERMS)
documents = st.lists(st.lists(st.integers(0, len(TERMS) - 1), max_size=8), max_size=10)
weights = st.dictionaries(st.sampled_from([*TERMS, "unknown"]), st.floats(0.1, 5), max_size=5)
unhurried = settings(max_examples=25, deadline=None)


def numbered(held: list[list[int]]) -> tuple[Ints, Longs]:
    ids = np.array([term for document in held for term in document], np.int32)
    return ids, np.cumsum([len(document) for document in held], dtype=np.int64)


def index(held: list[list[int]]) -> BM25:
    return BM25.from_parts(lambda: parts_of(*numbered(held)), VOCABULARY)


def statistics(held: list[list[int]]) -> Statistics:
    return Statistics.of(invert(lambda: parts_of(*numbered(held)), len(TERMS)))


def joint(first: list[list[int]], second: list[list[int]], standing: list[bool]) -> JointIndex:
    one = index(first)
    gone = [document for document, stands in zip([*first, *second], standing, strict=True) if not stands]
    used = np.unique([term for document in second for term in document]).astype(np.int32)
    part = BM25.from_parts(
        lambda: parts_of(
            *numbered([[int(np.searchsorted(used, term)) for term in document] for document in second])
        ),
        SubVocabulary(VOCABULARY, used),
    )
    whole = one.statistics.and_of(part.statistics, used, len(TERMS)).without(statistics(gone))
    marks = np.array(standing, bool)
    stand = [None if half.all() else half for half in (marks[: len(first)], marks[len(first) :])]
    return JointIndex((one, part), VOCABULARY, whole, stand)


@st.composite
def halves(draw: st.DrawFn) -> tuple[list[list[int]], list[list[int]], list[bool]]:
    first, second = draw(documents), draw(documents)
    size = len(first) + len(second)
    return first, second, draw(st.lists(st.booleans(), min_size=size, max_size=size))


@given(halves(), weights, st.integers(1, 20))
@unhurried
def test_documents_that_stand_score_as_in_an_index_of_nothing_else(
    held: tuple[list[list[int]], list[list[int]], list[bool]], asked: dict[str, float], n: int
) -> None:
    first, second, standing = held
    alone = index([document for document, stands in zip([*first, *second], standing, strict=True) if stands])
    both = joint(first, second, standing)

    expected, found = alone.best(asked, n), both.best(asked, n)

    assert found.documents.tolist() == np.flatnonzero(standing)[expected.documents].tolist()
    np.testing.assert_allclose(found.scores, expected.scores, rtol=1e-9)
    assert (both.corpus_size, both.k1) == (alone.corpus_size, alone.k1)
    assert [both.document_frequency(row) for row in range(len(TERMS))] == [
        alone.document_frequency(row) for row in range(len(TERMS))
    ]


@given(halves(), weights, st.data())
@unhurried
def test_of_those_that_stand_only_the_allowed_are_found(
    held: tuple[list[list[int]], list[list[int]], list[bool]], asked: dict[str, float], data: st.DataObject
) -> None:
    size = len(held[2])
    allowed = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)), bool)
    both = joint(*held)
    every = both.best(asked, size)

    found = both.best(asked, size, allowed)

    assert found.documents.tolist() == every.documents[allowed[every.documents]].tolist()


@pytest.mark.usefixtures("compiled_search")
def test_a_joint_index_knows_the_terms_and_may_be_accelerated() -> None:
    both = joint([[0, 1]], [[1, 2]], [True, True])
    before = both.best({"t1": 1.0}, 5)

    assert both.accelerate()
    assert both.best({"t1": 1.0}, 5).documents.tolist() == before.documents.tolist() == [0, 1]
    assert (both.row("t2"), both.row("unknown")) == (2, None)
