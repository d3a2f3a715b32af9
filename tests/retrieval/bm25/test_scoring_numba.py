from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.bm25.index import BM25
from retrieval.bm25.postings import parts_of
from retrieval.bm25.vocabulary import Vocabulary

if TYPE_CHECKING:
    from retrieval.arrays import Bools, Ints, Longs
    from retrieval.bm25.scoring import Best

pytestmark = pytest.mark.usefixtures("compiled_search")

SIZE = 2 * (1 << 16) + 100
TERMS = [f"t{number}" for number in range(60)]
marks = st.none() | st.integers(0, 2**32).map(lambda seed: np.random.default_rng(seed).random(SIZE) < 0.3)
weights = st.dictionaries(st.sampled_from(TERMS), st.floats(0, 5), max_size=12)


def archive(documents: int, tokens: int) -> BM25:
    """Documents of up to `tokens` tokens, the terms as unevenly frequent as words; many are equal."""
    random = np.random.default_rng(1)
    lengths = random.integers(0, tokens + 1, documents)
    ids = np.minimum(random.zipf(1.3, int(lengths.sum())) - 1, len(TERMS) - 1).astype(np.int32)
    return of_numbers(ids, np.cumsum(lengths), TERMS)


def of_numbers(ids: Ints, ends: Longs, terms: list[str]) -> BM25:
    return BM25.from_parts(lambda: parts_of(ids, ends), Vocabulary.of(terms))


@pytest.fixture(scope="module")
def plain() -> BM25:
    return archive(SIZE, 6)


@pytest.fixture(scope="module")
def accelerated() -> BM25:
    from retrieval.bm25.scoring_numba import WINDOW  # noqa: PLC0415 (not for every worker that collects this file)

    assert SIZE > 2 * WINDOW
    index = archive(SIZE, 6)
    assert index.accelerate()
    return index


def same(left: Best, right: Best) -> bool:
    return bool(np.array_equal(left.documents, right.documents) and np.array_equal(left.scores, right.scores))


@given(weights, st.integers(0, 400), marks)
@settings(max_examples=30, deadline=None)
def test_the_compiled_search_finds_the_same_documents_with_the_same_scores(
    plain: BM25, accelerated: BM25, weights: dict[str, float], n: int, allowed: Bools | None
) -> None:
    assert same(accelerated.best(weights, n, allowed), plain.best(weights, n, allowed))


@pytest.mark.parametrize("weight", [0.0, 5e-324, 1e-250, 1e99])
def test_weights_near_nothing_and_very_large_ones_are_weights(
    plain: BM25, accelerated: BM25, weight: float
) -> None:
    asked = dict.fromkeys(TERMS[:5], weight)

    assert same(accelerated.best(asked, 10), plain.best(asked, 10))


@pytest.mark.parametrize("n", [1, 5_000, 70_000, 10**6])
def test_few_and_all_documents_can_be_asked_for(plain: BM25, accelerated: BM25, n: int) -> None:
    asked = {"t0": 1.0, "t7": 2.0, "t30": 0.5}

    assert same(accelerated.best(asked, n), plain.best(asked, n))


def test_of_many_equal_documents_the_first_are_found_in_their_order() -> None:
    index = of_numbers(np.array([0, 1] * 1000, np.int32), np.arange(1, 2001), ["even", "odd"])
    index.accelerate()

    assert index.best({"odd": 1.0}, 30).documents.tolist() == list(range(1, 61, 2))


def test_documents_that_get_better_and_better_are_all_considered() -> None:
    lengths = np.arange(3000, 0, -1)
    index = of_numbers(np.zeros(int(lengths.sum()), np.int32), np.cumsum(lengths), ["a"])
    before = index.best({"a": 1.0}, 5)
    index.accelerate()

    assert same(index.best({"a": 1.0}, 5), before)


def test_several_threads_may_search_at_once(plain: BM25, accelerated: BM25) -> None:
    asked = [{"t1": 1.0, f"t{number}": 1.0} for number in range(2, 40)]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda weights: accelerated.best(weights, 50), asked))

    assert all(same(answer, plain.best(weights, 50)) for answer, weights in zip(answers, asked, strict=True))


def test_an_empty_index_finds_nothing() -> None:
    index = BM25([])
    index.accelerate()

    assert index.best({"a": 1.0}, 5).documents.tolist() == []
