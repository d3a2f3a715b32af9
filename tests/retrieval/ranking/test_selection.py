from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from retrieval.ranking.rank import windows
from retrieval.ranking.selection import choose, without_headings
from retrieval.records import Article, Span
from retrieval.tuning import Tuning
from tests.support.corpora import answer, article, bench

TUNING = Tuning()
HARBOUR = article("harbour", "افتتحت الشركة ميناء الفاو في محافظة البصرة بكلفة ثلاثة ملايين دولار.")
VISIT = article(
    "visit",
    "هطل المطر على المدينة طوال الليل. زار الوزير مدينة بغداد في 12 أيلول 2016. وشكر الناس على صبرهم الجميل.",
)
MATCH = article("match", "فاز المنتخب على ضيفه بهدفين في مباراة حضرها خمسون ألف متفرج.")
NEWS = (HARBOUR, VISIT, MATCH)


def further(threshold: float) -> Tuning:
    """The settings that ship, with another threshold for further quotes."""
    return replace(TUNING, further=replace(TUNING.further, threshold=threshold))


def report(outlet: str, day: int, text: str, title: str = "خبر") -> Article:
    """Return what an outlet wrote on a day of May."""
    return Article(f"{outlet}-{day}", title, text, outlet, published=datetime.date(2024, 5, day))


def quoted(question: str, *articles: Article, limit: int | None = None) -> list[str]:
    """The ids of the articles quoted, in order."""
    return [held.article.id for held in answer((*articles, *NEWS), question, limit).quotes]


@pytest.mark.parametrize("most", [1, 2, 3])
def test_no_more_windows_are_chosen_than_wanted_the_best_of_the_best_article_first(most: int) -> None:
    laid = bench(NEWS)
    ranking = laid.rank("الوزير والشركة والمنتخب")
    quotable = windows(ranking, laid.corpus, TUNING)

    chosen = choose(ranking, quotable, laid.corpus, further(0.0), most)
    owners = [int(ranking.found.articles[quotable.owners[window]]) for window in chosen]
    same = [score for score, owner in zip(quotable.scores, quotable.owners, strict=True)
            if ranking.found.articles[owner] == owners[0]]  # fmt: skip

    assert len(chosen) == len(set(chosen)) == most
    assert owners[0] == ranking.found.articles[ranking.order[0]]
    assert quotable.scores[chosen[0]] == max(same)


def test_quotes_come_from_several_articles_where_several_answer() -> None:
    others = (
        article("other", "أما وزير الدفاع فقد زار بغداد صباح أمس والتقى قادة الجيش هناك."),
        article("third", "وصل الوزير إلى بغداد قادما من عمان في زيارة تستمر ثلاثة أيام."),
    )

    assert {"visit", "other"} <= set(quoted("من زار بغداد؟", *others))


def test_the_same_news_in_two_articles_is_quoted_once() -> None:
    assert quoted("متى زار الوزير بغداد؟", article("copy", VISIT.text)) == ["copy"]


def test_of_the_same_words_in_two_outlets_the_newer_is_quoted() -> None:
    text = "زار السفير قلعة المرقب القديمة برفقة عمدة المدينة."

    assert quoted("من زار قلعة المرقب؟", report("المرساة", 2, text), report("أفق", 9, text)) == ["أفق-9"]
    assert quoted("من زار قلعة المرقب؟", report("المرساة", 9, text), report("أفق", 2, text)) == ["المرساة-9"]


def test_a_report_of_unknown_date_is_not_displaced_by_a_dated_one_of_the_same_words() -> None:
    text = "زار السفير قلعة المرقب القديمة برفقة عمدة المدينة."
    undated = replace(report("المرساة", 2, text), id="undated", published=None)

    assert quoted("من زار قلعة المرقب؟", undated, report("أفق", 9, text)) == ["undated"]


def test_outlets_that_say_the_same_in_other_words_are_quoted_once_each() -> None:
    reports = (
        report("المرساة", 3, "زار السفير قلعة المرقب القديمة برفقة عمدة المدينة وعدد من الطلبة."),
        report("المرساة", 4, "جال السفير في قلعة المرقب حيث زار متحفها الصغير وكتب كلمة في سجلها."),
        report("أفق", 3, "في قلعة المرقب التي زار أسوارها أثنى السفير على جهود المرممين."),
        report("دروب", 5, "رافق حشد من السياح السفير حين زار قلعة المرقب وتفقد آبارها."),
    )

    found = quoted("من زار قلعة المرقب؟", *reports)

    assert len(found) == 3
    assert {name.split("-")[0] for name in found} == {"المرساة", "أفق", "دروب"}


