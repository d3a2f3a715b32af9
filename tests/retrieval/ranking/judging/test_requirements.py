from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.ranking.judging.requirements import addresses, counts, identifies
from retrieval.ranking.rank import windows
from retrieval.ranking.selection import choose
from retrieval.tuning import Tuning
from tests.retrieval.ranking.judging.archives import NEWS
from tests.support.corpora import article, bench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from retrieval.ranking.rank import Ranking, Windows
    from retrieval.records import Article

TUNING = Tuning()


def judged(
    judge: Callable[[Ranking, Windows, int], bool], question: str, articles: Iterable[Article]
) -> bool:
    """Return what is judged of the first quote."""
    laid = bench(articles)
    ranking = laid.rank(question)
    quotable = windows(ranking, laid.corpus, TUNING)
    [first] = choose(ranking, quotable, laid.corpus, TUNING, 1)
    return judge(ranking, quotable, first)


def is_addressed(question: str, articles: Iterable[Article] = NEWS) -> bool:
    """Return whether the first quote names what the question wants named."""
    return judged(addresses, question, articles)


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("من هو وزير الدفاع الأمريكي؟", True),
        ("من وزير دفاع أمريكا؟", True),
        ("من هو وزير الدفاع المصري؟", False),
        ("من هو رئيس فرنسا؟", False),
        ("مين رئيس فرنسا؟", False),
        ("من تحدث عن رئيس فرنسا؟", True),
        ("متى تحدث رئيس فرنسا؟", True),
        ("من هو الوزير كارتر؟", True),
    ],
)
def test_who_holds_an_office_stands_only_where_the_office_and_what_it_is_of_are_named(
    question: str, held: bool
) -> None:
    fleet = "قال وزير الدفاع الأمريكي كارتر إن فرنسا سترسل حاملة طائرات إلى المنطقة. وأضاف أن ذلك قريب."
    assert is_addressed(question, (article("fleet", fleet), *NEWS)) is held


def test_who_is_the_new_one_is_told_by_who_holds_the_office() -> None:
    elected = "هنأ الوزير الأمين العام لاتحاد الشغل نور الدين الطبوبي بانتخابه يوم الخميس. وصفق الحاضرون."
    assert is_addressed("من الأمين العام الجديد لاتحاد الشغل؟", (article("elected", elected), *NEWS))
    assert not is_addressed("من الأمين العام الجديد لاتحاد الفلاحين؟", (article("elected", elected), *NEWS))


