from __future__ import annotations

import pytest

from retrieval.archive import Archive
from retrieval.ranking.offices import (
    CALLED,
    PREFERRED,
    calls,
    holder_first,
    names_holder,
    preferring_called,
    preferring_holder,
    preferring_most,
)
from retrieval.ranking.rank import windows
from retrieval.records import Verdict
from retrieval.tuning import Tuning
from tests.support.corpora import answering, article, ask, bench, language


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("قال وزير التربية ناجي جلول إن الدروس تعود.", True),
        ("قال يوسف وزير التربية إن الدروس تعود.", True),
        ("قال وزير التربية إن الدروس تعود.", False),
        ("زار وزير التربية، سعيدا، المدرسة.", False),
        ("قال وزير العدل ناجي جلول إن التربية تعود.", False),
        ("لا تعليق على وزير التربية", False),
    ],
)
def test_somebody_is_named_right_behind_the_office_or_is_a_known_name_before_it(
    text: str, *, named: bool
) -> None:
    laid = bench([article("one", text)], language())
    ranking = laid.rank("من هو وزير التربية؟")

    assert names_holder(ranking, laid.corpus, ranking.found.ranges[0]) is named


NEWS = (
    article("school", "قال وزير التربية إن الدروس تعود. وأكد وزير التربية أن المدارس جاهزة."),
    article("fair", "افتتح وزير التربية ناجي جلول معرض الكتاب."),
)


@pytest.mark.parametrize("question", ["من هو وزير التربية؟", "شكون هو وزير التربية؟"])
def test_who_holds_an_office_is_answered_by_what_names_him(question: str) -> None:
    archive = Archive.build(NEWS, language(), answering())

    found = archive.find(question)

    assert found.verdict is Verdict.ANSWERED
    assert found.articles[0] == "fair"


def test_a_question_for_something_else_keeps_its_order_and_its_windows() -> None:
    laid, tuning = bench(NEWS, language()), Tuning()
    ranking = laid.rank("ماذا افتتح وزير التربية؟")
    quotable = windows(ranking, laid.corpus, tuning)

    assert holder_first(ranking, laid.corpus) is ranking
    assert preferring_holder(ranking, quotable, laid.corpus) is quotable
    assert preferring_most(ranking, quotable) is quotable


@pytest.mark.parametrize("question", ["من هو الأمين العام للأمم المتحدة؟", "من هو الوزير السابق للتربية؟"])
def test_an_office_may_carry_the_article_where_it_is_described(question: str) -> None:
    assert bench(NEWS, language()).understand(question).office


def test_a_title_before_a_name_is_no_office_that_is_asked_for() -> None:
    assert not bench(NEWS, language()).understand("من هو الملك فهد بن عبد العزيز؟").office


ACCIDENTS = article(
    "accidents",
    "من أسباب حوادث العمل التي وقعت في البلاد سقوط العمال. وتقول الوزارة إن حوادث العمل تراجعت هذا العام. "
    "واستأثرت ولاية صفاقس بالنصيب الأكبر منها.",
    "حوادث العمل تتراجع",
)


@pytest.mark.parametrize(
    "question", ["ما هي أكثر ولاية وقعت فيها حوادث العمل؟", "ما أكثر جهة فيها حوادث العمل؟"]
)
def test_what_has_the_most_of_something_is_what_a_text_says_has_the_largest_part(question: str) -> None:
    archive = Archive.build([ACCIDENTS, *NEWS], language(), answering())

    start, end = archive.find(question).places[0].span

    assert "صفاقس" in ACCIDENTS.text[start:end]


MINISTERS = (
    article("talks", "بحث الوزير الجهيناوي مع نظيره سيرغي لافروف الوضع في ليبيا."),
    article("named", "عينت الوزارة منصف الهرابي مديرا عاما للشركة خلفا لعامر بشير."),
    article("aleppo", "خرج السكان من الأحياء الشرقية في حلب بعد أن استعاد الجيش نحو 80 بالمائة من مساحتها."),
    article("sfax", "صفاقس مدينة على البحر يبلغ عدد سكانها 300 ألف نسمة."),
)


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("من خلف لافروف؟", False),
        ("شكون خلف عامر بشير؟", True),
        ("كم عدد سكان حلب؟", False),
        ("كم عدد سكان صفاقس؟", True),
    ],
)
def test_a_successor_or_inhabitants_are_named_where_they_are_asked_for(
    question: str, *, answered: bool
) -> None:
    archive = Archive.build([*MINISTERS, *NEWS], language(), answering())

    assert (archive.find(question).verdict is Verdict.ANSWERED) is answered


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("قال رئيس الحكومة نوفل زعرور إن العمل بدأ.", True),
        ("قال نوفل زعرور، المتحدث باسم الشركة، إن العمل بدأ.", True),
        ("عاد نوفل زعرور إلى بيته أمس وانتهى العمل.", False),
        ("عاد نوفل زعرور إلى بيته أمس بعد لقاء مع رئيس الحكومة.", False),
    ],
)
def test_who_somebody_is_is_told_by_what_they_are_beside_their_full_name(text: str, *, called: bool) -> None:
    laid = bench([article("one", text)], language())
    ranking = laid.rank("من هو نوفل زعرور؟")

    assert calls(ranking, windows(ranking, laid.corpus, Tuning()), laid.corpus, 0) is called


def test_who_is_called_so_is_no_doubtful_answer() -> None:
    others = [
        article(f"n{day}", f"قال رئيس الحكومة نوفل زعرور يوم {day} مارس إن العمل بدأ.") for day in range(1, 9)
    ]
    archive = Archive.build(others, language(), Tuning())

    found = archive.find("من هو نوفل زعرور؟")

    assert found.verdict is Verdict.ANSWERED and found.confidence == CALLED


@pytest.mark.parametrize(
    ("question", "preferred"), [("من هو نوفل زعرور؟", True), ("متى عاد نوفل زعرور؟", False)]
)
def test_what_calls_somebody_something_is_preferred_where_that_is_asked(
    question: str, *, preferred: bool
) -> None:
    text = "حضر رئيس الحكومة نوفل زعرور افتتاح المعرض. وعاد نوفل زعرور."
    laid = bench([article("one", text)], language())
    ranking = laid.rank(question)
    before = windows(ranking, laid.corpus, Tuning())
    after = preferring_called(ranking, before, laid.corpus)

    assert sorted(set((after.scores - before.scores).tolist())) == ([0.0, PREFERRED] if preferred else [0.0])


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("ما موقف موسكو من الحداد؟", "وتدعم روسيا الحداد"),
        ("شو موقف أنقرة من الحداد؟", "وتتهم أنقرة الحداد"),
    ],
)
def test_a_stance_is_told_by_what_names_whose_it_is_and_on_what_rather_than_by_its_word(
    question: str, told: str
) -> None:
    rest = "وعاد الوزراء إلى بلادهم مساء الجمعة بعد جولة طويلة في المصانع والموانئ والمزارع وأسواق المدينة القديمة."
    rest = f"{rest} {rest} "
    text = (
        f"بحث الوزراء موقف موسكو وموقف أنقرة من شحنات القمح. {rest}"
        f"وتدعم روسيا الحداد منذ سنوات بالمال والسلاح. {rest}وتتهم أنقرة الحداد بارتكاب انتهاكات واسعة. {rest}"
    )
    found = [article("talks", text)]
    quotes = ask(Archive.build(found, language(), answering()), found, question).quotes

    assert told in quotes[0].text
