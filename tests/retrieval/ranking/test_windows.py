from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.corpus.columns import CLOSES, HEADING, OPENS, RESUMES
from retrieval.ranking.candidates import Candidates, gather
from retrieval.ranking.windows import quotable, widened
from retrieval.records import CUT, Article, Span
from retrieval.tuning import FirstStage
from tests.support.corpora import Bench, anything, archives, article, bench, few, prose


def candidates(laid: Bench) -> Candidates:
    """All passages, as candidates of a question that none of them answers."""
    wanted = laid.terms.wanted(laid.understand("كوكب"), FirstStage())
    return gather(laid.corpus, np.arange(len(laid.corpus.passage_articles)), wanted)


def quoted(held: Article, most_words: int = 60) -> set[str]:
    """Every text that could be quoted from an article."""
    laid = bench([held])
    found = candidates(laid)
    windows = quotable(laid.corpus, found, found.ranges, most_words)
    starts, ends = laid.corpus.piece_starts, laid.corpus.piece_ends
    return {held.text[starts[first] : ends[end - 1]] for first, end in windows}


def may_be_quoted(words: list[int], marks: list[int], most_words: int) -> bool:
    """Return whether pieces of these lengths and marks make one quote; the same rule said another way."""
    one_sentence = not any(mark & CLOSES for mark in marks[:-1])
    whole = bool(marks[0] & OPENS and marks[-1] & CLOSES)
    unbroken = not any(mark & (HEADING | RESUMES) for mark in marks[1:])
    return unbroken and (one_sentence or whole) and (sum(words) <= most_words or len(words) == 1)


@given(archives(st.one_of(prose, anything), most=2), st.integers(1, 60))
@few
def test_windows_are_all_runs_of_pieces_that_may_be_quoted_each_once(
    articles: tuple[Article, ...], most_words: int
) -> None:
    laid = bench(articles)
    if not len(laid.corpus.passage_articles):
        return
    found = candidates(laid)
    words, marks = laid.corpus.piece_words.tolist(), laid.corpus.piece_marks.tolist()

    windows = quotable(laid.corpus, found, found.ranges, most_words).tolist()

    assert windows == sorted(
        [first, end]
        for first in range(len(words))
        for end in range(first + 1, len(words) + 1)
        if any(start <= first and end <= stop for start, stop in found.ranges.tolist())
        and may_be_quoted(words[first:end], marks[first:end], most_words)
    )


def test_whole_sentences_are_quoted_together_as_far_as_they_fit() -> None:
    assert quoted(article("a", "جاء الولد. عاد الأب. نام الجد."), 4) == {
        "جاء الولد.",
        "عاد الأب.",
        "نام الجد.",
        "جاء الولد. عاد الأب.",
        "عاد الأب. نام الجد.",
    }


def test_clauses_of_a_long_sentence_are_quoted_only_among_themselves() -> None:
    first, second = f"{'كلمة ' * 40}أولى،", f"{'كلمة ' * 40}أخيرة."

    found = quoted(article("a", f"جاء الولد. {first} {second} نام الجد."))

    assert found == {"جاء الولد.", first, second, "نام الجد."}


def test_no_quote_runs_into_the_next_section() -> None:
    text = "جاء الولد.\nعنوان فرعي\nعاد الأب."

    found = quoted(Article("a", "خبر", text, headings=(Span(11, 21),)))

    assert found == {"جاء الولد.", "عنوان فرعي", "عاد الأب.", "عنوان فرعي\nعاد الأب."}


def test_no_quote_runs_across_what_was_left_out_of_the_page() -> None:
    assert quoted(article("a", f"جاء الولد.{CUT}عاد الأب.")) == {"جاء الولد.", "عاد الأب."}


def test_a_fragment_is_quoted_with_what_stands_around_it_in_its_sentence() -> None:
    long = (
        "وبحث ذلك "
        + "، ".join(f"رجل منهم له من الأمر شأن {place}" for place in ("أول", "ثان", "ثالث"))
        + "، كيري، " * 2
    )
    held = article(
        "talks", f"بدأ اللقاء. {long}" + "وامتد ذلك كله إلى مساء يوم طويل من الأيام، " * 6 + "ثم انتهى."
    )
    laid = bench([held])
    found = candidates(laid)
    ranges = quotable(laid.corpus, found, found.ranges, 60)
    starts, ends = laid.corpus.piece_starts, laid.corpus.piece_ends
    texts = [held.text[starts[first] : ends[end - 1]] for first, end in ranges]
    fragment, whole = texts.index("كيري،"), texts.index("بدأ اللقاء.")
    wide, same = widened(laid.corpus, ranges, [fragment, whole])
    assert same == whole
    assert "كيري،" in texts[wide] and 14 <= len(texts[wide].split()) <= 40
    assert "بدأ" not in texts[wide]


def test_what_announces_something_is_quoted_with_what_it_announces() -> None:
    listed = (
        "وهذه مهن القائمة كلها: 1- التمريض وله من الرواتب السنوية: 80.200 دولار أميركي، "
        + "وغير ذلك كثير، " * 20
    )
    held = article(
        "jobs", f"{listed}وتلك أسعار التذاكر في المدينة والضاحية كلها لهذا العام: عشرون. ثم انتهى."
    )
    laid = bench([held])
    found = candidates(laid)
    ranges = quotable(laid.corpus, found, found.ranges, 60)
    starts, ends = laid.corpus.piece_starts, laid.corpus.piece_ends
    texts = [held.text[starts[first] : ends[end - 1]] for first, end in ranges]
    listing = texts.index("وهذه مهن القائمة كلها: 1- التمريض وله من الرواتب السنوية:")
    prices = texts.index("وتلك أسعار التذاكر في المدينة والضاحية كلها لهذا العام:")
    wide, last = widened(laid.corpus, ranges, [listing, prices])
    assert texts[wide].endswith("80.200 دولار أميركي،") and texts[last].endswith("العام: عشرون.")


def test_a_heading_is_never_quoted_without_the_sentence_below_it() -> None:
    text = "جاء الولد.\nلقاء وبيان مشترك\nعاد الأب إلى بيته."
    held = Article("a", "خبر", text, headings=(Span(11, 27),))
    laid = bench([held])
    found = candidates(laid)
    ranges = quotable(laid.corpus, found, found.ranges, 60)
    starts, ends = laid.corpus.piece_starts, laid.corpus.piece_ends
    texts = [held.text[starts[first] : ends[end - 1]] for first, end in ranges]
    [wide] = widened(laid.corpus, ranges, [texts.index("لقاء وبيان مشترك")])
    assert texts[wide] == "لقاء وبيان مشترك\nعاد الأب إلى بيته."
