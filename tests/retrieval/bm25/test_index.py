from __future__ import annotations

import math
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from retrieval.bm25.index import BM25
from retrieval.bm25.postings import parts_of
from retrieval.bm25.vocabulary import Vocabulary
from retrieval.bm25.weights import LEAST_IDF, Parameters
from retrieval.errors import DamagedIndex
from tests.support.corpora import unhurried

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arrays import Ints, Longs

NEWS = [
    headline.split()
    for headline in (
        "بوتين يزور انقره",
        "بوتين يبحث الملف السوري مع انقره انقره",
        "هدنه في حلب",
        "هدنه في حلب",
        "مفاوضات جنيف تتعثر",
    )
]

tokens = st.sampled_from([f"t{number}" for number in range(12)])
documents = st.lists(tokens, max_size=15)
corpora = st.lists(documents, min_size=1, max_size=30)
queries = st.lists(st.one_of(tokens, st.just("unknown")), max_size=8)
parameters = st.tuples(st.floats(0.1, 3), st.floats(0, 0.99), st.floats(0.01, 1))  # k1, b, epsilon


def original(corpus: list[list[str]], k1: float = 1.5, b: float = 0.75, epsilon: float = 0.25) -> BM25Okapi:
    """The real rank-bm25, for corpora on which no trap is mended (those have tests of their own)."""
    assume(any(corpus))
    okapi = BM25Okapi(corpus, None, k1, b, epsilon)
    assume(okapi.average_idf > 1e-9)
    assume(0.0 not in okapi.idf.values())
    return okapi


def test_the_best_documents_stand_first() -> None:
    best = BM25(NEWS).best({"بوتين": 1.0, "انقره": 1.0}, 5)

    assert best.documents.tolist() == [0, 1]
    assert best.scores[0] > best.scores[1] > 0


@given(corpora, queries, parameters)
def test_scores_are_those_of_rank_bm25(
    corpus: list[list[str]], query: list[str], parameters: tuple[float, float, float]
) -> None:
    expected = original(corpus, *parameters).get_scores(query)

    scores = BM25(corpus, None, *parameters).get_scores(query)

    np.testing.assert_allclose(scores, expected, rtol=1e-9, atol=1e-9)


@given(corpora, queries, st.data())
def test_batch_scores_are_those_of_rank_bm25(
    corpus: list[list[str]], query: list[str], data: st.DataObject
) -> None:
    asked = data.draw(st.lists(st.integers(0, len(corpus) - 1), max_size=5))
    expected = original(corpus).get_batch_scores(query, asked)

    scores = BM25(corpus).get_batch_scores(query, asked)

    assert isinstance(scores, list)
    np.testing.assert_allclose(scores, expected, rtol=1e-9, atol=1e-9)


@given(corpora, queries, st.integers(1, 10))
def test_the_top_n_score_what_those_of_rank_bm25_score(
    corpus: list[list[str]], query: list[str], n: int
) -> None:
    okapi = original(corpus)
    scores = okapi.get_scores(query)
    expected = [
        score for number in okapi.get_top_n(query, range(len(corpus)), n) if (score := scores[number]) > 0
    ]

    top = BM25(corpus).get_top_n(query, range(len(corpus)), n)

    np.testing.assert_allclose(scores[top], expected, rtol=1e-9, atol=1e-9)


@given(corpora)
def test_attributes_are_those_of_rank_bm25(corpus: list[list[str]]) -> None:
    okapi, index = original(corpus), BM25(corpus)

    assert index.corpus_size == okapi.corpus_size
    assert index.avgdl == pytest.approx(okapi.avgdl)
    assert index.doc_len.tolist() == okapi.doc_len
    assert index.doc_freqs == okapi.doc_freqs
    assert index.idf == pytest.approx(okapi.idf)
    assert index.average_idf == pytest.approx(okapi.average_idf)


@given(corpora, queries, st.integers(0, 12))
def test_the_best_are_the_head_of_a_stable_sort_of_all(
    corpus: list[list[str]], query: list[str], n: int
) -> None:
    scores = BM25(corpus).get_scores(query)
    expected = sorted(np.flatnonzero(scores).tolist(), key=lambda document: (-scores[document], document))[:n]

    best = BM25(corpus).best(Counter(query), n)

    assert best.documents.tolist() == expected
    assert best.scores.tolist() == scores[expected].tolist()


