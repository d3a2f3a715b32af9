from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.bm25.scoring import Best
from retrieval.corpus.builder import CorpusBuilder
from retrieval.corpus.columns import OF_ARTICLES, Corpus, documents
from retrieval.corpus.excerpts import excerpt
from retrieval.corpus.lexicon import FormMaker
from retrieval.corpus.portions import PortionMaker
from retrieval.tuning import PassageLimits
from tests.support.corpora import anything, archives, article, bench, few, prose, word_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.corpus.lexicon import LexiconNumbers
    from retrieval.records import Article

texts = archives(st.one_of(prose, anything), most=5)


def cut(articles: tuple[Article, ...], first: int) -> tuple[tuple[Corpus, ...], LexiconNumbers]:
    """The corpus of the first articles, and one of the others on top of it; and what both number."""
    make, builder = PortionMaker(word_lists(), PassageLimits()), CorpusBuilder()
    builder.add(make(articles[:first]))
    builder.define(partial(map, FormMaker(word_lists())))
    more = CorpusBuilder(builder.names)
    more.add(PortionMaker(word_lists(), PassageLimits())(articles[first:]))
    more.define(partial(map, FormMaker(word_lists())))
    return (builder.finish(), more.finish()), more.names


def marks(chosen: list[bool], count: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.flatnonzero((chosen * (count + 1))[:count])


@given(texts, st.lists(st.booleans(), min_size=1, max_size=5))
@few
def test_an_excerpt_holds_the_words_pieces_and_headlines_of_its_passages(
    articles: tuple[Article, ...], chosen: list[bool]
) -> None:
    corpus = bench(articles).corpus
    passages = marks(chosen, len(corpus.passage_articles))
    found = excerpt([corpus], passages)
    part = found.corpus

    assert found.articles[part.passage_articles].tolist() == corpus.passage_articles[passages].tolist()
    for number, passage in enumerate(passages.tolist()):
        assert words_of(part, number) == words_of(corpus, passage)
        assert pieces_of(part, number) == pieces_of(corpus, passage)
        assert title_of(part, number) == title_of(corpus, passage)
    assert len(np.unique(np.concatenate([part.token_forms, part.title_forms]))) == len(part.form_flags)


@given(texts, st.integers(0, 5), st.lists(st.booleans(), min_size=1, max_size=5))
@few
def test_the_excerpt_of_an_archive_in_two_parts_is_that_of_the_whole(
    articles: tuple[Article, ...], first: int, chosen: list[bool]
) -> None:
    whole, (parts, names) = bench(articles), cut(articles, first)
    passages = marks(chosen, len(whole.corpus.passage_articles))

    one, other = excerpt([whole.corpus], passages), excerpt(parts, passages)

    assert one.articles.tolist() == other.articles.tolist()
    for column in set(OF_ARTICLES) - {"token_forms", "title_forms"}:
        np.testing.assert_array_equal(getattr(one.corpus, column), getattr(other.corpus, column), column)
    assert named(one.corpus, whole.vocabulary, whole.grams) == named(
        other.corpus, tuple(names.terms), tuple(names.grams)
    )


def test_passages_may_come_in_any_order_and_keep_their_scores_under_their_new_numbers() -> None:
    corpus = bench([article(name, f"زار الوزير مدينة {name}.") for name in "ابتثجح"]).corpus
    best = Best(np.array([4, 1, 5, 2]), np.array([0.9, 0.7, 0.5, 0.3]))

    found = excerpt([corpus], best.documents)
    inside = found.renumbered(best)

    owners = found.articles[found.corpus.passage_articles[inside.documents]]
    assert dict(zip(owners.tolist(), inside.scores.tolist(), strict=True)) == {4: 0.9, 1: 0.7, 5: 0.5, 2: 0.3}


def test_an_excerpt_of_no_passage_is_empty() -> None:
    found = excerpt([bench([article("a", "زار الوزير بغداد.")]).corpus], np.zeros(0, np.int64))

    assert (len(found.articles), len(found.corpus.token_forms), list(documents(found.corpus))) == (0, 0, [])


def named(corpus: Corpus, terms: Sequence[str], grams: Sequence[str]) -> list[object]:
    """Return what each token and each word of a title is, whatever its number."""
    forms = [
        (
            [terms[term] if term >= 0 else "" for term in corpus.form_terms[form].tolist()],
            int(corpus.form_flags[form]),
            [grams[gram] for gram in corpus.grams[corpus.gram_ends[form] : corpus.gram_ends[form + 1]]],
        )
        for form in range(len(corpus.form_flags))
    ]
    return [forms[form] for form in [*corpus.token_forms.tolist(), *corpus.title_forms.tolist()]]


def words_of(corpus: Corpus, passage: int) -> list[object]:
    """Each word of a passage: where it stands, its terms, flags and grams."""
    first, end = corpus.piece_token_ends[corpus.passage_pieces[passage]]
    return [
        (corpus.token_starts[token], corpus.token_lengths[token], *form_of(corpus, corpus.token_forms[token]))
        for token in range(first, end)
    ]


def form_of(corpus: Corpus, form: int) -> tuple[object, ...]:
    grams = corpus.grams[corpus.gram_ends[form] : corpus.gram_ends[form + 1]]
    return corpus.form_terms[form].tolist(), corpus.form_flags[form], grams.tolist()


def pieces_of(corpus: Corpus, passage: int) -> list[object]:
    columns = (corpus.piece_starts, corpus.piece_ends, corpus.piece_words, corpus.piece_marks)
    return [[column[piece] for column in columns] for piece in range(*corpus.passage_pieces[passage])]


def title_of(corpus: Corpus, passage: int) -> list[object]:
    owner = corpus.passage_articles[passage]
    forms = corpus.title_forms[corpus.title_ends[owner] : corpus.title_ends[owner + 1]]
    return [[form_of(corpus, form) for form in forms], corpus.headline_words[owner], corpus.published[owner]]
