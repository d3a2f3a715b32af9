"""What names nothing by itself is of what was spoken of; what asks only of later or earlier is turned there."""

from __future__ import annotations

import pytest

from retrieval.interpretation.narrowing.filters import Facets
from tests.support.meaning import followups, interpreter, knowing

EARLIER = "ماذا حدث في إسطنبول ليلة رأس السنة؟"


@pytest.mark.parametrize(
    ("said", "turn"),
    [
        ("بعدها ماذا حدث؟", 1), ("ماذا حدث بعد ذلك؟", 1), ("شو صار بعدين؟", 1), ("زين وبعدها", 1), ("وبعدها شصار؟", 1),
        ("وبعد شنوة صار؟", 1), ("وماذا حدث لهما بعد ذلك؟", 1),
        ("وكيف انتهت القصة؟", 1), ("كيف انتهت الحرب؟", 0),
        ("وقبلها؟", -1), ("ايش صار قبل هيك؟", -1), ("بعدين", 0), ("ماذا حدث بعد الحرب؟", 0), ("من جاء بعدها؟", 0),
        ("ماذا حدث في إسطنبول؟", 0),
    ],
)  # fmt: skip
def test_what_asks_only_of_later_or_earlier_is_known_by_all_of_its_words(said: str, turn: int) -> None:
    assert interpreter().turned(said) == turn


@pytest.mark.parametrize(
    "said",
    [
        "كم عدد القتلى؟",
        "وكم جريح؟",
        "عايش لو ميت؟",
        "والجرحى؟",
        "قداش من فيلم شارك؟",
        "يعني نجحوا؟",
        "كم تبعد عن الأرض؟",
        "والكويت شو عملت؟",
        "وإيران وش قالت؟",
        "حلال ولا حرام",
        "اتمسك ولا لأ؟",
        "لقاوهم ولا لا؟",
        "إسرائيل شنوا دخلها",
        "شحال حجزو في بنزرت",
        "شدوه؟",
        "لقاوهم؟",
        "إلى أين كانت ذاهبة؟",
        "كانت عايشة مع مين",
        "وين عضه",
        "وين كانت رايحه",
        "من كم سنة ما صار هالشي؟",
        "منذ كم سنة لم يحدث ذلك؟",
        "ومن جاء ثالثا؟",
        "مين كان الأخير؟",
        "على هامش ماذا؟",
        "كان بيلعب في نادي ايه؟",
        "هيسافر القاهرة امتى؟",
        "ويقدر يبيعه؟",
        "دي أول مرة يدرب؟",
        "لمدة قد ايه؟",
        "لقوا جثته؟",
        "كم ساعة قعد في الماء؟",
        "وكم قتيلا تخلف كل عام؟",
        "وش طيحه من المركب؟",
        "شكون كان مسيطر؟",
        "مقابل ايه؟",
        "وقداش ناوين ينتجو",
        "هو كان بيلعب في أي نادي هناك؟",
        "كم عسكري",
        "كم يوما تولى الرئاسة؟",
        "متى تسلم الحكم؟",
        "كان مسافر منين لفين",
        "ليش كان بمصر",
        "متى كان في مصر؟",
        "علاش غالي؟",
        "وعلاش مسكر؟",
        "لماذا ممنوع على الجمهور؟",
        "ولصالح من؟",
        "بقداش الكيلو؟",
        "كم صار سعر اللتر؟",
        "بكم الكيلو الواحد؟",
    ],
)
def test_what_only_events_and_people_have_is_of_the_one_spoken_of(said: str) -> None:
    meant = interpreter().understand(said, EARLIER, Facets())
    assert meant.leans and meant.about == "إسطنبول ليلة رأس السنة"


