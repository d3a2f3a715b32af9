"""Two that are compared, and several questions in one message."""

from __future__ import annotations

import pytest

from retrieval.dialogue.turns import Comparison, Context, Odd, Oddity, Questions
from retrieval.interpretation.narrowing.filters import Facets
from tests.support.meaning import dialogue

ALONE = Context()


def sides(said: str, context: Context = ALONE) -> list[str]:
    turn = dialogue().interpret(said, context, Facets())
    return [side.question for side in turn.sides] if isinstance(turn, Comparison) else []


def asked(said: str) -> list[str]:
    turn = dialogue().interpret(said, Context(), Facets())
    assert isinstance(turn, Questions)
    return [meant.question for meant in turn.asked]


@pytest.mark.parametrize(
    ("said", "second"),
    [
        (
            "قارن بين الجسور التي بنتها تونس في فيفري 2017 وتلك التي بنتها في جوان 2017",
            "الجسور التي بنتها تونس في جوان 2017",
        ),
        ("ايه الفرق بين بطارية جالكسي اس 8 و اس 8 بلس", "بطارية جالكسي اس 8 بلس"),
        ("ما الفرق بين القرار الذي اتخذه ترامب وذلك الذي اتخذه أوباما؟", "القرار الذي اتخذه أوباما"),
        ("ما الفرق بين الطائرة التي سقطت في سيناء والتي سقطت في فرنسا؟", "الطائرة التي سقطت في فرنسا"),
        ("قارن بين هجوم باردو وذاك الذي وقع في سوسة", "هجوم وقع في سوسة"),
        ("قارن السبسي بالمرزوقي", "المرزوقي"),
        ("قارن بين أسعار البنزين في تونس وتلك في المغرب", "أسعار البنزين في المغرب"),
        ("قارن بين نتائج الانتخابات عام 2011 وتلك لعام 2014", "نتائج الانتخابات لعام 2014"),
    ],
)
def test_a_side_that_points_has_the_noun_of_the_first_and_what_it_lacks(said: str, second: str) -> None:
    assert sides(said)[1] == second


@pytest.mark.parametrize(
    ("said", "second"),
    [
        ("قارن بين موقف واشنطن من روسيا عام 2014 وموقف ترامب منها", "موقف ترامب من روسيا"),
        ("ما الفرق بين رأي ميركل في المهاجرين ورأي ترامب فيهم؟", "رأي ترامب في المهاجرين"),
        ("قارن بين القانون الجديد والقانون الذي تحدث عنه ترامب", "القانون الذي تحدث عنه ترامب"),
    ],
)
def test_the_pronoun_of_a_side_is_what_the_first_names_behind_the_same_preposition(
    said: str, second: str
) -> None:
    assert sides(said)[1] == second


@pytest.mark.parametrize(
    ("said", "both"),
    [
        ("شو الفرق بين الاسد وترامب بقضية سوريا", ["الاسد بقضية سوريا", "ترامب بقضية سوريا"]),
        (
            "قارن بين تصريحات السبسي وتصريحات المرزوقي عن ليبيا",
            ["تصريحات السبسي عن ليبيا", "تصريحات المرزوقي عن ليبيا"],
        ),
    ],
)
def test_what_two_are_compared_on_is_of_both(said: str, both: list[str]) -> None:
    assert sides(said) == both


@pytest.mark.parametrize(
    ("said", "both"),
    [
        ("مين اكبر رونالدو ولا ميسي", ["عمر رونالدو", "عمر ميسي"]),
        ("شكون أصغر السبسي ولا المرزوقي", ["عمر السبسي", "عمر المرزوقي"]),
        ("مين أكبر تونس ولا ليبيا", ["مساحة تونس", "مساحة ليبيا"]),
        ("مين أغنى بيل غيتس ولا ترامب", ["ثروة بيل غيتس", "ثروة ترامب"]),
        ("مين أكبر كريستيانو رونالدو ولا ميسي", ["عمر كريستيانو رونالدو", "عمر ميسي"]),
        ("مين أكبر جيش مصر ولا تركيا", ["جيش مصر", "جيش تركيا"]),
        ("مين اكبر معمر بتونس ولا اكبر معمرة بالعالم", ["اكبر معمر بتونس", "اكبر معمرة بالعالم"]),
    ],
)
def test_the_larger_of_two_is_so_by_age_where_they_are_persons_and_by_what_it_is_the_largest_of(
    said: str, both: list[str]
) -> None:
    assert sides(said) == both


@pytest.mark.parametrize("said", ["من فاز مالك الجزيري أم موراي", "شكون ربح مالك الجزيري ولا موراي في دبي"])
def test_which_of_two_won_is_asked_of_both(said: str) -> None:
    assert sides(said) == ["مالك الجزيري", "موراي"]