@pytest.mark.parametrize(
    ("question", "held"), [("من هو وزير الدفاع الروسي؟", False), ("من هو وزير الدفاع الأمريكي؟", True)]
)
def test_an_office_is_not_of_what_stands_far_from_it(question: str, held: bool) -> None:
    fleet = (
        "قال وزير الدفاع الأمريكي كارتر إن الحاملة ستصل إلى المنطقة في نهاية الشهر المقبل مع ثلاث سفن "
        "مرافقة لها وطائرات كثيرة لتعمل هناك مع الجيش الروسي."
    )
    assert is_addressed(question, (article("fleet", fleet),)) is held


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("ما عاصمة أستراليا؟", False),
        ("ما عاصمة العراق؟", True),
        ("ماذا في أستراليا؟", True),
    ],
)
def test_an_attribute_that_a_text_calls_by_name_stands_beside_what_it_is_of(
    question: str, held: bool
) -> None:
    told = (
        article("shark", "هاجمت سمكة قرش غواصا في أستراليا صباح السبت."),
        article("visit", "وصل الوفد إلى بغداد عاصمة العراق صباح السبت."),
    )

    assert is_addressed(question, (*told, *NEWS)) is held


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("كم عدد سكان البرج؟", False),
        ("عدد سكان البرج", True),
        ("كم عدد القتلى في الحريق؟", True),
        ("متى أخلي سكان البرج؟", True),
        ("كم شهرا يستمر ترميم الجسر؟", True),
        ("كم جسرا يرمم في البلدة؟", True),
        ("كم تراجع العجز في الميزان؟", False),
        ("بكم تراجع العجز في الميزان؟", True),
    ],
)
def test_how_many_is_answered_by_a_number_beside_something_that_the_question_names(
    question: str, counted: bool
) -> None:
    fire = article(
        "fire",
        "أخلى رجال الإطفاء سكان البرج من طوابقه العليا بعد ساعات من اندلاع النيران فيه وفق ما جاء في بيان رسمي صدر "
        "عن بلدية المدينة التي قالت إن عدد القتلى بلغ 30.",
    )

    repair = article("repair", "ويستمر ترميم الجسر شهرين.")
    bridges = article("bridges", "ويرمم عمال البلدة جسرين حجريين قديمين.")
    deficit = article(
        "deficit",
        "وتراجع العجز في الميزان وفق آخر المعطيات التي وقع الإعلان عنها نهاية الأسبوع المنقضي بـ135 مليون دينار.",
    )

    assert judged(counts, question, (fire, repair, bridges, deficit, *NEWS)) is counted


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("متى زار (الوزير في بغداد)؟", True),
        ("هل استقال (الوزير في بغداد)؟", False),
        ("ماذا عقد (الوزير)؟", True),
        ("متى هطل المطر (في البندقية)؟", False),
        ("من هو (الوزير في بغداد)؟", True),
        ("هل استقال الوزير في بغداد؟", True),
    ],
)
def test_what_only_names_the_subject_in_brackets_says_nothing_of_what_is_asked(
    question: str, held: bool
) -> None:
    assert is_addressed(question) is held


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("ما أكبر مدينة؟", False),
        ("ما أطول مؤتمر عقد في بغداد؟", False),
        ("من فاز بمدينة بغداد؟", False),
        ("من فاز بهدفين؟", True),
        ("ما حكم الصيام يوم الأحد؟", False),
        ("ماذا عقد الوزير يوم الأحد؟", True),
        ("متى هطل المكر على حمص؟", True),
        ("أين المكر والمنتخت؟", False),
        ("متى المكر؟", True),
    ],
)
def test_a_quote_that_meets_a_question_by_its_day_or_by_slips_or_lacks_the_most_of_its_kind_tells_of_something_else(
    question: str, held: bool
) -> None:
    assert is_addressed(question) is held


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("متى بدأت الثورة الفرنسية؟", False),  # «فرنسا» alone
        ("الثورة الفرنسية بدأت متى؟", False),
        ("متى بدأت الحرب العالمية الأولى؟", False),  # «بدأت» and the root of «الولايات»
        ("متى بدأت مشاورات جنيف؟", True),
        ("متى انتهت مشاورات السلام؟", True),
        ("متى بدأت سفن فرنسا؟", True),
    ],
)
def test_a_quote_with_one_word_of_an_event_that_began_or_ended_tells_of_something_else(
    question: str, held: bool
) -> None:
    talks = article("talks", "بدأت أمس مشاورات في جنيف تقودها الولايات المتحدة.")
    ship = article("ship", "سترسل فرنسا سفينة لتنضم إلى سفن الولايات المتحدة.")

    assert is_addressed(question, (talks, ship, *NEWS)) is held


@pytest.mark.parametrize(("question", "held"), [("ما أفضل هاتف محمول؟", False), ("ما أفضل وفد حضر؟", True)])
def test_a_quote_that_meets_only_the_superlative_of_a_question_tells_of_something_else(
    question: str, held: bool
) -> None:
    assert is_addressed(question, (article("best", "كان أفضل وفد حضر المؤتمر."), *NEWS)) is held


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("ما أكبر دولة مساحة؟", False),
        ("ما أعلى جبل في الدولة؟", False),
        ("ما مساحة الدولة الكبيرة؟", True),
    ],
)
def test_what_is_large_is_not_the_largest(question: str, held: bool) -> None:
    text = "سيطرت الولايات على مساحات كبيرة من الدولة."

    assert is_addressed(question, (article("area", text), *NEWS)) is held


@pytest.mark.parametrize(
    ("question", "others", "title", "held"),
    [
        ("متى ولد كريم سالم؟", 3, "خبر", False),
        ("متى ولد كريم سالم؟", 1, "خبر", True),
        ("من هي زوجة كريم سالم؟", 1, "خبر", False),
        ("متى ولد كريم سالم؟", 3, "كريم سالم", True),
        ("متى زار كريم سالم حلب؟", 3, "خبر", True),
        ("متى وصل كريم سالم؟", 3, "خبر", True),
    ],
)
def test_a_fact_of_a_life_that_much_news_of_somebody_does_not_name_is_not_told_by_any_date_beside_the_name(
    question: str, others: int, title: str, held: bool
) -> None:
    news = [article(f"n{day}", f"زار كريم سالم حلب يوم {day} مارس 2016.", title) for day in range(others)]

    assert is_addressed(question, news) is held


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("من توفي في 11 نوفمبر؟", False),
        ("من اتفق مع الوزير في 11 نوفمبر؟", True),
        ("11 نوفمبر", True),
    ],
)
def test_a_quote_that_meets_only_the_day_and_month_of_a_question_tells_of_something_else(
    question: str, held: bool
) -> None:
    news = article("talks", "اتفق الوزير مع نظيره يوم 11 نوفمبر على التعاون."), *NEWS
    assert is_addressed(question, news) is held


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("من هو الوزير؟", True),
        ("من هو الوزير في بغداد؟", False),
        ("ما المنتخب؟", False),
        ("من هي مدينة بغداد؟", True),
        ("من هي بغداد حلب؟", False),
        ("ما منصب الوزير؟", True),
        ("أين يعمل مطر؟", True),
        ("أين يعمل المزارعون في بغداد؟", False),
    ],
)
def test_who_asks_who_somebody_is_by_a_name_is_answered_where_a_quote_names_them(
    question: str, held: bool
) -> None:
    assert judged(identifies, question, NEWS) is held


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("هذه أعلى نسبة نمو منذ سنة 2011.", False),
        ("بلغت نسبة النمو 4 بالمائة سنة 2011.", True),
        ("بلغت نسبة النمو 2.1 بالمائة.", True),
    ],
)
def test_the_year_of_something_counts_nothing_and_a_decimal_does(text: str, counted: bool) -> None:
    assert judged(counts, "كم نسبة النمو؟", (article("growth", text), *NEWS)) is counted


