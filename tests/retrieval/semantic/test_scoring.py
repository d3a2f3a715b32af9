from __future__ import annotations

import numpy as np
import pytest

from retrieval.semantic.scoring import similarity
from retrieval.semantic.vectors import Held

ASKED = np.array([1.0, 0.0], np.float32)


def held(passage: float, *sentences: float) -> Held:
    """Return vectors of which only the cosine to the question matters."""
    cosines = np.array([passage, *sentences])
    found = np.stack([cosines, np.sqrt(1 - cosines**2)], axis=1).astype(np.float16)
    return Held(found[0], found[1:])


def test_passages_and_their_best_sentences_are_compared_with_the_question() -> None:
    found = similarity(
        ASKED, np.array([1, 0]), [held(0.5, 0.25, 0.75), held(0.5, 0.5)], np.array([[2, 3], [0, 2]]), 3
    )
    assert found.found and found.known.tolist() == [True, True]
    assert found.passages.tolist() == pytest.approx([0.5, 0.5], abs=1e-3)
    assert found.sentences.tolist() == pytest.approx([0.5, 0.75], abs=1e-3)
    assert found.pieces.tolist() == pytest.approx([0.25, 0.75, 0.5], abs=1e-3)


def test_a_piece_of_two_passages_is_as_near_as_where_it_is_nearest() -> None:
    found = similarity(
        ASKED, np.array([0, 1]), [held(0.5, 0.5, 0.25), held(0.5, 0.75)], np.array([[0, 2], [1, 2]]), 2
    )
    assert found.pieces.tolist() == pytest.approx([0.5, 0.75], abs=1e-3)


def test_what_is_not_known_is_as_near_as_the_farthest_that_is() -> None:
    ranges = np.array([[0, 1], [1, 2], [2, 3], [3, 4]])
    found = similarity(ASKED, np.array([0, 1, 2]), [held(0.75, 0.5), None, held(0.25, 0.75)], ranges, 4)
    assert found.known.tolist() == [True, False, True, False]
    assert found.passages.tolist() == pytest.approx([0.75, 0.25, 0.25, 0.25], abs=1e-3)
    assert found.sentences.tolist() == pytest.approx([0.5, 0.5, 0.75, 0.5], abs=1e-3)
    assert found.pieces.tolist() == pytest.approx([0.5, 0.5, 0.75, 0.5], abs=1e-3)


def test_where_nothing_is_known_nothing_is_said() -> None:
    found = similarity(ASKED, np.array([0]), [None], np.array([[0, 2]]), 2)
    assert not found.found
    assert found.passages.tolist() == found.sentences.tolist() == [0.0] and found.pieces.tolist() == [
        0.0,
        0.0,
    ]


def test_a_passage_without_sentences_has_no_best_one() -> None:
    found = similarity(ASKED, np.array([0, 1]), [held(0.5), held(0.5, 0.5)], np.array([[0, 0], [0, 1]]), 1)
    assert found.sentences.tolist() == pytest.approx([-1.0, 0.5], abs=1e-3)