@pytest.mark.parametrize(("newer", "older"), [("المرساة", "أفق"), ("أفق", "المرساة")])
def test_of_reports_that_are_equally_good_the_newer_stands_first(newer: str, older: str) -> None:
    text = "حريق السوق القديم أتى على {} دكانا قبل أن تخمده فرق الإطفاء {}."
    reports = (
        report(newer, 20, text.format("سبعين", "ليلا")),
        report(older, 19, text.format("ستين", "فجرا")),
    )
    lead = report("دروب", 18, "أتى حريق السوق القديم على خمسين دكانا. كم دكانا أتى عليها حريق السوق القديم؟")

    assert quoted("كم دكانا أتى عليها حريق السوق القديم؟", lead, *reports)[1:] == [
        f"{newer}-20",
        f"{older}-19",
    ]


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "كم جنديا قتل في هجوم الحاجز؟",
            "قتل 12 جنديا في هجوم على الحاجز قرب التلة.",
            "قتل خمسة عشر جنديا في هجوم على الحاجز قرب التلة.",
        ),
        (
            "متى تجرى الانتخابات البلدية؟",
            "تجرى الانتخابات البلدية في 16 نيسان بحسب اللجنة.",
            "تجرى الانتخابات البلدية في الثالث والعشرين من نيسان بحسب اللجنة.",
        ),
        (
            "متى افتتح المتحف؟",
            "افتتح المتحف عام 1987 في حي الميناء.",
            "افتتح المتحف عام 1989 في حي الميناء.",
        ),
    ],
)
def test_two_numbers_or_dates_for_the_same_thing_are_both_shown(question: str, one: str, other: str) -> None:
    found = quoted(question, report("المرساة", 1, one), report("أفق", 2, other))

    assert set(found[:2]) == {"المرساة-1", "أفق-2"}


def test_a_number_in_words_is_the_number_in_digits() -> None:
    one = report("المرساة", 1, "قتل 12 جنديا في هجوم على الحاجز قرب التلة.")
    other = report("أفق", 2, "قتل اثنا عشر جنديا في هجوم على الحاجز قرب التلة.")

    assert quoted("كم جنديا قتل في هجوم الحاجز؟", one, other) == ["أفق-2"]


def test_a_report_that_states_no_number_is_not_shown_beside_one_that_states_one() -> None:
    one = report("المرساة", 1, "قتل 12 جنديا في هجوم على الحاجز قرب التلة.")
    other = report("أفق", 2, "قتل عدة جنود في هجوم على الحاجز قرب التلة.")

    assert len(quoted("كم جنديا قتل في هجوم الحاجز؟", one, other)) == 1


def test_a_report_that_states_another_number_comes_before_one_more_that_agrees() -> None:
    reports = (
        report("المرساة", 3, "قتل 12 جنديا في هجوم الحاجز فجر السبت، كما قال ناطق عسكري."),
        report("أفق", 5, "أكد شهود أن هجوم الحاجز أوقع اثني عشر جنديا بين قتيل وجريح، وقتل مدني."),
        report("دروب", 4, "قتل 12 جنديا وأصيب آخرون في هجوم الحاجز قرب التلة."),
        report("الساحل", 1, "قتل 19 جنديا في هجوم الحاجز، وفق مصدر طبي في المستشفى."),
    )

    found = quoted("كم جنديا قتل في هجوم الحاجز؟", *reports)

    assert "الساحل-1" in found[:2]
    assert len(found) == 3


def test_an_article_that_meets_little_of_the_question_is_not_quoted_beside_one_that_meets_it_all() -> None:
    assert "rain" not in quoted("متى زار الوزير مدينة بغداد؟", article("rain", "غرقت المدينة."))


def test_a_further_quote_is_shown_only_where_it_is_likely_enough_to_answer() -> None:
    laid = bench(NEWS)
    ranking = laid.rank("الوزير والشركة والمنتخب")
    quotable = windows(ranking, laid.corpus, TUNING)

    assert len(choose(ranking, quotable, laid.corpus, further(1.0))) == 1
    assert len(choose(ranking, quotable, laid.corpus, further(0.0))) == 3


