from __future__ import annotations

import pytest

from retrieval.archive import Archive
from retrieval.ranking.preferring.wording import preferring_most, preferring_stance
from retrieval.ranking.rank import windows
from retrieval.records import Verdict
from retrieval.tuning import Tuning
from tests.support.corpora import answering, article, ask, bench, language

OTHERS = (
    article("school", "قال وزير التربية إن الدروس تعود. وأكد وزير التربية أن المدارس جاهزة."),
    article("fair", "افتتح وزير التربية ناجي جلول معرض الكتاب."),
)
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
    archive = Archive.build([ACCIDENTS, *OTHERS], language(), answering())

    start, end = archive.find(question).places[0].span

    assert "صفاقس" in ACCIDENTS.text[start:end]


def test_where_neither_is_asked_for_all_windows_stay_as_they_were() -> None:
    laid = bench([ACCIDENTS, *OTHERS], language())
    ranking = laid.rank("ماذا افتتح وزير التربية؟")
    quotable = windows(ranking, laid.corpus, Tuning())

    assert preferring_most(ranking, quotable) is quotable
    assert preferring_stance(ranking, quotable) is quotable


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
    archive = Archive.build([*MINISTERS, *OTHERS], language(), answering())

    assert (archive.find(question).verdict is Verdict.ANSWERED) is answered