@pytest.mark.parametrize(
    "said",
    [
        "حلال النهضة ولا حرامها",
        "شحال حجزو الأمن في بنزرت",
        "كم عدد القتلى في هجوم نيس؟",
        "هل مات بوتين؟",
        "الكويت شو عملت",
        "من كم سنة ما صار هالحريق؟",
        "من جاء ثالثا في السباق؟",
        "من هو الثالث؟",
        "على حلب ماذا؟",
        "القيروان",
        "هل مات شيمون بيريز؟",
        "مين مؤسس آبل؟",
        "متى يسمحون للمرأة السعودية بالقيادة؟",
        "ماذا يعيش في الزائدة الدودية؟",
        "هيلعب المغرب امتى؟",
        "بيت الأسد في شارع ايه؟",
        "لقوا السيارة؟",
        "كم ساعة قعد السباح في الماء؟",
        "ما رأيه من الأزمة؟",
        "من كان مدير البنك؟",
        "هو المدرب كان بيلعب في أي نادي هناك؟",
        "كم الساعة",
        "كم يوما تولى زكريا الرئاسة؟",
        "متى كان زلزال مصر؟",
        "لماذا العنف؟",
        "كم ثمن كيلو اللحم؟",
        "متى رمضان؟",
        "لماذا ممنوع التدخين في المطار؟",
    ],
)
def test_what_names_something_leans_on_nothing(said: str) -> None:
    assert not interpreter().understand(said, EARLIER, Facets()).leans


def test_a_place_by_a_known_name_looks_like_no_verb() -> None:
    assert not interpreter().understand("من هو والي تطاوين الجديد؟", EARLIER, Facets()).may_lean


def test_a_year_is_nothing_to_lean_on() -> None:
    earlier = "كم عدد السياح الذين زاروا تونس في 2016؟"
    assert interpreter().understand("وكم بلغت المداخيل", earlier, Facets()).about == earlier[7:-1]


def test_another_place_alone_may_be_of_what_was_asked() -> None:
    meant = interpreter().understand("والجزائر", "كم ميدالية ربحوا في الجودو؟", Facets())
    assert (meant.question, meant.may_lean, meant.common) == ("الجزائر؟", True, "الجزاير")


def test_what_stands_in_front_of_the_word_that_asks_is_no_more_left_out_by_its_pronoun() -> None:
    assert not interpreter().understand("مباراة تونس ومصر شكون ربحها", EARLIER, Facets()).goes_on
    assert interpreter().understand("هل هددتها إسرائيل؟", EARLIER, Facets()).goes_on


def test_what_somebody_became_names_nothing_though_it_was_spoken_of() -> None:
    meant = interpreter().understand("متى صار وزير", "من هو المهاجر وزير كندا؟", Facets())
    assert meant.leans


def test_the_names_of_a_question_are_known_without_its_verbs() -> None:
    assert interpreter().named("نيمار يلعب؟") == ("نيمار",)


@pytest.mark.parametrize("said", ["لماذا يتراجع الدينار؟", "كم سعر الدولار؟"])
def test_a_currency_is_not_of_what_was_spoken_of(said: str) -> None:
    assert not knowing().understand(said, EARLIER, Facets()).common
    assert knowing().understand("متى أقيل المدرب؟", EARLIER, Facets()).common == "مدرب"


def test_what_a_pronoun_is_of_may_stand_before_the_word_that_asks() -> None:
    meant = interpreter().understand("حاملة الطائرات اسمها ايه؟", EARLIER, Facets())
    assert meant.names_itself and not meant.may_lean
    assert not interpreter().understand("وزوجة الرئيس اسمها ايه؟", EARLIER, Facets()).names_itself


def test_there_in_a_dialect_is_where_it_was_spoken_of() -> None:
    meant = interpreter().understand("وعلاش الناس خارجة للشارع تما؟", EARLIER, Facets())
    assert meant.may_lean and meant.about


def test_two_things_named_together_lean_on_nothing() -> None:
    assert not interpreter().understand("التمساح والسائحة", EARLIER, Facets()).may_lean


@pytest.mark.parametrize("said", ["والسبسي؟", "والجبهة الشعبية"])
def test_another_speaker_may_be_asked_of_the_same_topic(said: str) -> None:
    meant = interpreter().understand(said, "ماذا قال علي العريض على المصالحة؟", Facets())
    assert (meant.about, meant.may_lean) == ("المصالحة", True)