@pytest.mark.parametrize(
    "said",
    [
        "من فاز بالجائزة الفيلم الأول أم الثاني؟",
        "من فاز في الانتخابات ماكرون أم لوبان؟",
        "من فاز بالانتخابات أو خسرها؟",
    ],
)
def test_what_names_what_was_won_is_one_question(said: str) -> None:
    assert asked(said) == [said]


@pytest.mark.parametrize(
    ("said", "both"),
    [
        ("متى مات هيلموت كول وين انولد", ["متى مات هيلموت كول؟", "وين انولد هيلموت كول؟"]),
        ("من قتل محمد الزواري أين قتل", ["من قتل محمد الزواري؟", "أين قتل محمد الزواري؟"]),
    ],
)
def test_a_second_question_may_stand_at_the_end_without_a_conjunction(said: str, both: list[str]) -> None:
    assert asked(said) == both


@pytest.mark.parametrize(
    "said",
    ["متى عرف الأطباء كيف مات", "من كشف للشرطة أين اختفى", "هل قرر الوزير متى يستقيل", "من قال كيف مات"],
)
def test_what_somebody_learns_or_tells_is_no_second_question(said: str) -> None:
    assert asked(said) == [said]


@pytest.mark.parametrize(
    "said", ["قارن بين الموقفين", "ما الفرق بينهما؟", "شو الفرق بيناتهم", "قارنلي بين الاثنين"]
)
@pytest.mark.parametrize(
    ("older", "question"),
    [
        ("ما موقف روسيا من الأزمة؟", "ما موقف تركيا من الأزمة؟"),
        (None, "ما موقف روسيا وتركيا من الأزمة؟"),
        ("مواقف أخرى؟", "ما موقف روسيا وتركيا من الأزمة؟"),
    ],
)
def test_the_two_of_which_the_last_questions_asked_the_same_are_compared(
    said: str, older: str | None, question: str
) -> None:
    context = Context(question, 3, older=older)
    assert sides(said, context) == ["ما موقف روسيا من الأزمة؟", "ما موقف تركيا من الأزمة؟"]


def test_it_is_asked_back_which_two_are_to_be_compared_where_none_were_named() -> None:
    turn = dialogue().interpret("قارن بينهما", Context("من هو ترامب؟", 3), Facets())
    assert turn == Odd(Oddity.VAGUE)


@pytest.mark.parametrize(
    "said",
    [
        "عندي سؤالين: متى تبدأ العطلة ومتى تنتهي؟",
        "لدي سؤالان، متى تبدأ العطلة؟ ومتى تنتهي؟",
        "السؤال الأول: متى تبدأ العطلة؟ والسؤال الثاني: متى تنتهي؟",
        "أولا متى تبدأ العطلة؟ ثانيا متى تنتهي؟",
        "1- متى تبدأ العطلة؟ 2- متى تنتهي؟",
    ],
)
def test_questions_are_asked_without_what_announces_or_numbers_them(said: str) -> None:
    assert asked(said) == ["متى تبدأ العطلة؟", "متى تنتهي العطلة؟"]


@pytest.mark.parametrize("said", ["عندي سؤال واحد بس: متى تبدأ العطلة؟", "نحب نسألك متى تبدأ العطلة؟"])
def test_a_question_is_asked_without_what_announces_it(said: str) -> None:
    assert asked(said) == ["متى تبدأ العطلة؟"]


def test_questions_ask_the_same_in_whatever_words_they_ask() -> None:
    context = Context("ما موقف تركيا من الأزمة؟", 3, older="شو موقف روسيا من الأزمة؟")
    assert sides("قارن بينهما", context) == ["شو موقف روسيا من الأزمة؟", "ما موقف تركيا من الأزمة؟"]
    joined = Context("وما موقف تركيا (بوتين)؟", 3, older="وما موقف روسيا؟")
    assert sides("قارن بينهما", joined) == ["ما موقف روسيا؟", "ما موقف تركيا؟"]


@pytest.mark.parametrize("said", ["مين السبب؟", "ما السبب؟", "ومن المسؤول؟"])
def test_who_or_what_the_cause_is_of_nothing_is_asked_back(said: str) -> None:
    assert dialogue().interpret(said, Context(), Facets()) == Odd(Oddity.VAGUE)
    assert isinstance(dialogue().interpret(said, Context("من هاجم المتحف؟", 3), Facets()), Questions)


def test_which_is_more_of_two_things_is_asked_of_each_by_its_measure() -> None:
    context = Context("وبرج إيفل؟", 3, older="فين برج بيزا؟")
    assert sides("أيهما أعلى؟", context) == ["ارتفاع برج بيزا", "ارتفاع برج إيفل"]