@pytest.mark.parametrize("corpus", [[], [[]], [[], [], []]])
def test_a_corpus_without_a_token_finds_nothing(corpus: list[list[str]]) -> None:
    index = BM25(corpus)

    assert index.get_scores(["بوتين"]).tolist() == [0.0] * len(corpus)
    assert index.get_batch_scores(["بوتين"], range(len(corpus))) == [0.0] * len(corpus)
    assert index.get_top_n(["بوتين"], corpus) == []
    assert index.idf == {}
    assert len(index.best({"بوتين": 1.0}, 5).documents) == 0


def test_an_empty_document_among_others_scores_nothing() -> None:
    assert BM25([["حلب"], [], ["جنيف"], ["بوتين"]]).get_scores(["حلب"])[1:].tolist() == [0.0, 0.0, 0.0]


def test_equal_scores_stand_in_the_order_of_the_corpus() -> None:
    assert BM25(NEWS).best({"حلب": 1.0}, 2).documents.tolist() == [2, 3]
    assert BM25(NEWS).best({"حلب": 1.0}, 1).documents.tolist() == [2]


def test_a_query_that_matches_nothing_gets_no_document() -> None:
    assert BM25(NEWS).get_top_n(["كوكب"], NEWS) == []
    assert BM25(NEWS).get_top_n([], NEWS) == []


def test_a_term_in_exactly_half_the_documents_gets_the_floor_of_one_in_more_than_half() -> None:
    corpus = [["half", "most", "rare"], ["half", "most"], ["most", "x"], ["y", "z"]]

    index = BM25(corpus)

    assert BM25Okapi(corpus).idf["half"] == 0
    assert index.idf["half"] == index.idf["most"] == pytest.approx(index.epsilon * index.average_idf)


@pytest.mark.parametrize("corpus", [[["a"]], [["a"], ["a"]], [["a"], ["b"]]])
def test_a_corpus_without_a_positive_average_idf_has_a_small_positive_floor(corpus: list[list[str]]) -> None:
    index = BM25(corpus)

    assert set(index.idf.values()) == {LEAST_IDF}
    assert index.get_scores(["a"])[0] > 0


def test_a_term_twice_in_the_query_counts_twice() -> None:
    index = BM25(NEWS)

    np.testing.assert_allclose(index.get_scores(["حلب", "حلب"]), 2 * index.get_scores(["حلب"]))


def test_a_weight_multiplies_what_its_term_scores() -> None:
    index = BM25(NEWS)

    best = index.best({"حلب": 0.25, "جنيف": 0.0}, 5)

    np.testing.assert_allclose(best.scores, 0.25 * index.get_scores(["حلب"])[[2, 3]])


@pytest.mark.parametrize("weight", [-1.0, math.nan, math.inf, 1e101])
def test_a_weight_that_is_no_weight_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="weights must not be negative"):
        BM25(NEWS).best({"حلب": 1.0, "جنيف": weight}, 5)


@pytest.mark.parametrize("parameters", [{"k1": -1.0}, {"b": 1.5}, {"epsilon": -0.1}, {"k1": math.nan}])
def test_impossible_parameters_are_refused(parameters: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="BM25 needs k1 >= 0"):
        Parameters(**parameters)


def test_documents_that_are_not_the_corpus_are_refused() -> None:
    with pytest.raises(ValueError, match="the index holds 5 documents, 1 were given"):
        BM25(NEWS).get_top_n(["حلب"], ["one"])


def test_a_tokenizer_splits_the_documents() -> None:
    index = BM25(["بوتين في انقره", "هدنه حلب", "جنيف"], tokenizer=lambda text: "".join(text).split())

    assert index.get_top_n(["حلب"], ["a", "b", "c"]) == ["b"]


@given(corpora, queries)
def test_an_index_from_numbered_tokens_is_the_index_of_the_tokens(
    corpus: list[list[str]], query: list[str]
) -> None:
    vocabulary = ["of no document", *sorted({token for document in corpus for token in document})]

    index = of_numbers(*numbered(corpus, vocabulary), vocabulary)

    np.testing.assert_allclose(index.get_scores(query), BM25(corpus).get_scores(query), rtol=1e-12)
    assert index.idf == pytest.approx(BM25(corpus).idf)