def test_a_further_quote_that_names_nothing_of_what_is_asked_is_not_shown() -> None:
    day = article(
        "summit",
        "اتفق الزعيمان يوم 11 نوفمبر على هدنة في الشمال. وتحدث الناس في الأسواق عن أسعار الخبز طوال الأسبوع. "
        "وحدثت حوادث كثيرة على الطرق السريعة في تلك الأيام، منها حادث شاحنة قرب الجسر الذي يصل بين ضفتي النهر. "
        "وقال السكان إن ما حدث لم يحدث منذ سنين، وإن أحدا لم يخبرهم بما جرى إلا حين سمعوا صفارات الإسعاف ليلا. "
        + "ولم تعرف بعد أسباب ذلك كله، وقد وعدت البلدية ببيان مفصل عنه في الأيام القريبة القادمة. "
        * 3,
    )
    laid = bench((day, *NEWS))
    ranking = laid.rank("ماذا حدث في 11 نوفمبر؟")
    quotable = windows(ranking, laid.corpus, TUNING)

    every = choose(
        ranking, quotable, laid.corpus, replace(further(0.0), quotes=replace(TUNING.quotes, telling=0.0))
    )
    telling = choose(ranking, quotable, laid.corpus, further(0.0))

    assert len(telling) < len(every)
    assert telling == every[: len(telling)]


def test_another_outlets_report_on_the_same_is_shown_however_unlikely_it_is_to_answer() -> None:
    laid = bench(
        (
            report("المرساة", 3, "زار السفير قلعة المرقب القديمة برفقة عمدة المدينة وعدد من الطلبة."),
            report("أفق", 3, "في قلعة المرقب التي زار أسوارها أثنى السفير على جهود المرممين."),
            *NEWS,
        )
    )
    ranking = laid.rank("من زار قلعة المرقب؟")
    quotable = windows(ranking, laid.corpus, TUNING)

    chosen = choose(ranking, quotable, laid.corpus, further(1.0))

    assert set(ranking.found.articles[quotable.owners[chosen]].tolist()) == {0, 1}


def test_whoever_asks_for_more_quotes_than_usual_gets_the_less_likely_behind_the_others() -> None:
    laid = bench(NEWS)
    ranking = laid.rank("الوزير والشركة والمنتخب")
    quotable = windows(ranking, laid.corpus, TUNING)

    few, more = (choose(ranking, quotable, laid.corpus, further(1.0), limit) for limit in (3, 5))

    assert len(more) > len(few) == 1
    assert more[0] == few[0]


def test_nobody_gets_quotes_that_meet_next_to_nothing_of_the_question_however_many_they_ask_for() -> None:
    laid = bench((*NEWS, article("rain", "غرقت المدينة.")))
    ranking = laid.rank("متى زار الوزير مدينة بغداد؟")
    quotable = windows(ranking, laid.corpus, TUNING)

    chosen = choose(ranking, quotable, laid.corpus, further(1.0), 30)

    assert 3 not in ranking.found.articles[quotable.owners[chosen]]


LONG = " ".join(["وقد جرى ذلك بعد أيام من المداولات الطويلة بين ممثلي الطرفين في العاصمة"] * 4) + "."


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ("التقى السفير هاني الصفدي وفدا من التجار.", "التقى"),
        (f"التقى السفير هاني الصفدي وفدا من التجار. {LONG}", "وأضاف"),
    ],
)
def test_a_quote_that_begins_with_a_report_begins_where_its_speaker_is_named_unless_that_is_too_far(
    before: str, first: str
) -> None:
    talk = article("talk", f"{before} وأضاف أن المعبر الشمالي سيفتح أمام القوافل في مطلع الخريف.")
    found = answer([talk, *NEWS], "متى يفتح المعبر الشمالي أمام القوافل؟")

    assert found.quotes[0].text.split()[0] == first


@pytest.mark.parametrize(
    ("question", "begins"), [("متى زار الوزير بغداد؟", 1), ("متى كانت الرحلة الطويلة؟", 0)]
)
def test_a_quote_does_not_begin_with_a_heading_that_has_nothing_of_the_question(
    question: str, begins: int
) -> None:
    heading = "* الرحلة الطويلة"
    text = f"{heading}\nزار الوزير مدينة بغداد في 12 أيلول 2016."
    laid = bench((replace(article("visit", text), headings=(Span(0, len(heading)),)), MATCH))
    ranking = laid.rank(question)
    quotable = windows(ranking, laid.corpus, TUNING)
    both = quotable.ranges.tolist().index([0, 2])

    [chosen] = without_headings(ranking, quotable, [both], laid.corpus)

    assert quotable.ranges[chosen].tolist() == [begins, 2]
