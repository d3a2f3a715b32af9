"""Parts of an article, verbatim."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from retrieval.passages.excerpts import behind, continued
from retrieval.records import Article, Quote, Span

TEXT = "قال الوزير إن السد اكتمل. وأضاف أن الماء وصل. ثم انصرف الجميع."
ARTICLE = Article("a", "السد", TEXT, None, None, None)


def quote(start: int, end: int, article: Article = ARTICLE) -> Quote:
    return Quote(article, start, end, article.text[start:end], (Span(0, end - start),), 1.0)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), min_size=1))
def test_a_continued_quote_is_a_slice_of_its_article_with_the_marks_of_all_it_was(
    places: list[tuple[int, int]],
) -> None:
    found = [quote(start, start + length) for start, length in places]
    first, *others = continued(found)
    assert first.text == TEXT[first.start : first.end]
    assert first.text.startswith(found[0].text)
    assert all(TEXT[first.start + a : first.start + b] == first.text[a:b] for a, b in first.highlights)
    kept = {(one.start, one.end) for one in others}
    gone = [one for one in found[1:] if (one.start, one.end) not in kept]
    assert all(first.start <= one.start < first.end for one in gone)


def test_the_first_quote_goes_on_with_what_follows_right_behind_it_in_its_article() -> None:
    first, second, third = (quote(a + (a > 0), b) for a, b in pairwise([0, 25, 45, len(TEXT)]))
    other = quote(26, 45, replace(ARTICLE, id="b"))

    assert [one.text for one in continued([first, second, third])] == [TEXT]
    assert [one.text for one in continued([first, other, third, second])] == [TEXT, other.text]
    assert continued([first, other, third]) == (first, third, other)
    assert continued([second, first]) == (second, first)
    assert continued([quote(0, 45), first, second]) == (quote(0, 45),)
    assert continued([first, other]) == (first, other)
    assert continued([]) == ()


def test_a_quote_does_not_go_on_beyond_what_was_left_out_of_a_page() -> None:
    cut = replace(ARTICLE, text="قال الوزير إن السد اكتمل.\n\n\nوأضاف أن الماء وصل.")
    parts = (quote(0, 25, cut), quote(28, len(cut.text), cut))

    assert continued(parts) == parts


@given(st.integers(0, len(TEXT)), st.integers(1, 3))
def test_what_stands_behind_a_place_is_a_slice_that_leaves_out_no_word_up_to_the_end(
    told: int, most: int
) -> None:
    words, place = TEXT[told:].split(), told
    while on := behind(ARTICLE, place, most):
        assert on.start >= place and on.text == TEXT[on.start : on.end]
        assert not (on.opens_inside and TEXT[:place].rstrip().endswith("."))
        place, words = on.end, words[len(TEXT[place : on.end].split()) :]
    assert not any(map(str.isalnum, "".join(words)))


def test_what_goes_on_is_some_sentences_and_what_is_left_of_one_that_was_cut() -> None:
    whole, cut = behind(ARTICLE, 25, 1), behind(ARTICLE, TEXT.index(" أن الماء"), 2)

    assert whole and whole.text == "وأضاف أن الماء وصل. ثم انصرف الجميع."  # three words are not left alone
    assert cut and cut.text == "أن الماء وصل. ثم انصرف الجميع." and cut.opens_inside
    assert behind(ARTICLE, len(TEXT), 3) is None


def test_what_goes_on_is_no_heading_and_stops_where_a_page_was_cut() -> None:
    text = "قال الوزير إن السد اكتمل.\nالماء\nوأضاف أن الماء وصل.\n\n\nثم انصرف الجميع."
    parted = replace(ARTICLE, text=text, headings=(Span(26, 31),))
    on = behind(parted, 25, 3)

    assert on and on.text == "وأضاف أن الماء وصل."