def test_the_day_of_a_month_counts_nobody_who_died() -> None:
    crane = article("crane", "سقطت رافعة في الحرم يوم الجمعة 11 سبتمبر وخلفت وفيات لم يحدد عددها بعد.")
    assert not judged(counts, "كم قتيلا في سقوط الرافعة في الحرم؟", (crane, *NEWS))


def test_the_day_of_a_month_is_nobodys_age() -> None:
    days = (article("talks", "اتفق كريم سالم والوزير يوم 11 نوفمبر."), *NEWS)
    assert not judged(counts, "كم عمر كريم سالم؟", days)
    assert judged(counts, "كم عمر كريم سالم؟", (article("age", "بلغ كريم سالم 70 عاما."), *NEWS))


@pytest.mark.parametrize(("title", "counted"), [("40 نائبا يهددون بالاستقالة", True), ("نواب يهددون", False)])
def test_a_headline_that_counts_says_how_many(title: str, counted: bool) -> None:
    threat = article("threat", "هدد عدد من نواب المجلس بالاستقالة إن مر قانون المصالحة.", title=title)
    assert judged(counts, "كم نائبا هدد بالاستقالة؟", (threat, *NEWS)) is counted


def test_what_somebody_earned_last_year_is_nobodys_age() -> None:
    earned = article("earned", "أعلن كريم سالم وزوجته أن دخلهما العام الماضي بلغ 503183 دولارا.")
    assert not judged(counts, "كم عمر كريم سالم؟", (earned, *NEWS))


def test_how_many_capitals_did_something_asks_for_the_capital_of_nothing() -> None:
    news = (article("review", "طالبت ثماني عواصم أوروبية بمراجعة العلاقات.", "عواصم تطالب"), *NEWS)
    assert is_addressed("كم عاصمة طالبت بمراجعة النهج؟", news)


@pytest.mark.parametrize("asked", ["كم شخصا جرح في المواجهات؟", "كام واحد اتجرح في المواجهات؟"])
def test_a_number_of_persons_counts_whoever_was_hurt(asked: str) -> None:
    text = "استقبل المستشفى 67 شخصا وهم بين حالات خطيرة وأخرى أقل خطورة منها وذلك بعد يوم من المواجهات."

    assert judged(counts, asked, (article("hurt", text), *NEWS))


def test_that_a_number_amounted_to_something_is_nothing_that_a_quote_has_to_name() -> None:
    news = (article("fire", "أسفر حريق برج الياسمين عن مقتل 17 شخصا."), *NEWS)

    assert judged(addresses, "كم بلغ عدد القتلى (حريق برج الياسمين)؟", news)
    assert judged(addresses, "كم عدد القتلى (حريق برج الياسمين)؟", news)
    assert not judged(addresses, "كم بلغ وزن المزهرية (حريق برج الياسمين)؟", news)


def test_who_holds_an_office_is_told_by_his_counterpart_where_the_passage_names_the_office() -> None:
    talks = (
        article(
            "talks", "زار وزير الخارجية الأمريكي كيري المدينة. ثم التقى نظيره البريطاني جونسون في الميناء."
        ),
        *NEWS,
    )
    laid = bench(talks)
    for question, told in (("من هو وزير الخارجية البريطاني؟", True), ("من هو وزير الخارجية الفرنسي؟", False)):
        ranking = laid.rank(question)
        quotable = windows(ranking, laid.corpus, TUNING)
        named = [n for n in range(len(quotable.ranges)) if identifies(ranking, quotable, n)]
        assert bool(named) is told and all(addresses(ranking, quotable, n) for n in named)