def test_places_are_named_without_their_and() -> None:
    assert interpreter().places("من فاز بين تونس ومصر؟") == ("تونس", "مصر")


@pytest.mark.parametrize("said", ["وفما ضحايا؟", "فيه قتلى؟", "كاين جرحى؟", "وفي مصابين؟", "حد مات؟"])
def test_whether_there_are_victims_is_asked_of_what_was_spoken_of(said: str) -> None:
    assert interpreter().understand(said, EARLIER, Facets()).leans


@pytest.mark.parametrize("said", ["فيه اتفاق نووي؟", "كاين مطار في تمنراست؟"])
def test_whether_there_is_something_else_may_be_asked_of_anything(said: str) -> None:
    assert not interpreter().understand(said, EARLIER, Facets()).leans


@pytest.mark.parametrize(
    ("said", "itself"), [("هل مات شيمون بيريز؟", True), ("مين مؤسس آبل؟", True), ("مين قتل الرجل؟", False)]
)
def test_a_name_that_no_list_knows_goes_on_from_nothing(said: str, itself: bool) -> None:
    meant = interpreter().understand(said, EARLIER, Facets())
    assert meant.names_itself is itself and meant.goes_on is not itself


@pytest.mark.parametrize("said", ["حد اتصاب؟", "حدا انقتل؟"])
def test_what_may_have_happened_to_somebody_is_of_what_was_spoken_of(said: str) -> None:
    assert interpreter().understand(said, EARLIER, Facets()).leans


def test_a_longer_question_whose_pronoun_stands_for_nothing_may_be_of_what_was_spoken_of() -> None:
    meant = interpreter().understand("كان فيها كام واحد من عشر سنين؟", EARLIER, Facets())
    assert meant.may_lean and meant.about == "إسطنبول ليلة رأس السنة"


def test_now_alone_asks_the_last_question_of_now() -> None:
    assert interpreter().understand("ودلوقتي؟", "كم عدد سكان غوسلار؟", Facets()).question == (
        "كم عدد سكان غوسلار دلوقتي؟"
    )


@pytest.mark.parametrize("said", ["حدا نفى هالخبر؟", "حدا نفى هذا الخبر؟", "مين نفى هالخبر؟"])
def test_what_only_points_to_news_is_of_what_was_spoken_of(said: str) -> None:
    assert interpreter().understand(said, EARLIER, Facets()).leans


@pytest.mark.parametrize(
    "said",
    [
        "ونزل على ايه؟",
        "ونزل لقداش؟",
        "وطلع بعدها؟",
        "واتعالجت فين؟",
        "وهرب على فين؟",
        "وسكن وين؟",
        "واتجوزت مين؟",
        "ووصل لوين؟",
        "وخسر شحال؟",
    ],
)
def test_a_verb_and_what_is_asked_behind_it_are_of_what_was_spoken_of(said: str) -> None:
    assert interpreter().only_done(said)
    assert interpreter().understand(said, EARLIER, Facets()).question != said or (
        interpreter().understand(said, EARLIER, Facets()).leans
    )


@pytest.mark.parametrize(
    "said",
    [
        "ومصر فين؟",
        "والوزير فين؟",
        "وسعره كام؟",
        "والنتيجة كام؟",
        "وسوريا ليه؟",
        "نزل على ايه؟",
        "ووائل فين؟",
        "ونزل الدينار على ايه؟",
    ],
)
def test_a_noun_or_name_before_what_asks_is_no_verb(said: str) -> None:
    assert not interpreter().only_done(said)


@pytest.mark.parametrize("said", ["وبوتين وصف ترامب بإيه؟", "مين هاد جول؟", "هذا لوكيانوف مين هو؟"])
def test_what_names_two_beside_a_verb_or_asks_who_somebody_is_by_name_leans_on_nothing(said: str) -> None:
    meant = interpreter().understand(said, "ما هي هدنة جنيف؟", Facets())
    assert meant.question == said
    assert not (meant.leans or meant.may_lean)


