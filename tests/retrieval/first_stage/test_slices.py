"""What ranking is given of passages is the same whether it comes from segments or from slices and a lexicon."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive import Archive
from retrieval.corpus.excerpts import excerpt, with_forms
from retrieval.first_stage.lexicon import ArchiveLexicon
from retrieval.first_stage.rescoring import Scorer
from retrieval.first_stage.slices import decoded, encoded
from tests.support.corpora import answering, anything, archives, article, few, prose, word_lists

if TYPE_CHECKING:
    from retrieval.records import Article

texts = archives(st.one_of(prose, anything), most=5)
VISIT = article("visit", "زار الوزير مدينة بغداد في 12 أيلول 2016.")
RAIN = article("rain", "هطل المطر على حلب صباح الاثنين.")


def build(*articles: Article) -> Archive:
    return Archive.build(articles, word_lists(), answering())


@given(texts, st.data())
@few
def test_a_corpus_of_slices_is_the_excerpt_of_their_passages(
    articles: tuple[Article, ...], data: st.DataObject
) -> None:
    segments = build(*articles).segments
    corpus = segments.segments[0].corpus
    count = len(corpus.passage_articles)
    chosen = np.array(
        sorted(data.draw(st.sets(st.integers(0, max(0, count - 1)), min_size=1)) if count else [])
    )
    if not len(chosen):
        return
    ids = segments.ids(corpus.passage_articles[chosen])

    lexicon = ArchiveLexicon.decode(ArchiveLexicon.of(segments).encode())
    found = with_forms(decoded(list(encoded(corpus, chosen)), ids), [lexicon.forms])

    expected = excerpt([corpus], chosen).corpus
    for column in fields(expected):
        np.testing.assert_array_equal(
            getattr(found, column.name), getattr(expected, column.name), column.name
        )


def test_scores_of_slices_are_those_of_the_index() -> None:
    archive = build(
        *(replace(VISIT, id=str(number), text=VISIT.text * number) for number in range(1, 9)), RAIN
    )
    segments = archive.segments
    weights = {"وزير": 1.0, "بغداد": 0.7, "مطر": 0.3}
    rows = {row: weight for term, weight in weights.items() if (row := segments.index.row(term)) is not None}
    expected = segments.index.best(weights, 5)

    scorer = Scorer(segments.index.whole, answering().bm25)
    found = scorer.best(excerpt([segments.segments[0].corpus], np.arange(9)).corpus, rows, 5)

    assert rows
    assert found.documents.tolist() == expected.documents.tolist()
    np.testing.assert_array_equal(found.scores, expected.scores)


def test_a_lexicon_follows_an_archive_by_what_changed() -> None:
    before = build(RAIN, replace(RAIN, id="more"))
    after = before.changed([replace(VISIT, outlet="النهر")], ["more"], "two")
    old, new = ArchiveLexicon.of(before.segments), ArchiveLexicon.of(after.segments)

    difference = new.difference(old)
    assert difference is not None
    followed = ArchiveLexicon.decode(old.encode()).with_difference(difference)

    assert [list(names) for names in (followed.names.forms, followed.names.terms, followed.names.grams)] == [
        list(names) for names in (new.names.forms, new.names.terms, new.names.grams)
    ]
    assert followed.names.outlets.row("النهر") == new.names.outlets.row("النهر") is not None
    np.testing.assert_array_equal(followed.statistics.frequencies, new.statistics.frequencies)
    np.testing.assert_array_equal(followed.gram_counts, new.gram_counts)
    for column in ("form_terms", "form_flags", "grams", "gram_ends"):
        np.testing.assert_array_equal(getattr(followed.forms, column), getattr(new.forms, column))


def test_names_that_were_put_together_have_no_difference() -> None:
    before = build(RAIN)
    after = build(RAIN, VISIT)

    assert ArchiveLexicon.of(after.segments).difference(ArchiveLexicon.of(before.segments)) is None
