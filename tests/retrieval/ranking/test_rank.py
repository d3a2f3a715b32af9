from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given

from retrieval.ranking.rank import rank, windows
from retrieval.tuning import Tuning
from tests.support.corpora import Bench, archives, article, bench, few, first_stage, questions

if TYPE_CHECKING:
    from retrieval.ranking.rank import Ranking
    from retrieval.records import Article

TUNING = Tuning()
NEWS = (
    article("visit", "زار الوزير مدينة بغداد يوم الأحد. وعقد مؤتمرا صحفيا.", "الوزير في بغداد"),
    article("rain", "هطل المطر على بغداد صباح الاثنين.", "أحوال الطقس"),
    article("match", "فاز المنتخب على ضيفه بهدفين.", "أخبار الرياضة"),
    article("trade", "وقعت الشركة اتفاقا مع الوزير.", "تجارة"),
)


# What happened at the end of September is told in October.
STRIKES = tuple(
    replace(article(id_, "تعطلت الرحلات في مطار جربة بسبب إضراب الأعوان."), published=date(year, month, 2))
    for id_, year, month in (("before", 2016, 8), ("after", 2016, 10))
)


def ranked(articles: tuple[Article, ...], question: str) -> list[str]:
    ranking = bench(articles).rank(question)
    return [articles[number].id for number in ranking.found.articles[ranking.order].tolist()]


def ranking_of(laid: Bench, question: str) -> Ranking | None:
    """The ranking, if any passage holds a word of the question."""
    understood = laid.understand(question)
    best = first_stage(laid.terms, understood, TUNING.first_stage)
    return rank(understood, laid.corpus, best, laid.terms, TUNING) if len(best.documents) else None


def test_the_passage_that_answers_stands_first_and_one_without_a_word_of_the_question_nowhere() -> None:
    found = ranked(NEWS, "متى زار الوزير بغداد؟")

    assert found[0] == "visit"
    assert set(found) == {"visit", "rain", "trade"}


def test_passages_that_score_the_same_stand_in_the_order_of_the_archive() -> None:
    copies = tuple(replace(NEWS[0], id=str(number)) for number in range(6))

    assert ranked(copies, "متى زار الوزير بغداد؟") == ["0", "1", "2", "3", "4", "5"]


@given(archives(), questions)
@few
def test_the_order_is_by_score_then_place_and_holds_every_candidate(
    articles: tuple[Article, ...], question: str
) -> None:
    found = ranking_of(bench(articles), question)
    if found is None:
        return
    placed = [(-found.scores[place], found.found.passages[place]) for place in found.order]

    assert np.isfinite(found.scores).all()
    assert placed == sorted(placed)
    assert sorted(found.order.tolist()) == list(range(len(found.found.passages)))


@given(archives(), questions)
@few
def test_every_window_stands_in_the_best_passage_that_holds_it(
    articles: tuple[Article, ...], question: str
) -> None:
    laid = bench(articles)
    ranking = ranking_of(laid, question)
    if ranking is None:
        return
    quotable = windows(ranking, laid.corpus, TUNING)
    place = {passage: rank for rank, passage in enumerate(ranking.order.tolist())}
    owners, best = ranking.found.articles, ranking.found.articles[ranking.order[0]]
    searched = [one for one in place if place[one] < TUNING.quotes.passages or owners[one] == best]

    assert len(quotable.ranges) == len(quotable.owners) == len(quotable.scores) > 0
    for (first, end), owner in zip(quotable.ranges.tolist(), quotable.owners.tolist(), strict=True):
        holders = [
            passage
            for passage in searched
            if ranking.found.ranges[passage, 0] <= first and end <= ranking.found.ranges[passage, 1]
        ]
        assert owner == min(holders, key=place.__getitem__)


def test_only_the_best_passages_are_searched_for_windows() -> None:
    laid = bench(NEWS)
    ranking = laid.rank("الوزير بغداد")
    tuning = replace(TUNING, quotes=replace(TUNING.quotes, passages=1))

    assert set(windows(ranking, laid.corpus, tuning).owners.tolist()) == {ranking.order[0]}


def test_a_ranking_is_the_same_each_time() -> None:
    laid = bench(NEWS)
    one, other = laid.rank("متى زار الوزير بغداد؟"), bench(NEWS).rank("متى زار الوزير بغداد؟")

    assert one.order.tolist() == other.order.tolist()
    assert one.scores.tolist() == other.scores.tolist()


def test_what_happened_in_a_month_is_looked_for_first_in_what_was_published_then_or_soon_after() -> None:
    assert ranked(STRIKES, "لماذا تعطلت الرحلات في مطار جربة في سبتمبر 2016؟")[0] == "after"
    assert ranked(STRIKES, "لماذا تعطلت الرحلات في مطار جربة قبل سبتمبر 2016؟")[0] == "before"
