"""An article in pages around a quote."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.pages import NEAR, PagedArticle, pages
from retrieval.records import Article, Quote, Span

SENTENCES = [f"هذه الجملة رقم {n} من المقال." for n in range(40)]
TEXT = " ".join(SENTENCES)


def span_of(part: str) -> Span:
    return Span(TEXT.index(part), TEXT.index(part) + len(part))


def test_the_page_of_the_quote_has_context_on_both_sides() -> None:
    spans, home = pages(TEXT, span_of(SENTENCES[20]), 200)
    page = TEXT[slice(*spans[home])]
    assert SENTENCES[18] in page
    assert SENTENCES[20] in page
    assert SENTENCES[22] in page


def test_a_short_article_is_one_page() -> None:
    assert pages("جملة.", Span(0, 5), 100) == ([Span(0, 5)], 0)


def test_a_quote_of_several_sentences_stays_on_one_page() -> None:
    quote = Span(span_of(SENTENCES[7]).start, span_of(SENTENCES[12]).end)
    spans, home = pages(TEXT, quote, 50)
    assert spans[home].start <= quote.start
    assert quote.end <= spans[home].end


@given(
    st.text(st.sampled_from("اب .؟\n"), min_size=1, max_size=300),
    st.data(),
    st.integers(1, 80),
)
def test_pages_tile_any_text_and_hold_the_quote_whole(text: str, data: st.DataObject, length: int) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    quote = Span(start, data.draw(st.integers(start + 1, len(text))))
    spans, home = pages(text, quote, length)
    assert "".join(text[slice(*span)] for span in spans) == text
    assert spans[home].start <= quote.start < quote.end <= spans[home].end
    assert all(end - start <= max(length, quote.end - quote.start) for start, end in spans)


def test_pages_turn_and_end() -> None:
    quote = span_of(SENTENCES[0])
    opened = PagedArticle.at(Quote(Article("1", "عنوان", TEXT), *quote, SENTENCES[0], (), 1.0), 600)
    assert opened.index == 0
    assert opened.turned(-1) is None
    last = opened.turned(len(opened.pages) - 1)
    assert last is not None
    assert last.turned(1) is None


def test_paging_a_text_beyond_all_bounds_looks_at_what_is_near_the_quote_alone() -> None:
    sentence = "قالت اللجنة إنها ستعلن نتائج التحقيق في الأسبوع المقبل. "
    text = sentence * 100_000
    quote = Span(len(sentence) * 50_000, len(sentence) * 50_001 - 1)
    spans, home = pages(text, quote, 1400)
    assert spans[home].start <= quote.start and quote.end <= spans[home].end
    assert NEAR <= home <= 2 * NEAR and NEAR <= len(spans) - home <= 2 * NEAR
    assert all(before.end == after.start for before, after in pairwise(spans))
    for edge in (spans[0].start, spans[-1].end):
        assert text[edge - 1].isspace()


@pytest.mark.parametrize("letter", ["ا", " ", "\n", "."])
@pytest.mark.parametrize("at", [0, 500_000, 999_990])
def test_a_text_of_one_letter_is_paged_near_its_quote(letter: str, at: int) -> None:
    spans, home = pages(letter * 1_000_000, Span(at, at + 10), 1000)
    assert spans[home].start <= at and at + 10 <= spans[home].end
    assert len(spans) <= 3 * NEAR
