from __future__ import annotations

import numpy as np
import pytest

from retrieval.archive import Archive
from retrieval.bm25.scoring import Best
from retrieval.first_stage.source import Found
from retrieval.ranking.quotes import QuotePlace, place, quote
from retrieval.ranking.rank import windows
from retrieval.records import Article, Quote, Span
from retrieval.tuning import Tuning
from tests.support.corpora import answer, answering, article, ask, bench, language

TUNING = Tuning()
VISIT = article(
    "visit",
    "هطل المطر على المدينة طوال الليل. زار الوزير مدينة بغداد في 12 أيلول 2016. وشكر الناس على صبرهم الجميل.",
)
HARBOUR = article("harbour", "افتتحت الشركة ميناء الفاو في محافظة البصرة بكلفة ثلاثة ملايين دولار.")
MATCH = article("match", "فاز المنتخب على ضيفه بهدفين في مباراة حضرها خمسون ألف متفرج.")
NEWS = (HARBOUR, VISIT, MATCH)


def highlighted(found: Quote) -> list[str]:
    return [found.text[start:end] for start, end in found.highlights]


def first(question: str, *articles: Article) -> Quote:
    return answer(articles or NEWS, question).quotes[0]


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("متى زار الوزير مدينة بغداد؟", "12 أيلول 2016"),
        ("أين افتتحت الشركة ميناء الفاو؟", "البصرة"),
        ("كم متفرجا حضر مباراة المنتخب؟", "خمسون ألف"),
        ("من زار مدينة بغداد؟", "الوزير"),
    ],
)
def test_the_first_quote_holds_the_answer(question: str, holds: str) -> None:
    assert holds in first(question).text


def test_the_price_of_a_currency_is_not_the_price_of_something_in_it() -> None:
    shoes = article("shoes", "حذاء رث سعره 600 دولار. يتراوح سعر الحذاء من 500 إلى 600 دولار، وسعره مرتفع.")
    falls = article("falls", "انخفض الدينار إلى أدنى مستوياته إزاء الدولار ليبلغ سعره 2.301 اليوم.")
    archive = Archive.build((shoes, falls), language(), answering())
    for question, told in (("كم سعر الدولار؟", falls), ("كم سعر الحذاء بالدولار؟", shoes)):
        assert ask(archive, (shoes, falls), question).quotes[0].article == told


@pytest.mark.parametrize(
    ("question", "marked", "unmarked"),
    [
        ("متى زار الوزير مدينة بغداد؟", "أيلول 2016", "بغداد"),
        ("كم متفرجا حضر مباراة المنتخب؟", "خمسون ألف", "المنتخب"),
        ("أين افتتحت الشركة ميناء الفاو؟", "البصرة", "الشركة"),
    ],
)
def test_highlights_are_the_answering_words_and_not_the_ones_asked_with(
    question: str, marked: str, unmarked: str
) -> None:
    found = " … ".join(highlighted(first(question)))

    assert marked in found
    assert unmarked not in found


def test_where_no_word_is_of_the_kind_asked_for_the_words_asked_with_are_highlighted() -> None:
    assert "المطر" in " ".join(highlighted(first("ماذا عن المطر؟")))


def test_a_sentence_too_long_is_quoted_from_clause_to_clause() -> None:
    clauses = [f"وقال {'كلمة ' * 25}{word}،" for word in ("أولا", "بغداد", "أخيرا")]
    text = " ".join(clauses)

    found = first("بغداد", article("long", text)).text

    assert "بغداد" in found
    assert found in set(clauses) | {" ".join(pair) for pair in (clauses[:2], clauses[1:])}


def test_a_place_is_the_span_of_its_pieces_in_the_article() -> None:
    laid = bench(NEWS)
    ranking = laid.rank("متى زار الوزير مدينة بغداد؟")
    quotable = windows(ranking, laid.corpus, TUNING)

    passages = Found(laid.corpus, Best(np.arange(2), np.zeros(2)), [held.id for held in NEWS])
    spans = [place(ranking, quotable, passages, window) for window in range(len(quotable.ranges))]
    texts = {VISIT.text[found.span.start : found.span.end] for found in spans if found.article == VISIT.id}

    assert "زار الوزير مدينة بغداد في 12 أيلول 2016." in texts
    assert VISIT.text in texts


def test_a_quote_is_the_slice_its_place_says_with_highlights_counted_from_its_beginning() -> None:
    start = VISIT.text.index("زار")
    date = VISIT.text.index("12 أيلول")
    stands = QuotePlace("visit", Span(start, len(VISIT.text)), (Span(date, date + 8),), 2.5)

    found = quote(stands, VISIT, 60)

    assert found.text == VISIT.text[start:]
    assert (found.start, found.end, found.score) == (start, len(VISIT.text), 2.5)
    assert highlighted(found) == ["12 أيلول"]


@pytest.mark.parametrize(
    ("asked", "opens", "closes"), [("بداية", False, True), ("وسط", True, True), ("نهاية", True, False)]
)
def test_a_quote_says_where_its_sentence_begins_before_it_or_goes_on_behind_it(
    asked: str, *, opens: bool, closes: bool
) -> None:
    clauses = (f"{'كلمة ' * 45}{word}" for word in ("بداية", "وسط", "نهاية"))

    found = first(asked, article("long", f"{'، '.join(clauses)}."))

    assert asked in found.text
    assert (found.opens_inside, found.closes_inside) == (opens, closes)


@pytest.mark.parametrize("rest", ["، وزاد: هذا ميناء الفاو.", "؛ وهذا ميناء الفاو."])
def test_a_quote_that_begins_with_a_comma_is_the_rest_of_a_sentence(rest: str) -> None:
    found = first("الفاو", article("rest", f"قال الوزير!{rest}"))

    assert found.text == rest
    assert found.opens_inside


def test_a_whole_sentence_is_cut_nowhere() -> None:
    found = first("متى زار الوزير مدينة بغداد؟")

    assert not found.opens_inside
    assert not found.closes_inside
