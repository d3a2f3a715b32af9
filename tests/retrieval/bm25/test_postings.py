from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.bm25.postings import Postings, invert, parts_of

TERMS = 6
corpora = st.lists(st.lists(st.integers(0, TERMS - 1), max_size=12), max_size=20)


def inverted(corpus: list[list[int]], chunk_size: int = 1000) -> Postings:
    ids = np.array([term for document in corpus for term in document], np.int32)
    ends = np.cumsum([len(document) for document in corpus], dtype=np.int64)
    return invert(lambda: parts_of(ids, ends, chunk_size), TERMS)


def lists(postings: Postings) -> list[list[tuple[int, int]]]:
    return [
        list(zip(documents.tolist(), postings.frequencies[kinds].tolist(), strict=True))
        for documents, kinds in map(postings.of, range(TERMS))
    ]


@given(corpora, st.sampled_from([1, 7, 1000]))
def test_the_postings_of_a_term_are_its_documents_and_frequencies_whatever_the_chunks(
    corpus: list[list[int]], tokens_a_chunk: int
) -> None:
    postings = inverted(corpus, tokens_a_chunk)

    assert lists(postings) == [
        [(number, count) for number, document in enumerate(corpus) if (count := Counter(document)[term])]
        for term in range(TERMS)
    ]
    assert postings.lengths.tolist() == [len(document) for document in corpus]


def test_a_frequency_too_large_for_a_byte_is_kept() -> None:
    assert lists(inverted([[1] * 300, [1, 2]]))[1] == [(0, 300), (1, 1)]


@given(corpora)
def test_the_kind_of_a_posting_tells_the_length_of_its_document(corpus: list[list[int]]) -> None:
    postings = inverted(corpus)

    assert postings.sizes[postings.kinds].tolist() == [len(corpus[number]) for number in postings.documents]


def test_more_kinds_than_sixteen_bits_can_number_are_told_apart() -> None:
    frequencies = np.arange(1, 26)
    lengths = frequencies.sum() + np.arange(2700)
    fillers = [np.full(filler, 25) for filler in range(2700)]
    ids = np.concatenate(
        [part for filler in fillers for part in (np.repeat(frequencies - 1, frequencies), filler)]
    )

    postings = invert(lambda: parts_of(ids.astype(np.int32), np.cumsum(lengths)), 26)

    assert len(postings.sizes) > 1 << 16
    assert all((postings.frequencies[postings.of(term)[1]] == term + 1).all() for term in range(25))
    assert (postings.sizes[postings.kinds] == lengths[postings.documents]).all()


def test_document_frequencies_count_documents_and_not_occurrences() -> None:
    assert inverted([[1, 1, 2], [1], []]).document_frequencies.tolist() == [0, 2, 1, 0, 0, 0]


@pytest.mark.parametrize("wrong", [-1, TERMS])
def test_a_term_id_without_a_term_is_refused(wrong: int) -> None:
    with pytest.raises(ValueError, match="term ids must lie between 0 and 5"):
        inverted([[0, wrong]])


@pytest.mark.parametrize("ends", [[], [2], [2, 1, 3], [4]])
def test_document_ends_that_do_not_fit_the_tokens_are_refused(ends: list[int]) -> None:
    with pytest.raises(ValueError, match="must ascend from 0 to the number of tokens, 3"):
        invert(lambda: parts_of(np.zeros(3, np.int32), np.array(ends, np.int64)), TERMS)