def of_numbers(ids: Ints, ends: Longs, vocabulary: Sequence[str]) -> BM25:
    return BM25.from_parts(lambda: parts_of(ids, ends), Vocabulary.of(vocabulary))


def numbered(corpus: list[list[str]], vocabulary: Sequence[str]) -> tuple[Ints, Longs]:
    numbers = {term: number for number, term in enumerate(vocabulary)}
    ids = np.array([numbers[token] for document in corpus for token in document], np.int32)
    return ids, np.cumsum([len(document) for document in corpus], dtype=np.int64)


def test_without_numba_the_search_goes_on_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "retrieval.bm25.scoring_numba", None)
    index = BM25(NEWS)

    assert not index.accelerate()
    assert index.best({"جنيف": 1.0}, 5).documents.tolist() == [4]


def test_importing_the_index_does_not_import_numba() -> None:
    code = "import sys, retrieval.bm25.index; sys.exit('numba' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(corpora, queries)
@unhurried
def test_a_saved_index_is_the_index(corpus: list[list[str]], query: list[str]) -> None:
    index = BM25(corpus, None, 1.2, 0.6, 0.1)
    with TemporaryDirectory() as folder:
        index.save(Path(folder) / "bm25")
        opened = BM25.open(Path(folder) / "bm25")

        assert opened.get_scores(query).tolist() == index.get_scores(query).tolist()
        assert opened.idf == index.idf
        assert opened.doc_freqs == index.doc_freqs
        assert (opened.k1, opened.b, opened.epsilon) == (1.2, 0.6, 0.1)


def test_an_index_that_released_its_memory_finds_what_it_found(tmp_path: Path) -> None:
    BM25(NEWS).save(tmp_path / "bm25")
    opened = BM25.open(tmp_path / "bm25")
    before = opened.get_scores(["حلب"]).tolist()

    opened.release()

    assert opened.get_scores(["حلب"]).tolist() == before


def test_a_saved_index_of_nothing_is_an_index(tmp_path: Path) -> None:
    BM25([]).save(tmp_path / "bm25")

    assert BM25.open(tmp_path / "bm25").get_top_n(["حلب"], []) == []


def test_a_torn_index_is_not_opened(tmp_path: Path) -> None:
    BM25(NEWS).save(tmp_path / "bm25")
    (tmp_path / "bm25" / "documents").write_bytes(b"")

    with pytest.raises(DamagedIndex, match="documents: has 0 bytes"):
        BM25.open(tmp_path / "bm25")


def test_verifying_reads_all(tmp_path: Path) -> None:
    BM25(NEWS).save(tmp_path / "bm25")
    BM25.verify(tmp_path / "bm25")
    kinds = bytearray((tmp_path / "bm25" / "kinds").read_bytes())
    kinds[0] ^= 1
    (tmp_path / "bm25" / "kinds").write_bytes(kinds)

    with pytest.raises(DamagedIndex, match="kinds: is not as it was written"):
        BM25.verify(tmp_path / "bm25")


def test_rows_are_places_in_the_vocabulary_and_know_their_document_frequency() -> None:
    index = of_numbers(np.array([1, 1, 0, 1], np.int32), np.array([2, 4]), ["حلب", "جنيف", "انقره"])

    assert [index.row(term) for term in ("حلب", "انقره", "كوكب")] == [0, 2, None]
    assert [index.document_frequency(row) for row in range(3)] == [1, 2, 0]


@given(corpora, queries, st.integers(1, 12), st.data())
def test_the_best_of_those_allowed_are_those_of_all_less_the_others(
    corpus: list[list[str]], query: list[str], n: int, data: st.DataObject
) -> None:
    index = BM25(corpus)
    allowed = np.array(
        data.draw(st.lists(st.booleans(), min_size=len(corpus), max_size=len(corpus))), dtype=bool
    )
    every = index.best(Counter(query), len(corpus))

    best = index.best(Counter(query), n, allowed)

    assert best.documents.tolist() == every.documents[allowed[every.documents]][:n].tolist()
    assert best.scores.tolist() == every.scores[allowed[every.documents]][:n].tolist()