@pytest.mark.parametrize(
    "said", ["وشو عملت دمشق بعدها؟", "وروسيا عملت ايه بعديها؟", "وايش سوت روسيا ساعتها؟"]
)
def test_then_is_no_thing_that_a_question_names(said: str) -> None:
    assert interpreter().understand(said, "ما هي هدنة جنيف؟", Facets()).leans


def test_a_verb_before_a_common_noun_and_the_word_that_asks_of_it_is_no_owner() -> None:
    meant = interpreter().understand("بعت الرسالة لمين؟", EARLIER, Facets())
    assert (meant.names_itself, meant.may_lean, meant.common) == (False, True, "رساله")


@pytest.mark.parametrize("said", ["من أوقف؟", "مين أنقذو؟", "من صادروا؟"])
def test_who_did_something_that_names_no_more_is_asked_where_that_was(said: str) -> None:
    whole = f"{said.rstrip('؟')} في إسطنبول ليلة رأس السنة؟"
    assert interpreter().understand(said, EARLIER, Facets()).question == whole


def test_a_short_name_is_no_verb_of_morocco() -> None:
    assert not interpreter().understand("مين كيري؟", EARLIER, Facets()).leans
    assert interpreter().understand("شكون كيهدر؟", EARLIER, Facets()).leans


@pytest.mark.parametrize(
    ("earlier", "about"), [("انفجار بغداد كم واحد مات؟", "انفجار بغداد"), ("حريق لندن وين صار؟", "حريق لندن")]
)
def test_what_stands_before_the_word_that_asks_is_spoken_of(earlier: str, about: str) -> None:
    assert interpreter().about(earlier, Facets()) == about


@pytest.mark.parametrize(
    ("asked", "noun"),
    [
        ("ونتيجة التحقيق؟", "تحقيق"),
        ("وعدد القتلى؟", "قتلي"),
        ("وين منشورة الدراسة؟", "دراسه"),
        ("ومباراة الترجي؟", ""),
    ],
)
def test_a_side_or_a_state_of_a_noun_with_the_article_may_be_of_what_was_spoken_of(
    asked: str, noun: str
) -> None:
    assert followups().leaning.may_lean(asked)[1] == noun


def test_what_somebody_of_two_names_did_leans_on_what_was_spoken_of() -> None:
    assert followups().leaning.leans("وتيريزا ماي شو عملت؟")
    assert not followups().leaning.leans("ولندن باريس شو")


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("أين بنوا له نصبا تذكاريا", True),
        ("هل يسمح بحملها في طائرات الخطوط التونسية؟", True),
        ("وما دور الفتاة التي تعاونت معهم دون أن تعلم؟", True),
        ("من هو الوزير الذي التقى به بوتين؟", False),
        ("ماذا قالت تركيا عن جيشها؟", False),
        ("متى تزوج ترامب زوجته ميلانيا؟", False),
    ],
)
def test_a_pronoun_points_back_where_nothing_before_it_may_be_meant(said: str, back: bool) -> None:
    assert interpreter().points_back(said) is back


@pytest.mark.parametrize(
    ("said", "leans"),
    [
        ("كم حاج مات في منى", False),
        ("كم حاج مات", True),
        ("كم جندي قتل في مأرب", False),
        ("قداش واحد غرق في بنزرت", False),
        ("مين مات في سنجار", False),
        ("كم طفل جرح في تعز", False),
        ("كم جهاز سحبوا", True),
        ("شحال حجزو في بنزرت", True),
    ],
)
def test_what_was_done_in_a_place_of_its_own_leans_on_nothing(said: str, leans: bool) -> None:
    assert followups().leaning.leans(said) is leans


def test_what_names_two_is_itself_though_it_goes_on() -> None:
    assert interpreter().understand("ومتى التقى بوتين الأسد؟", EARLIER, Facets()).names_itself
    assert not interpreter().understand("ومتى التقى به بوتين؟", EARLIER, Facets()).names_itself


@pytest.mark.parametrize("said", ["وما الأحياء المعنية؟", "وما الدول المشمولة؟", "وباقي الإخوة؟"])
def test_those_concerned_are_of_what_was_spoken_of(said: str) -> None:
    assert interpreter().understand(said, EARLIER, Facets()).may_lean
