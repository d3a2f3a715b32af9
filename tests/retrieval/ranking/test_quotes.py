from __future__ import annotations

import pytest

from retrieval.ranking.quotes import QuotePlace, highlights, quote, stated, together
from retrieval.ranking.rank import windows
from retrieval.records import Span
from retrieval.tuning import Tuning
from tests.support.corpora import article, bench

OTHER = article("other", "فاز المنتخب على ضيفه بهدفين.")


def looked_at(question: str, text: str) -> tuple[list[str], int]:
    """Return what is highlighted when all of `text` is quoted, and how many numbers and months it states."""
    laid = bench((article("a", text), OTHER))
    ranking = laid.rank(question)
    quotable = windows(ranking, laid.corpus, Tuning())
    widest = max(
        (window for window in quotable.ranges.tolist() if ranking.found.piece_articles[window[0]] == 0),
        key=lambda window: window[1] - window[0],
    )
    marked = [text[span.start : span.end] for span in highlights(ranking, laid.corpus, widest)]
    return marked, len(stated(ranking, laid.corpus, widest))


@pytest.mark.parametrize(
    ("text", "date", "terms"),
    [
        ("تجرى الانتخابات في 16 نيسان.", "16 نيسان", 2),
        ("تجرى الانتخابات في السادس عشر من نيسان.", "السادس عشر من نيسان", 2),
        (
            "تجرى الانتخابات في الحادي والثلاثين من كانون الثاني 2024.",
            "الحادي والثلاثين من كانون الثاني 2024",
            3,
        ),
        ("تجرى الانتخابات عام 2024.", "2024", 1),
        ("تجرى الانتخابات بحضور 16 مراقبا في نيسان.", "نيسان", 1),
    ],
)
def test_a_date_is_highlighted_with_its_day(text: str, date: str, terms: int) -> None:
    assert looked_at("متى تجرى الانتخابات؟", text) == ([date], terms)


def test_a_number_is_highlighted_with_what_is_counted_and_stated_however_it_is_written() -> None:
    marked, terms = looked_at("كم جنديا أصيب؟", "أصيب اثنا عشر جنديا، والمهاجمون فروا.")

    assert marked == ["اثنا عشر جنديا"]
    assert terms == 1


def test_what_the_question_says_itself_is_no_part_of_a_highlighted_name() -> None:
    assert looked_at("من فاز بجائزة الرواية؟", "فاز محمد المؤدب بجائزة الرواية.")[0] == ["محمد المؤدب"]


def test_nothing_is_stated_where_no_number_is_asked_for() -> None:
    assert looked_at("من أصيب؟", "أصيب 15 جنديا في الهجوم.")[1] == 0


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (
            "هدد كيري الوزير بقوله: “ستكون النهاية وخيمة”، ثم غادر.",
            "هدد كيري الوزير بقوله: “ستكون النهاية وخيمة”",
        ),
        ("قال كيري: سنعود غدا، ثم غادر.", "قال كيري:"),
    ],
)
def test_a_quote_that_leads_to_somebodys_words_has_these_too(text: str, quoted: str) -> None:
    end = text.index(":") + 1
    found = quote(QuotePlace("talks", Span(0, end), (), 1.0, closes_inside=True), article("talks", text), 60)
    assert (found.text, found.closes_inside) == (quoted, found.end == end)


def test_quotes_of_one_article_stand_together_and_parts_of_one_sentence_are_one_quote() -> None:
    first = QuotePlace("a", Span(0, 20), (Span(0, 4),), 3.0, closes_inside=True, words=30)
    other = QuotePlace("b", Span(0, 30), (), 2.0)
    rest = QuotePlace("a", Span(21, 50), (Span(30, 34),), 1.0, opens_inside=True, words=30)
    apart = QuotePlace("a", Span(90, 99), (), 0.5)

    whole = QuotePlace("a", Span(0, 50), (Span(0, 4), Span(30, 34)), 3.0, words=60)
    assert together([first, other, rest, apart], 4, 60) == (whole, apart, other)
    assert together([rest, first], 2, 60) == (whole,)
    assert together([first, rest], 2, 59) == (first, rest)


def test_what_is_asked_for_beyond_an_answer_leaves_its_quotes_as_they_were() -> None:
    shown = [QuotePlace(name, Span(0, 9), (), 1.0) for name in ("a", "b")]
    further = QuotePlace("a", Span(20, 29), (), 1.0)

    assert together([*shown, further], 2, 60) == (*shown, further)


@pytest.mark.parametrize(
    ("text", "begins", "inside"),
    [
        ("أغلق الجيش الممر. وقطع شريان المدينة (طريق الساحل)، فهرب الناس.", "وقطع شريان", False),
        ("أغلق الجيش الممر، وقطع شريان المدينة (طريق الساحل)، فهرب الناس.", "وقطع شريان", True),
    ],
)
def test_a_quote_that_would_begin_in_brackets_has_what_these_explain(
    text: str, begins: str, inside: bool
) -> None:
    start = text.index("(")
    place = QuotePlace("a", Span(start, len(text)), (Span(start + 1, start + 12),), 1.0, opens_inside=True)
    told = quote(place, article("a", text), 60)
    assert told.text.startswith(begins) and told.opens_inside is inside
    assert [told.text[mark.start : mark.end] for mark in told.highlights] == ["طريق الساحل"]


def test_a_quote_that_begins_in_brackets_does_not_get_longer_than_a_quote_may_be() -> None:
    text = "أغلق الجيش الممر. وقطع شريان المدينة (طريق الساحل)، فهرب الناس."
    start = text.index("(")
    place = QuotePlace("a", Span(start, len(text)), (), 1.0, opens_inside=True, words=4)

    assert quote(place, article("a", text), 6).text == text[start:]
    assert quote(place, article("a", text), 7).text.startswith("وقطع شريان")


def test_what_stands_before_brackets_is_not_quoted_twice() -> None:
    first, second = QuotePlace("a", Span(0, 20), (), 1.0), QuotePlace("a", Span(21, 40), (), 1.0)
    assert second.follows(first) and not first.follows(second) and not second.follows(second)
    assert not second.follows(QuotePlace("b", Span(0, 20), (), 1.0))


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (
            "وصل الوفد مساء، وتهديدات المندوب، راتني، للمعارضة بقوله: “ستندمون جميعا”، هي خطأ.",
            "وتهديدات المندوب",
        ),
        ("وصل الوفد. وقال راتني: “ستندمون جميعا”، ثم غادر.", "وقال راتني"),
        ("قال راتني: “ستندمون جميعا”، ثم غادر.", "قال راتني"),
        ("وصل الوفد، وقال راتني، وهو المندوب، متوعدا: “ستندمون جميعا”، ثم غادر.", "وقال راتني"),
    ],
)
def test_a_quote_that_would_begin_with_somebodys_words_names_who_says_them(text: str, begins: str) -> None:
    start = text.index("“")
    place = QuotePlace("a", Span(start, len(text)), (Span(start + 1, start + 8),), 1.0, opens_inside=True)
    told = quote(place, article("a", text), 60)

    assert told.text.startswith(begins)
    assert [told.text[mark.start : mark.end] for mark in told.highlights] == ["ستندمون"]
    assert quote(place, article("a", text), 1).text == text[start:]
