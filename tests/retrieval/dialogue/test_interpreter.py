"""What turns are taken for, where the labelled sentences of tests/gold do not say enough."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from retrieval.dialogue import samples
from retrieval.dialogue.turns import (
    AboutAnswer,
    AboutBot,
    AnswerPart,
    Browse,
    Comparison,
    Context,
    Follow,
    FollowRequest,
    Manner,
    Manners,
    Narrowing,
    Pasted,
    Questions,
    Topic,
    Turn,
)
from retrieval.dialogue.wording import latin, splitting
from retrieval.interpretation.narrowing.filters import Facets
from retrieval.passages import excerpts
from retrieval.records import Article, Declined, Refusal, Scope
from tests.support.meaning import dialogue, interpreter

FACETS = Facets(("البوابة", "ترك برس"), datetime.date(2010, 1, 1), datetime.date(2020, 6, 15), ("sport",))
ASKED = Context("ماذا قال لوكيانوف عن دور روسيا؟", 3)


def taken(said: str, context: Context = ASKED) -> Turn:
    return dialogue().interpret(said, context, FACETS)


def asked(said: str, context: Context = ASKED) -> list[str]:
    turn = taken(said, context)
    assert isinstance(turn, Questions)
    return [meant.question for meant in turn.asked]


def test_a_greeting_before_a_question_is_no_part_of_it() -> None:
    assert asked("السلام عليكم، من هو كيري؟") == ["من هو كيري؟"]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("ومن هو؟", "من هو لوكيانوف؟"),
        ("وماذا عن كيري؟", "ماذا قال كيري عن دور روسيا؟"),
        ("وماذا قالت واشنطن؟", "ماذا قالت واشنطن عن دور روسيا؟"),
        ("وشركته؟", "ما شركة لوكيانوف؟"),
        ("ماذا حدث في 11 نوفمبر؟", "ماذا حدث في 11 نوفمبر؟"),
    ],
)
def test_a_follow_up_is_made_whole_grammatically(said: str, means: str) -> None:
    assert asked(said) == [means]


def test_a_word_is_not_cut_as_if_it_ended_in_a_pronoun_unless_the_rest_is_a_word() -> None:
    facets = Facets(knows=lambda word: word == "روسيا")
    said = "هل هذا متفاهم عليه"
    assert interpreter().understand(said, ASKED.question, facets).question == said


@pytest.mark.parametrize("said", ["من بنى القصر، ؟ ، ومتى", "؟؟، قصر الحمراء . «»", "قصر ؛ - ؛ حصن"])
def test_between_two_marks_there_may_be_no_word(said: str) -> None:
    assert isinstance(taken(said), Questions)


def test_the_second_question_of_a_message_leans_on_the_first() -> None:
    assert asked("من هو كيري؟ ومتى ولد؟") == ["من هو كيري؟", "متى ولد كيري؟"]
    assert len(asked("متى وكيف بدأت الحرب؟")) == 1


def test_the_sides_of_a_comparison_share_what_is_said_once() -> None:
    turn = taken("قارن بين موقف روسيا وتركيا من الأسد")
    assert isinstance(turn, Comparison)
    assert [side.question for side in turn.sides] == ["موقف روسيا من الأسد", "موقف تركيا من الأسد"]
    cues, language = interpreter().cues, dialogue().language
    assert splitting.sides("النصرة وداعش", language, cues) == ("النصرة", "داعش")


@pytest.mark.parametrize(
    ("said", "sides"),
    [
        (
            "قارن بين مدة الصيام في الجزائر ومدته في الصومال",
            ["مدة الصيام في الجزائر", "مدة الصيام في الصومال"],
        ),
        ("قارن راتب الوزير في تونس وراتبه في فرنسا", ["راتب الوزير في تونس", "راتب الوزير في فرنسا"]),
        ("شو الفرق بين سكان تونس ومساحتها؟", ["سكان تونس", "مساحة تونس"]),
        ("قارن بين هجوم برلين وهجوم لندن", ["هجوم برلين", "هجوم لندن"]),
    ],
)
def test_a_pronoun_of_the_second_side_of_a_comparison_is_what_the_first_speaks_of(
    said: str, sides: list[str]
) -> None:
    turn = taken(said)
    assert isinstance(turn, Comparison) and [side.question for side in turn.sides] == sides


@pytest.mark.parametrize(
    ("said", "questions"),
    [
        (
            "متى وقع إطلاق النار في كيبيك ومن نفّذه؟",
            ["متى وقع إطلاق النار في كيبيك؟", "من نفذ إطلاق النار في كيبيك؟"],
        ),
        (
            "كم قتيلا سقط في هجوم برلين ومين نفذه؟",
            ["كم قتيلا سقط في هجوم برلين؟", "مين نفذ هجوم برلين؟"],
        ),
        ("ماذا حدث بين باريس ومن معها؟", ["ماذا حدث بين باريس ومن معها؟"]),
    ],
)
def test_who_did_it_is_asked_of_what_happened_where_it_did(said: str, questions: list[str]) -> None:
    assert asked(said, Context()) == questions


@pytest.mark.parametrize(
    ("before", "said", "means"),
    [
        ("متى وقع إطلاق النار في كيبيك؟", "وكم عمره؟", "وكم عمره؟"),
        ("من نفذ إطلاق النار؟", "وكم عمره؟", "كم عمره (نفذ إطلاق النار)؟"),
        ("من نفذ إطلاق النار؟", "شحال فعمرو؟", "شحال عمره (نفذ إطلاق النار)؟"),
        ("مين هجم على المسجد؟", "هو عنده كام سنة؟", "عنده كام سنة (هجم على المسجد)؟"),
        ("سيرينا كسبت مين في النهائي؟", "وهي عندها كام سنة؟", "سيرينا عندها كام سنة؟"),
        ("واش لقاو أقدم إنسان في المغرب؟", "شحال عمرو؟", "شحال عمر أقدم إنسان؟"),
        ("من نفذ هجوم كيبيك؟", "ومن أين هو؟", "من أين هو (نفذ هجوم كيبيك)؟"),
    ],
)
def test_who_has_an_age_or_is_from_somewhere_is_nothing_that_happened(
    before: str, said: str, means: str
) -> None:
    assert asked(said, Context(before, 3)) == [means]


def test_a_list_is_narrowed_by_outlet_section_and_time() -> None:
    turn = taken("مقالات البوابة في 2014")
    assert isinstance(turn, Browse) and turn.scope
    assert turn.scope.outlets == ("البوابة",) and turn.scope.first == datetime.date(2014, 1, 1)
    assert taken("أخبار الرياضة") == Browse(section="sport")
    yesterday = taken("أخبار أمس")
    assert isinstance(yesterday, Browse) and yesterday.scope
    assert yesterday.scope.last == datetime.date(2020, 6, 14)
    ramadan = taken("أخبار سوريا في رمضان 1436")
    assert isinstance(ramadan, Browse) and ramadan.scope
    assert ramadan.scope.first == datetime.date(2015, 6, 18)


def test_a_number_is_one_of_what_is_shown() -> None:
    assert taken("2") == AboutAnswer(AnswerPart.READ, 2)
    assert taken("اقرالي المقال الكل") == AboutAnswer(AnswerPart.READ, whole=True)
    assert taken("لخص المقال الثاني") == AboutAnswer(AnswerPart.SUMMARY, 2)
    assert not isinstance(taken("9"), AboutAnswer)


@pytest.mark.parametrize(
    ("said", "number"), [("ونُشر امتى الكلام ده؟", 0), ("ومتى نُشر ذلك؟", 0), ("ومتى نُشر الأول؟", 1)]
)
def test_when_something_was_published_asks_for_the_day_of_its_article(said: str, number: int) -> None:
    assert taken(said) == AboutAnswer(AnswerPart.DATE, number)


def test_a_word_of_consent_asks_what_was_offered() -> None:
    assert asked("نعم", Context(offered="من هو كيري؟")) == ["من هو كيري؟"]


def test_a_long_text_is_no_question() -> None:
    assert isinstance(taken("خبر طويل " * 30), Pasted)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("Putin", "بوتين؟"),
        ("Who is Putin?", "من هو بوتين؟"),
        ("meen howa boutin", "مين هو بوتين؟"),
        ("what did Trump say about Syria", "ماذا قال ترامب عن سوريا؟"),
        ("the weather tomorrow", None),
    ],
)
def test_latin_letters_are_read_by_names_and_by_how_arabic_is_typed(said: str, means: str | None) -> None:
    assert latin.question(said, dialogue().language.transliteration, dialogue().lists.asking) == means


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("9adech 3dad dha7aya nice", "كم عدد ضحايا نيس؟"),
        ("who is elon musk", "من هو ايلون ماسك؟"),
        ("why did samsung burn", None),
        ("trump travel ban", None),
        ("how old is macron's wife", "كم عمر ماكرون زوجة؟"),
        ("chkoun qtel l9addafi", "شكون قتل القذافي؟"),
        ("lkhobz", None),
        ("l5obz", "خبز؟"),
        ("football", "كرة القدم؟"),
        ("the weather tomorrow", None),
    ],
)
def test_words_in_no_table_are_spelt_as_the_archive_has_them(said: str, means: str | None) -> None:
    held = {"dha7aya": "ضحايا", "5obz": "خبز", "elon": "ايلون", "musk": "ماسك", "burn": "بيرن"}
    transliteration, asking = dialogue().language.transliteration, dialogue().lists.asking
    assert latin.question(said, transliteration, asking, held.get) == means


def test_the_names_in_what_can_be_read_only_in_part_are_kept() -> None:
    turn = taken("why did Samsung burn in Paris", Context())
    assert isinstance(turn, Questions) and turn.unread and turn.named == "سامسونغ باريس"


def test_an_excerpt_is_made_of_slices_of_its_article() -> None:
    body = "افتتح الوزير الجسر الجديد صباح اليوم.\nحضر الحفل مئات السكان من المدينة.\nوقال خبير إن الجسر يخدم الميناء."
    article = Article("1", "الجسر والميناء", body)
    found = excerpts.summary(article, frozenset())
    assert "".join(quote.text for quote in found) and all(
        quote.text == body[quote.start : quote.end] for quote in found
    )
    assert excerpts.share(body, article) == 1.0
    assert excerpts.shared("افتتح الوزير الجسر الجديد صباح اليوم", article)[0].start == 0


def test_in_egyptian_the_word_that_asks_may_come_last_and_each_question_is_whole() -> None:
    turn = dialogue().interpret("مين هو كيري وقال ايه عن سوريا؟ وراح فين؟", Context(), FACETS)
    assert isinstance(turn, Questions)
    assert [one.question for one in turn.asked] == [
        "مين هو كيري؟",
        "ماذا قال كيري عن سوريا؟",
        "فين راح كيري؟",
    ]
    turn = dialogue().interpret("بوتين قال ايه وليه؟", Context(), FACETS)
    assert isinstance(turn, Questions)
    assert [one.question for one in turn.asked] == ["بوتين قال ايه؟", "ليه قال بوتين ذلك؟"]


def test_a_follow_up_in_egyptian_leans_on_the_question_before() -> None:
    turn = dialogue().interpret("وقال ايه عن تركيا؟", Context("مين هو كيري؟", 3), FACETS)
    assert isinstance(turn, Questions)
    assert turn.asked[0].question == "ماذا قال كيري عن تركيا؟"


def test_on_a_further_page_of_a_list_the_first_is_the_first_that_is_shown_and_a_number_is_itself() -> None:
    second_page = Context(None, 0, 6, None, 6)
    assert dialogue().interpret("الأول", second_page, FACETS) == AboutAnswer(AnswerPart.READ, 7)
    assert dialogue().interpret("7", second_page, FACETS) == AboutAnswer(AnswerPart.READ, 7)
    assert dialogue().interpret("افتح 3", second_page, FACETS) == AboutAnswer(AnswerPart.READ, 3)


def test_what_is_asked_of_an_answer_may_begin_with_a_word_that_only_begins_it() -> None:
    after = Context("من هو كيري؟", 3)
    assert dialogue().interpret("طيب لخص المقال", after, FACETS) == AboutAnswer(AnswerPart.SUMMARY)
    assert isinstance(dialogue().interpret("طب ايه أخبار سوريا؟", after, FACETS), Browse)


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("بدي أعرف شو صار في حلب", "شو صار في حلب"),
        ("احكيلي عن كيري", "كيري"),
        ("عايز أعرف حاجة عن حريق لندن", "حريق لندن"),
        ("بدي اعرف كل شي عن حريق لندن", "حريق لندن"),
        ("تفاصيل عن حريق لندن", "حريق لندن"),
        ("سألتك من قبل وما فهمت، أريد أن أعرف ماذا قال كيري", "ماذا قال كيري"),
    ],
)
def test_what_only_leads_to_a_question_is_no_part_of_it(said: str, asks: str) -> None:
    turn = taken(said, Context())
    assert isinstance(turn, Questions) and turn.said == asks


@pytest.mark.parametrize(
    ("said", "leans"),
    [
        ("متى انخطفوا؟", True),
        ("كم جهاز سحبوا", True),
        ("هيسافروا امتى", True),
        ("مين هي ميلانيا", False),
        ("متى زلزال", False),
        ("كم راتب رونالدو", False),
        ("شنوا طلبو", True),
        ("وين المؤتمر", False),
        ("كم بلغ سعر النفط في روسيا", False),
    ],
)
def test_a_question_that_names_nothing_leans_on_what_was_spoken_of(said: str, leans: bool) -> None:
    turn = taken(said)
    assert isinstance(turn, Questions)
    assert turn.asked[0].leans is leans


def test_a_question_in_context_has_what_was_spoken_of_in_brackets_which_later_ones_keep() -> None:
    meant = interpreter().understand("متى انخطفوا", "من هم سفيان ونذير؟", FACETS)
    assert meant.in_context and meant.in_context.question == "متى انخطفوا (سفيان ونذير)؟"
    later = interpreter().understand("ولماذا؟", meant.in_context.question, FACETS)
    assert later.question == "لماذا انخطفوا (سفيان ونذير)؟"


@pytest.mark.parametrize(
    ("said", "labels", "section"),
    [
        ("وفي 2016؟", ["2016"], None),
        ("بس في 2016", ["2016"], None),
        ("بس الرياضة", [], "sport"),
        ("فقط البوابة", ["البوابة"], None),
        ("طيب وفي 2016؟", ["2016"], None),
    ],
)
def test_a_list_is_narrowed_by_what_is_said_next(said: str, labels: list[str], section: str | None) -> None:
    turn = taken(said, Context(listed=Browse("سوريا"), headlines=6))
    assert isinstance(turn, Browse)
    assert [one.label.removeprefix("في ") for one in turn.narrowings] == labels
    assert (turn.subject, turn.section) == ("سوريا", section)


def test_another_subject_behind_an_opener_is_listed_within_the_same_time() -> None:
    within = taken("أخبار سوريا في 2014")
    assert isinstance(within, Browse) and within.narrowings
    assert taken("طيب وتركيا؟", Context("سوريا", listed=within, headlines=6)) == replace(
        within, subject="تركيا"
    )


@pytest.mark.parametrize(
    "said", ["تابع هذا الموضوع", "أريد متابعة هذا الخبر", "تابعلي هالموضوع", "هل يمكنني متابعة الموضوع؟"]
)
def test_this_matter_is_followed_by_what_was_spoken_of(said: str) -> None:
    context = Context("من هاجم المتحف في باريس؟", 3)
    assert taken(said, context) == Follow(FollowRequest.BEGIN, Browse("المتحف في باريس"))
    assert taken(said, Context()) == Follow(FollowRequest.BEGIN, Browse())


def test_news_of_a_noun_are_of_what_was_spoken_of_only_where_that_begins_with_it() -> None:
    assert taken("أخبار الهجوم", Context("من تبنى هجوم برلين؟", 3)) == Browse("هجوم برلين")
    assert taken("أخبار الديوانة", Context("من نظمها (الوقفة، مطالب الديوانة)؟", 3)) == Browse("الديوانة")


def test_the_oldest_of_a_subject_and_that_of_what_was_spoken_of_can_be_listed() -> None:
    assert taken("أقدم مقال عن كيري") == Browse("كيري", oldest=True)
    assert taken("آخر أخباره") == Browse("لوكيانوف")


def test_two_things_asked_of_the_bot_get_both_replies() -> None:
    assert taken("كم مقالا عندك وما مصادرك؟") == AboutBot(Topic.COUNT, also=(Topic.SOURCES,))


def test_the_last_article_is_the_newest_where_none_is_shown() -> None:
    assert taken("عطيني آخر خبر", Context()) == Browse()
    assert taken("عطيني آخر خبر", Context("من هو كيري؟", 3)) == AboutAnswer(AnswerPart.READ)


@pytest.mark.parametrize("said", ["قالوا 12", "لا، كانوا تسعة", "بل 12"])
def test_another_number_than_was_told_disputes_the_answer(said: str) -> None:
    turn = dialogue().interpret(said, Context("كم قتيلا في الهجوم؟", 1), FACETS)
    assert turn == Manners((Manner.COMPLAINT,), reasoned=True)
    assert isinstance(dialogue().interpret(said, Context(), FACETS), Questions)


@pytest.mark.parametrize("said", ["كم 12؟", "قالوا 2016", "12 قتيلا", "قالوا 12؟"])
def test_what_asks_or_names_a_year_disputes_no_number(said: str) -> None:
    turn = dialogue().interpret(said, Context("كم قتيلا في الهجوم؟", 1), FACETS)
    assert turn != Manners((Manner.COMPLAINT,), reasoned=True)


def test_where_it_was_made_is_asked_of_the_bot() -> None:
    assert isinstance(taken("في أي دولة صنعوك؟"), AboutBot)


def test_who_holds_an_office_of_its_own_is_not_of_who_was_spoken_of() -> None:
    meant = interpreter().understand("ومن هو رئيس الحكومة؟", "من هو الباجي قائد السبسي؟", FACETS)
    assert meant.question == "ومن هو رئيس الحكومة؟" and not meant.leans and not meant.about
    assert interpreter().understand("ومن هو المدير؟", "من هو الباجي قائد السبسي؟", FACETS).about


def test_where_that_was_read_asks_for_the_source() -> None:
    assert taken("وين قرأت هذا؟") == AboutAnswer(AnswerPart.SOURCE)


@pytest.mark.parametrize("until", ["لحد امتى", "لغاية امتى", "حتى امتى"])
def test_until_when_is_asked_in_one_word(until: str) -> None:
    assert asked(f"{until} يستمر الإضراب؟", Context()) == ["إلى امتى يستمر الإضراب؟"]


def test_what_is_joined_to_its_verb_is_taken_apart() -> None:
    assert asked("وشكال كيري عن داعش", Context()) == ["وشنو كال كيري عن داعش"]
    assert asked("كيري كان شغال ايه؟", Context()) == ["كيري كان شغال ايه؟"]
    assert asked("شسمه؟", Context("من هو المدرب؟", 1)) == ["شنو اسم المدرب؟"]
    assert asked("والجريدة شسوت بعدين؟", Context()) == ["والجريدة شنو سوت بعدين؟"]


def test_a_list_goes_on_with_another_subject() -> None:
    assert taken("والسعودية؟", Context(listed=Browse("إيران"))) == Browse("السعودية")
    assert isinstance(taken("والسعودية؟", Context()), Questions)


@pytest.mark.parametrize(
    ("said", "earlier", "means"),
    [
        ("ليش انهار", "طيب ومؤتمر سوتشي", "ليش انهار مؤتمر سوتشي؟"),
        ("وباريس؟", "زين وهجوم نيس", "هجوم باريس؟"),
        ("هو عمل ايه في الفساد", "مين يوسف الشاهد", "يوسف الشاهد عمل ايه في الفساد؟"),
        ("وما موقف النهضة؟", "ماذا قال الشاهد عن الفساد؟", "ما موقف النهضة من الفساد؟"),
    ],
)
def test_a_follow_up_in_dialect_or_without_its_topic_is_made_whole(
    said: str, earlier: str, means: str
) -> None:
    assert interpreter().understand(said, earlier, FACETS).question == means


def test_a_preposition_that_looks_like_a_given_name_names_nobody() -> None:
    article = Article(
        "1", "عنوان", "وأكد الوزير على الشكوك المتبادلة. وقال علي العريض إن الحركة نبهت إلى ذلك."
    )
    found = samples.people(article, dialogue().lists.given_names, dialogue().language)
    assert [person.name for person in found] == ["علي العريض"]


@pytest.mark.parametrize(
    ("said", "earlier", "means"),
    [
        ("مين كان قبله؟", "من محافظ البنك المركزي؟", "من محافظ البنك المركزي السابق؟"),
        ("ومن خلفه؟", "من هو رئيس وزراء إيطاليا الذي استقال؟", "من رئيس وزراء إيطاليا الجديد؟"),
        ("مين كان قبله؟", "مين ترامب", "من كان قبل ترامب؟"),
        ("شكون كان قبله؟", "شكون ربح الانتخابات؟", "من كان قبل من ربح الانتخابات؟"),
        ("وهل قبض عليه؟", "من نفذ الهجوم؟", "هل قبض على من نفذ الهجوم؟"),
        ("وشو قال عن إيران؟", "من كان قبل ترامب؟", "شو قال ترامب عن إيران؟"),
        ("وماذا عن التضخم؟", "ما نسبة النمو في تونس سنة 2016؟", "ما نسبة التضخم في تونس سنة 2016؟"),
        ("ماذا فعل في برلين؟", "من هو أنيس العامري؟", "ماذا فعل أنيس العامري في برلين؟"),
        ("من أمره بذلك؟", "ماذا فعل أنيس العامري؟", "من أمر أنيس العامري بذلك؟"),
        ("هل له شركاء في سويسرا؟", "من هو أنيس العامري؟", "هل لأنيس العامري شركاء في سويسرا؟"),
        ("وفي أفريل 2017؟", "كم بلغ التضخم (تونس)؟", "كم بلغ التضخم في أفريل 2017 (تونس)؟"),
        ("من زوجها؟", "وش قضية ايفانكا ترامب؟", "من زوج ايفانكا ترامب؟"),
        ("وكم ثمنها؟", "أين عثر القس على الماسة؟", "كم ثمن الماسة؟"),
        ("من شكره؟", "ماذا فعل بالقس؟", "من شكر القس؟"),
        ("لماذا قتله؟", "كم كان عمره (قتل السفير الروسي)؟", "لماذا قتل السفير الروسي؟"),
        ("ماذا قال أوباما عنه؟", "ما قانون ملاحقة السعودية؟", "ماذا قال أوباما عن قانون ملاحقة السعودية؟"),
        ("متى وقع؟", "من نفذ الهجوم؟", "متى وقع الهجوم؟"),
        ("كم كان عدد الضحايا؟", "من نفذ الهجوم؟", "كم كان عدد الضحايا (الهجوم)؟"),
        ("كم كان عدد الضحايا؟", "من قام بانفجار تونس؟", "كم كان عدد الضحايا (انفجار تونس)؟"),
        ("النتيجة كم كانت؟", "مين ربح كأس تونس؟", "ما النتيجة (ربح كأس تونس)؟"),
        ("وكم أصيب؟", "ماذا حدث في محطة مترو سان بطرسبورغ؟", "كم أصيب في محطة مترو سان بطرسبورغ؟"),
        ("ومين كان قبله؟", "مين صار مكان مايكل فلين؟", "من كان قبل مايكل فلين؟"),
        ("وين كان بالضبط؟", "كم واحد مات بالحريق؟", "وين كان بالضبط الحريق؟"),
        ("وكم نسبته؟", "من فاز في الانتخابات الفرنسية؟", "كم نسبته (فاز في الانتخابات الفرنسية)؟"),
        ("هل أصيب؟", "شو صار للسراج في طرابلس؟", "هل أصيب السراج؟"),
        ("هل أصيب؟", "شو صار للاعب اللي ضربوه؟", "هل أصيب اللاعب اللي ضربوه؟"),
        ("ماذا طلبت من أمريكا؟", "من هي هدى القاسم؟", "ماذا طلبت هدى القاسم من أمريكا؟"),
        (
            "وكم مدته؟",
            "متى توصل كيري ولافروف إلى اتفاق في سوريا؟",
            "كم مدته (توصل كيري ولافروف إلى اتفاق في سوريا)؟",
        ),
        ("وماذا وصف بوتين ترامب؟", "شنو قال ترامب عن الاتفاق", "وماذا وصف بوتين ترامب؟"),
        ("كم عمره؟", "ليش السكران اتصل بالشرطة في أمريكا؟", "كم عمر السكران؟"),
        ("شكون بناه؟", "بقداش تكلف قصر المعارض؟", "شكون بنى قصر المعارض؟"),
        ("والمصري؟", "ما لون قميص المنتخب التونسي؟", "ما لون قميص المنتخب المصري؟"),
        ("وغدا؟", "كيف الطقس اليوم في تونس؟", "كيف الطقس غدا في تونس؟"),
        ("وغدا؟", "كيف الطقس في تونس؟", "كيف الطقس في تونس غدا؟"),
        (
            "ما اسمه؟",
            "لماذا أجازت المحكمة البريطانية للأطباء التوقف عن علاج الرضيع؟",
            "ما اسم الرضيع (أجازت المحكمة البريطانية للأطباء التوقف عن علاج الرضيع)؟",
        ),
        (
            "ما اسمها؟",
            "لماذا أجازت المحكمة البريطانية للأطباء التوقف عن العلاج؟",
            "ما اسم المحكمة البريطانية؟",
        ),
        ("وكم عمره؟", "كم ساعة قعد في الماء (صياد)؟", "كم عمر صياد؟"),
        ("ما اسمها؟", "لماذا هددت كوريا الشمالية أستراليا؟", "ما اسم كوريا الشمالية؟"),
        ("وماذا عن اليابان؟", "ما اسم كوريا الشمالية؟", "ما اسم اليابان؟"),
        (
            "وما هي هذه الدول؟",
            "لماذا قطعت دول الخليج علاقتها بقطر؟",
            "ما هي الدول (قطعت دول الخليج علاقتها بقطر)؟",
        ),
        ("وكيف أوقفوه؟", "هل السائق إرهابي؟", "كيف أوقفوا السائق؟"),
        ("وما السبب؟", "كم كان على متن الطائرة العسكرية؟", "ما السبب (الطائرة العسكرية)؟"),
        ("وكم كلفته؟", "كم موطن شغل في ميناء النفيضة؟", "كم كلفته (موطن شغل في ميناء النفيضة)؟"),
        ("ومن هم؟", "كم شهيدا في هجوم بن قردان؟", "من هم (شهيدا في هجوم بن قردان)؟"),
        ("وهل سيسمحون للتونسيين؟", "ماذا قال الشاذلي العياري؟", "هل سيسمحون للتونسيين (الشاذلي العياري)؟"),
        ("وأين رفع؟", "من يطالب بإنزال العلم الكردي؟", "أين رفع إنزال العلم الكردي؟"),
        ("كم عمره؟", "من السائق (حادث الحافلة)؟", "كم عمره (السائق، حادث الحافلة)؟"),
        ("ومن محافظه؟", "كم أصبحت نسبة الفائدة؟", "من محافظه (نسبة الفائدة)؟"),
        (
            "ومتى التقوا؟",
            "لماذا لم يصافح ترامب المستشارة الألمانية؟",
            "متى التقوا (لم يصافح ترامب المستشارة الألمانية)؟",
        ),
        ("ومن أعلن ذلك؟", "وما نسبة النمو (التضخم)؟", "ومن أعلن ذلك (النمو، التضخم)؟"),
        ("وماذا عن الناجين؟", "كم عدد الضحايا (احترق البرج في لندن)؟", "الناجين (احترق البرج في لندن)؟"),
    ],
)
def test_a_follow_up_of_office_deed_or_measure_is_made_whole(said: str, earlier: str, means: str) -> None:
    assert interpreter().understand(said, earlier, FACETS).question == means


@pytest.mark.parametrize(
    ("said", "earlier", "about"),
    [
        (
            "في أي مركز جاءتا؟",
            "من هي المرأة ضمن النساء اللاتي غيرن العالم؟",
            "المرأة ضمن النساء اللاتي غيرن العالم",
        ),
        ("وكم زيارة قاموا بها؟", "كم مخالفة اقتصادية في نابل؟", "مخالفة اقتصادية في نابل"),
        ("هل هددتها إسرائيل؟", "من أين انطلقت سفينة الزيتونة؟", "سفينة الزيتونة"),
        ("ومن بكت؟", "لماذا احترق البرج في لندن؟", "احترق البرج في لندن"),
    ],
)
def test_what_was_spoken_of_is_kept_with_where_it_was_and_what_it_did(
    said: str, earlier: str, about: str
) -> None:
    meant = interpreter().understand(said, earlier, FACETS)
    assert meant.may_lean and meant.about == about


def test_a_preposition_alone_is_a_word_whether_the_archive_holds_it_or_not() -> None:
    facets = replace(FACETS, knows=lambda _: False)
    meant = interpreter().understand("وبشأن ماذا؟", "من زار كيري؟", facets)
    assert meant.question == "بشأن ماذا (زار كيري)؟"


def test_what_somebody_did_is_spoken_of_as_a_whole_and_corrected_as_it_was_asked() -> None:
    froze = "لماذا (جمد صندوق النقد من قرض تونس)؟"
    assert interpreter().understand("من كشف عن ذلك؟", froze, FACETS).question == "من كشف عن ذلك؟"
    assert interpreter().understand("من كشف عن ذلك؟", froze, FACETS).about == "جمد صندوق النقد من قرض تونس"
    after = "وماذا بعد (فعل كيري في موسكو)؟"
    assert interpreter().corrected("لافروف", after, FACETS).question == "ماذا فعل لافروف في موسكو؟"


@pytest.mark.parametrize(
    ("said", "goes_on"),
    [
        ("أي دول يشملها القرار؟", True),
        ("وماذا فعلت السعودية؟", True),
        ("أين تقع السعودية؟", False),
        ("روسيا الشماليه", False),
    ],
)
def test_what_is_short_and_names_nobody_or_follows_on_may_go_on(said: str, goes_on: bool) -> None:
    assert interpreter().understand(said, "من زار موسكو؟", FACETS).goes_on is goes_on


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("نرجع للانتخابات الفرنسية، من خسر؟", ["من خسر (الانتخابات الفرنسية)؟"]),
        ("نعود إلى قضية المرفأ، كم قتل؟", ["كم قتل في المرفأ؟"]),
        ("نرجع لموضوع كيري أين ولد", ["أين ولد كيري؟"]),
    ],
)
def test_one_goes_back_to_what_was_spoken_of_before(said: str, asks: list[str]) -> None:
    assert asked(said, Context("من زار موسكو؟", 3)) == asks


@pytest.mark.parametrize("said", ["ثم ماذا حدث؟", "وماذا بعد؟"])
def test_what_came_after_an_answer_is_no_list_of_news(said: str) -> None:
    turn = dialogue().interpret(said, Context("من زار موسكو؟", 3), FACETS)
    assert isinstance(turn, Questions) and turn.asked[0].turned == 1


def test_a_correction_takes_the_place_of_what_was_spoken_about_where_it_is_like_it() -> None:
    before = Context("ماذا قالت سلمى اللومي عن الروس؟", 3)
    assert asked("قصدي الجزائريين", before) == ["ماذا قالت سلمى اللومي عن الجزائريين؟"]


@pytest.mark.parametrize(
    ("said", "before", "means"),
    [
        ("لا أقصد تركيا", "من يدعمهم (كوبا)؟", "من يدعم تركيا؟"),
        ("لا أقصد لافروف", "مع من (اجتمع كيري في سوريا)؟", "مع من (اجتمع لافروف في سوريا)؟"),
        ("لا أقصد تركيا", "هولندا", "تركيا"),
        ("لا مو هذا، اتفاق باريس", "من وقع اتفاق الصيد؟", "من وقع اتفاق باريس؟"),
        ("لا، روسيا مش أمريكا", "ماذا فرضت عليها أمريكا؟", "ماذا فرضت عليها روسيا؟"),
        ("لا أقصد الكاتب", "ماذا قال لهم (هدد الوزير)؟", "ماذا قال الكاتب؟"),
        ("لأ موسكو", "هل زار كيري دمشق؟", "هل زار كيري موسكو؟"),
        ("لا قصدي الباك، قداش من تلميذ اجتاز الباك؟", "من فاز بالكأس؟", "قداش من تلميذ اجتاز الباك؟"),
        ("لأ أقصد ماكرون، بكم اشترى بدلته؟", "من فاز بالكأس؟", "بكم اشترى بدلة ماكرون؟"),
        ("لا، قصدي الأسد، ومتى زار موسكو؟", "ماذا قال كيري؟", "متى زار الأسد موسكو؟"),
        ("قصدي الأسد، من دمشق", "ماذا قال كيري؟", "ماذا قال الأسد، من دمشق؟"),
        ("لا في باريس", "متى التقى كيري لافروف؟", "متى التقى كيري لافروف في باريس؟"),
        ("لا مو جنيف، فيتنام", "من خرقه (الاتفاق)؟", "من خرقه (الاتفاق في فيتنام)؟"),
        ("لا بل عن تركيا شو قال", "ماذا قال كيري عن قطر؟", "شو قال كيري عن تركيا؟"),
    ],
)
def test_a_correction_is_of_what_was_named_or_of_what_that_was_asked_of(
    said: str, before: str, means: str
) -> None:
    assert [question.rstrip("؟") for question in asked(said, Context(before, 3))] == [means.rstrip("؟")]


@pytest.mark.parametrize(
    ("said", "before", "means"),
    [
        ("لا أقصد غانم، أقصد سالم البحري", "هل مات رشيد غانم الذي هاجم الميناء؟", "هل مات سالم البحري؟"),
        ("لا أقصد البطاحات، أقصد مطار جربة", "علاش وقفت (أسطول بطاحات جربة)؟", "علاش وقفت (مطار جربة)؟"),
        (
            "لا أقصد أمريكا بل بريطانيا",
            "ما السبب (تحذير أمريكا من السفر)؟",
            "ما السبب (تحذير بريطانيا من السفر)؟",
        ),
        (
            "لا أقصد قافلة الكاف، أقصد قافلة القصرين",
            "كم طبيبا في القافلة إلى الكاف؟",
            "كم طبيبا في القافلة إلى القصرين؟",
        ),
        ("ليس كيري بل لافروف", "ماذا قال كيري عن سوريا؟", "ماذا قال لافروف عن سوريا؟"),
        ("ما أقصد سوسة، أقصد صفاقس", "ماذا حدث بسوسة؟", "ماذا حدث بصفاقس؟"),
        ("لا أعني داعش، أعني القاعدة", "من هو زعيم داعش؟", "من هو زعيم القاعدة؟"),
        (
            "لا، أقصد في سوسة",
            "كم واحد احتفظوا به (حارسا ضبطوه)؟",
            "كم واحد احتفظوا به (حارسا ضبطوه في سوسة)؟",
        ),
    ],
)
def test_what_was_meant_takes_the_place_of_what_was_not(said: str, before: str, means: str) -> None:
    assert asked(said, Context(before, 3)) == [means]


def test_a_place_that_was_meant_leaves_the_date_of_the_question() -> None:
    before = Context("كم شخصا احتفظوا به (حارسا ضبطوه في أكتوبر 2016)؟", 3)
    assert asked("لا، أقصد في سوسة", before) == ["كم شخصا احتفظوا به (حارسا ضبطوه في أكتوبر 2016 في سوسة)؟"]


def test_a_question_that_names_nothing_is_of_what_was_spoken_of_though_that_has_its_verb() -> None:
    earlier = "من وين هما الزوز اللي شدّوهم في بني خلاد بتهمة السرقة؟"
    known = replace(FACETS, knows=lambda word: word != "شدو")
    for facets in (FACETS, known):
        meant = interpreter().understand("وين شدوهم بالضبط؟", earlier, facets)
        of = meant.in_context.question if meant.in_context else meant.question
        assert of.startswith("وين شدوهم بالضبط (") and "الزوز اللي شدّوهم في بني خلاد بتهمة السرقة" in of


def test_what_was_to_be_stays_before_its_verb_where_the_word_that_asks_comes_first() -> None:
    before = Context("ليه اتلغى إضراب الأطباء؟", 3)
    assert asked("كان هيكون إمتى؟", before) == ["إمتى كان هيكون (اتلغى إضراب الأطباء)؟"]


def test_a_noun_in_brackets_ends_in_no_word_that_something_has_to_follow() -> None:
    earlier = "مين هي الدول اللي قاطعتها (تقاطع دول الخليج قطر)؟"
    meant = interpreter().understand("وإيران شو كان موقفها؟", earlier, FACETS)
    assert "اللي" not in meant.question + meant.about and "الخليج" in meant.question + meant.about


def test_a_name_alone_after_what_a_woman_did_may_be_of_that() -> None:
    meant = interpreter().understand("وماذا عن ماكرون؟", "لماذا استقالت وزيرة الدفاع سيلفي غولار؟", FACETS)
    assert meant.may_lean and meant.about == "وزيرة الدفاع سيلفي غولار"


def test_what_was_meant_takes_the_place_of_what_was_not_in_the_question_that_named_that() -> None:
    context = Context("كم عمره؟", 3, older="من هاجم المتحف في باريس؟")
    assert asked("لا أقصد باريس، أقصد لندن", context) == ["من هاجم المتحف في لندن؟"]


@pytest.mark.parametrize(
    ("said", "before", "means"),
    [
        ("ومن هو؟", "لوكيانوف شو قال", "من هو لوكيانوف؟"),
        ("وماذا قال؟", "كيري وين راح (المؤتمر)", "ماذا قال كيري (المؤتمر)؟"),
        ("والأسد ماذا يريد منها؟", "ما موقف تركيا؟", "ماذا يريد الأسد من تركيا؟"),
        ("وأردوغان شو قال عنها؟", "ما موقف تركيا؟", "شو قال أردوغان عن تركيا؟"),
        ("وأين حدث ذلك؟", "السائق كم عمره", "أين حدث ذلك (السائق)؟"),
        ("وكيف كانت علاقتها بقطر؟", "تركيا شو علاقتها بالموضوع", "كيف كانت علاقة تركيا بقطر؟"),
        ("سوريا شو عاد فيها", "من هو كيري؟", "سوريا شو عاد فيها"),
        ("ومن تكون؟", "ماذا قالت بسمة؟", "من تكون بسمة؟"),
        ("من أرسلها؟", "المدمرة وش ذي", "من أرسل المدمرة؟"),
        ("مع من أجرى محادثات؟", "ماذا قال كيري؟", "مع من أجرى كيري محادثات؟"),
        ("علام اتفقا؟", "أين التقى كيري ولافروف؟", "على ماذا اتفق كيري ولافروف؟"),
    ],
)
def test_who_is_named_before_the_word_that_asks_is_who_it_is_asked_of(
    said: str, before: str, means: str
) -> None:
    assert asked(said, Context(before, 3)) == [means]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("الوزراء متى اجتمعو", "الوزراء متى اجتمعوا"),
        ("شكون كتبو الوزراء", "شكون كتبو الوزراء"),
        ("شو رايو بقطر", "شو راي كيري بقطر؟"),
        ("مين عمرو دياب", "مين عمرو دياب"),
        ("السفينة وين رايحة", "السفينة وين رايحة"),
    ],
)
def test_letters_that_dialects_write_otherwise_are_as_the_standard_has_them(said: str, means: str) -> None:
    assert asked(said, Context("من هو كيري؟", 3)) == [means]


def test_a_relative_is_known_as_it_is_mostly_written_and_a_preposition_is_none() -> None:
    assert asked("الولد الي انذبح وين") == ["الولد اللي انذبح وين"]
    assert asked("هل وصل الرئيس الي باريس؟") == ["هل وصل الرئيس الي باريس؟"]


def test_where_it_was_is_of_what_those_did_who_were_asked_for() -> None:
    context = Context("من هما وزيرا الخارجية؟", 3, older="متى وصل وزيرا الخارجية إلى اتفاق؟")
    assert asked("في أي مدينة؟", context) == ["في أي مدينة وصل وزيرا الخارجية إلى اتفاق؟"]


def test_what_an_older_question_was_of_is_no_part_of_its_words() -> None:
    earlier, older = "الست اللي سلمت نفسها للجيش كان معاها كام عيل", "مين السبب (الطائرة الروسية)؟"

    assert asked("اسمها ايه؟", Context(earlier, 3, older=older)) == ["اسمها ايه؟"]


@pytest.mark.parametrize(
    ("said", "names_itself"),
    [
        ("من هو بيسكوف؟", True),
        ("متى فاز بيسكوف؟", True),
        ("من هو المدرب؟", False),
        ("متى هددتها قطر؟", False),
    ],
)
def test_what_names_what_it_is_about_is_of_nothing_before(said: str, names_itself: bool) -> None:
    assert interpreter().understand(said, "أين عقد المؤتمر؟", FACETS).names_itself is names_itself


def test_what_leans_on_a_noun_that_was_of_something_is_of_both() -> None:
    meant = interpreter().understand("هل ذكرته الصحف؟", "متى أقيل المدرب (النجم)؟", FACETS)
    assert meant.about == "المدرب، النجم"


@pytest.mark.parametrize("said", ["و2015؟", "وسنة 2015", "طيب 2015؟"])
def test_a_year_that_follows_on_takes_the_place_of_the_one_before(said: str) -> None:
    assert asked(said, Context("ما نسبة النمو في تونس سنة 2016؟", 3)) == ["ما نسبة النمو في تونس في 2015؟"]


def test_which_is_more_is_asked_of_the_last_two_questions() -> None:
    growth = ("ما نسبة النمو سنة 2016؟", "ما نسبة النمو سنة 2015؟")
    turn = taken("أيهما أعلى؟", Context(growth[1], 3, older=growth[0]))
    assert isinstance(turn, Comparison) and tuple(side.question for side in turn.sides) == growth
    assert isinstance(taken("أيهما أعلى؟", Context(growth[1], 3)), Questions)


def test_which_of_two_is_asked_of_each_and_of_the_same_thing_as_before() -> None:
    turn = taken("أيهما أقوى موقفا تركيا أم إيران؟", Context("ما موقف تركيا من المقاطعة؟", 3))
    assert isinstance(turn, Comparison)
    assert [side.question for side in turn.sides] == [
        "ما موقف تركيا من المقاطعة؟",
        "ما موقف إيران من المقاطعة؟",
    ]


def test_a_list_of_a_time_is_turned_to_what_came_before_it() -> None:
    year = Narrowing("في 2016", Scope(datetime.date(2016, 1, 1), datetime.date(2016, 12, 31)))
    before = Narrowing("قبل 2016", Scope(last=datetime.date(2015, 12, 31)))
    assert taken("وقبلها؟", Context(listed=Browse("قطر", None, (year,)))) == Browse("قطر", None, (before,))


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("shu sar bi 7alab", "شو صار في حلب؟"),
        ("shou sar b london", "شو صار في لندن؟"),
        ("and how many died in Aleppo?", "وكم مات في حلب؟"),
        ("was he arrested in Syria?", "هل اعتقل في سوريا؟"),
    ],
)
def test_words_of_the_tables_are_read_however_they_are_joined(said: str, means: str) -> None:
    assert latin.question(said, dialogue().language.transliteration, dialogue().lists.asking) == means


def test_what_is_said_in_latin_letters_after_a_question_follows_it() -> None:
    assert asked("w shu 2al 3an souria?", Context("مين هو بوتين؟", 3)) == ["شو قال بوتين عن سوريا؟"]


def test_what_a_reader_says_to_have_asked_is_asked() -> None:
    assert asked("سألت عن موقف تركيا من المقاطعة") == ["موقف تركيا من المقاطعة"]


def test_a_minister_is_asked_for_by_the_whole_name_of_the_office() -> None:
    assert not interpreter().understand("من وزير الفلاحة؟", "كم بلغت صادرات التمور؟", FACETS).may_lean


def test_a_word_that_asks_keeps_its_preposition() -> None:
    assert asked("كان من فين؟", Context("مين أنيس العامري؟", 3)) == ["من فين كان (أنيس العامري)؟"]


def test_he_is_who_a_question_begins_with() -> None:
    before = Context("هو سيف الإسلام القذافي خرج من السجن؟", 3)
    assert asked("طب هو فين دلوقتي؟", before) == ["فين سيف الإسلام القذافي دلوقتي؟"]


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("شكو ماكو بحلب", "حلب"),
        ("أخبار في تونس", "تونس"),
        ("موضوع ليبيا هسه", "ليبيا"),
        ("أخبار بالحسيمة", "الحسيمة"),
        ("أخبار بالون", "بالون"),
        ("أخبار بريطانيا", "بريطانيا"),
    ],
)
def test_a_subject_is_listed_without_what_leads_to_it(said: str, subject: str) -> None:
    facets = Facets(knows=lambda word: word == "الحسيمه")
    turn = dialogue().interpret(said, Context(), facets)
    assert isinstance(turn, Browse) and turn.subject == subject


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("شنو صار بحلب", "حلب"),
        ("شو صار بالولد اللي دبحوه؟", "الولد"),
        ("شو وضع ليبيا", "ليبيا"),
        ("وش السالفة مع إيران", "إيران"),
        ("كوريا الشمالية", "كوريا الشمالية"),
        ("من صار رئيسا", None),
        ("شنو رد السعودية", None),
        ("ماذا حدث في 11 نوفمبر", None),
        ("شنو كال عن السعودية", None),
        ("قال", None),
    ],
)
def test_what_is_only_named_or_asked_what_happened_to_it_may_be_listed(
    said: str, subject: str | None
) -> None:
    browse = dialogue().alone(said, Facets())
    assert (browse.subject if browse else None) == subject


@pytest.mark.parametrize("said", ["أخبار شهر آذار 2017 عن فرنسا", "أخبار عن فرنسا في شهر آذار 2017"])
def test_the_time_of_a_list_may_stand_before_what_it_is_about(said: str) -> None:
    turn = taken(said, Context())
    assert isinstance(turn, Browse) and turn.subject == "فرنسا"
    assert turn.scope == Scope(datetime.date(2017, 3, 1), datetime.date(2017, 3, 31))


def test_of_several_sections_the_first_that_the_archive_has_is_listed() -> None:
    assert taken("آخر أخبار الاقتصاد والرياضة", Context()) == Browse("", "sport")


def test_two_weak_courtesies_are_answered_as_the_first() -> None:
    assert taken("اي زين", Context()) == Manners((Manner.YES,))


@pytest.mark.parametrize("said", ["شصار بالموصل", "هو ايه حكاية البوركيني", "وش السالفة مع إيران"])
def test_what_happened_to_something_that_is_named_leans_on_nothing_before(said: str) -> None:
    turn = taken(said)
    assert isinstance(turn, Questions)
    [meant] = turn.asked
    assert not (meant.leans or meant.may_lean or "لوكيانوف" in meant.question)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("شحال القوة ديالو", "شحال قوة مصرف الواحة؟"),
        ("فين المدير متاعو؟", "فين مدير مصرف الواحة؟"),
        ("شكون مدير الاتحاد متاع الشغل", "شكون مدير اتحاد الشغل"),
        ("قداش قيمة التجارة الموازية متاع الهواتف", "قداش قيمة التجارة الموازية متاع الهواتف"),
        ("من مدير القناة بتاعة الأخبار", "من مدير قناة الأخبار"),
        ("فاز الفريق ومتاعب المدرب كثيرة", "فاز الفريق ومتاعب المدرب كثيرة"),
    ],
)
def test_whose_something_is_may_stand_behind_a_word_for_of(said: str, means: str) -> None:
    assert asked(said, Context("من هو مصرف الواحة؟", 3)) == [means]


def test_who_speaks_in_front_of_the_word_that_asks_what_stands_behind_the_verb() -> None:
    assert asked("ترامب شو قال عن إيران", Context()) == ["شو قال ترامب عن إيران"]
    assert asked("ترامب شو كان عمره", Context()) == ["ترامب شو كان عمره"]


def test_what_is_spoken_of_in_front_is_what_the_last_pronoun_stands_for() -> None:
    turn = taken("طيران الإمارات شو صار فيه")
    assert isinstance(turn, Questions)
    assert not (turn.asked[0].leans or turn.asked[0].may_lean)


def test_whether_something_is_so_may_be_asked_behind_it() -> None:
    assert asked("سرق، صحيح؟", Context()) == ["سرق؟"]
    assert asked("من شرح صحيح البخاري؟", Context()) == ["من شرح صحيح البخاري؟"]


def of_month(said: str, context: Context = ASKED) -> Turn:
    facets = replace(FACETS, newest=datetime.date(2020, 3, 20))
    return dialogue().interpret(said, context, facets)


@pytest.mark.parametrize(
    ("said", "subject", "first"),
    [
        ("أخبار فيفري", "", datetime.date(2020, 2, 1)),
        ("أخبار شهر ماي", "", datetime.date(2019, 5, 1)),
        ("أخبار القيروان في جانفي", "القيروان", datetime.date(2020, 1, 1)),
        ("أخبار تيريزا ماي", "تيريزا ماي", None),
        ("ماذا حدث في 11 نوفمبر؟", "", datetime.date(2019, 11, 11)),
        ("وش صار في 20 مارس؟", "", datetime.date(2020, 3, 20)),
        ("أخبار 21 مارس", "", datetime.date(2019, 3, 21)),
        ("أخبار القيروان في 1 جانفي", "القيروان", datetime.date(2020, 1, 1)),
    ],
)
def test_a_month_or_day_without_a_year_is_the_last_one_of_the_archive(
    said: str, subject: str, first: datetime.date | None
) -> None:
    turn = of_month(said)
    assert isinstance(turn, Browse) and turn.subject == subject
    assert (turn.scope.first if turn.scope else None) == first


def test_a_list_is_narrowed_to_a_month_alone() -> None:
    turn = of_month("مارس", Context(listed=Browse("قطر"), headlines=6))
    assert isinstance(turn, Browse) and turn.scope
    assert (turn.subject, turn.scope.last) == ("قطر", datetime.date(2020, 3, 31))


def test_the_city_of_cannes_is_no_verb_behind_what_is_named() -> None:
    browse = dialogue().alone("جوائز مهرجان كان", FACETS)
    assert browse and browse.subject == "جوائز مهرجان كان"


def test_a_month_and_its_year_alone_are_a_list() -> None:
    browse = dialogue().alone("جانفي 2017", FACETS)
    assert browse and browse.scope == Scope(datetime.date(2017, 1, 1), datetime.date(2017, 1, 31))


@pytest.mark.parametrize(
    ("said", "subject", "first"),
    [
        ("كرة السلة فيفري 2017", "كرة السلة", datetime.date(2017, 2, 1)),
        ("حوادث الطرقات في مارس", "حوادث الطرقات", datetime.date(2020, 3, 1)),
    ],
)
def test_what_is_only_named_with_a_month_is_a_list(said: str, subject: str, first: datetime.date) -> None:
    turn = of_month(said)
    assert isinstance(turn, Browse) and turn.scope
    assert (turn.subject, turn.scope.first) == (subject, first)


@pytest.mark.parametrize("said", ["من فاز في فيفري 2017", "متى أصيب ميسي في مارس 2017"])
def test_a_question_with_a_month_is_no_list(said: str) -> None:
    assert isinstance(of_month(said), Questions)


@pytest.mark.parametrize(
    "said", ["موضوع آخر: من هو كيري؟", "نبدلو الموضوع، من هو كيري؟", "طيب سؤال ثاني، من هو كيري؟"]
)
def test_what_stands_behind_another_subject_is_of_nothing_before(said: str) -> None:
    assert asked(said) == ["من هو كيري؟"]


@pytest.mark.parametrize("said", [".la", ".by"])
def test_letters_of_which_nothing_is_heard_are_a_question_that_cannot_be_read(said: str) -> None:
    assert isinstance(taken(said, Context("ايام الحسوم", 3)), Questions)


def test_a_vowel_drawn_out_by_one_letter_is_courtesy_all_the_same_but_no_name_is_shortened() -> None:
    assert taken("مشكوور يا غالي", Context()) == Manners((Manner.THANKS,))
    assert taken("شكراا كتيير", Context()) == Manners((Manner.THANKS,))
    assert isinstance(taken("كييف", Context()), Questions)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("علاش بشار مشى لموسكو؟", "علاش بشار سافر إلى موسكو؟"),
        ("ليش راح الأسد عموسكو؟", "ليش سافر الأسد إلى موسكو؟"),
        ("ليه السيسي راح تركيا؟", "ليه السيسي سافر إلى تركيا؟"),
        ("ليش راح يسافر لمصر؟", "ليش راح يسافر لمصر؟"),
        ("ليش راحت الكهرباء بلبنان؟", "ليش راحت الكهرباء بلبنان؟"),
    ],
)
def test_why_somebody_went_to_a_place_is_asked_in_the_words_of_news(said: str, means: str) -> None:
    assert asked(said, Context()) == [means]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("لماذا يعد طريق الكاستيلو مهما؟", "ما أهمية طريق الكاستيلو؟"),
        ("لماذا كانت المعركة مهمة؟", "ما أهمية المعركة؟"),
        ("لماذا يعد الكاتب رواية مهمة؟", "لماذا يعد الكاتب رواية مهمة؟"),
    ],
)
def test_why_something_is_important_asks_for_its_importance(said: str, means: str) -> None:
    assert asked(said, Context()) == [means]


def test_in_which_year_or_place_is_asked_in_one_word_in_the_maghreb() -> None:
    before = Context("شكون اخترع الهانجول؟", 3)
    assert asked("وفاش عام؟", before) == ["في أي عام اخترع الهانجول؟"]
    assert asked("فاشمن مدينة كاينة القنطرة؟", Context()) == ["في أي مدينة كاينة القنطرة؟"]
    assert asked("بيا سنة؟", before) == ["في أي سنة اخترع الهانجول؟"]
    assert asked("فاش خدم هوك؟", Context()) == ["فاش خدم هوك؟"]


def test_an_opinion_that_was_asked_for_in_a_dialect_is_no_verb_in_what_goes_on_from_it() -> None:
    before = Context("شنو رأي الحكومة في الإضراب؟", 3)
    assert asked("ومتى كان ذلك؟", before) == ["متى كان ذلك (رأي الحكومة في الإضراب)؟"]
    counted = Context("كم عاصمة أوروبية دعت الاتحاد؟", 3)
    assert asked("وامتى ده حصل؟", counted) == ["امتى ده حصل (عاصمة أوروبية دعت الاتحاد)؟"]


def test_where_somebody_is_is_no_slip_of_a_praise() -> None:
    strange = replace(FACETS, knows=lambda _: False)
    assert isinstance(dialogue().interpret("وينه؟", Context("من هو كيري؟", 3), strange), Questions)


def test_which_of_two_is_more_may_be_asked_with_who() -> None:
    turn = taken("مين أعلى برج خليفة ولا برج إيفل؟", Context())
    assert isinstance(turn, Comparison)
    assert [side.question for side in turn.sides] == ["ارتفاع برج خليفة", "ارتفاع برج إيفل"]


def test_what_this_is_asks_of_what_an_answer_tells_of_and_else_of_the_bot() -> None:
    assert asked("شنوة هذي", Context("ايام الحسوم", 3)) == ["شنوة هذي (ايام الحسوم)؟"]
    assert taken("شنوة هذي", Context()) == AboutBot(Topic.WHO)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("شكون مرتو", "شكون زوجة توفيق عكاشة؟"),
        ("شنو اسم القناة متاعو", "شنو اسم قناة توفيق عكاشة؟"),
    ],
)
def test_his_wife_and_what_is_his_are_not_of_a_country_that_was_asked_of_between(
    said: str, means: str
) -> None:
    between = Context("كيفاش ردت اسرائيل", 3, older="توفيق عكاشة شنو عمل")
    assert asked(said, between) == [means]


@pytest.mark.parametrize(
    ("before", "said", "means"),
    [
        ("اشتباكات طرابلس كم قتيل", "وين صارت", "وين صارت اشتباكات طرابلس؟"),
        ("زلزال تركيا شحال قوته", "وين", "وين كان زلزال تركيا؟"),
        ("الماء مقصوص في سوسة", "لوقتاش", "لوقتاش كان الماء مقصوص في سوسة؟"),
        ("كم عمر الرجل الذي انتحر في حلب؟", "كيف انتحر؟", "كيف انتحر الرجل الذي انتحر في حلب؟"),
    ],
)
def test_what_follows_on_is_of_what_stands_before_the_word_that_asks(
    before: str, said: str, means: str
) -> None:
    assert asked(said, Context(before, 3)) == [means]


def test_who_declared_that_asks_of_the_answer() -> None:
    assert taken("مين صرح بهالشي") == AboutAnswer(AnswerPart.SPEAKER)


def test_a_list_goes_on_with_the_same_of_another_place() -> None:
    shown = Context(listed=Browse("مستشفى صفاقس"), headlines=3)
    assert taken("وتاع قابس", shown) == Browse("مستشفى قابس")


@pytest.mark.parametrize(
    ("said", "subject"), [("في سوسة", "الحوادث في سوسة"), ("وبصفاقس", "الحوادث في صفاقس")]
)
def test_a_list_goes_on_in_a_place(said: str, subject: str) -> None:
    shown = Context(listed=Browse("الحوادث في تونس"), headlines=6)
    assert taken(said, shown) == Browse(subject)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("قداش عمرو اللي فجر روحو", "قداش عمره اللي فجر روحو"),
        ("مين أبو بكر البغدادي؟", "مين أبو بكر البغدادي؟"),
        ("شكون قتلو", "شكون قتله"),
        ("وين لقو بصمتو", "وين لقو بصمته"),
        ("شكون مدربو", "شكون مدربه"),
        ("شنوا حجزو", "شنوا حجزو"),
        ("الشباب شو عملتو", "الشباب شو عملتوا"),
        ("من هو عمرو موسى", "من هو عمرو موسى"),
        ("كم واحد قتلوا في الموصل", "كم واحد قتلوا في الموصل"),
    ],
)
def test_his_is_written_as_the_standard_has_it(said: str, means: str) -> None:
    assert asked(said, Context()) == [means]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("وش قال خامنئي ع السعودية", "وش قال خامنئي على السعودية"),
        ("كم جريح ف الموصل", "كم جريح في الموصل"),
        ("عايز ايه من بوتين في موضوع كوريا", "عايز ايه من بوتين في كوريا"),
        ("شو كان عرض أوباما عالروس", "شو كان عرض أوباما على الروس"),
        ("مين هجم عالجيش بسيناء", "مين هجم على الجيش بسيناء"),
        ("كم عالقين على الحدود", "كم عالقين على الحدود"),
        ("من عالجه في تونس", "من عالجه في تونس"),
        ("شو رأي روسيا بموضوع إيران", "شو رأي روسيا في إيران"),
        ("ما موضوع القمة", "ما موضوع القمة"),
        ("و وزير الداخلية شنوا قال", "شنوا قال وزير الداخلية"),
        ("من هي شركة ب ف غودريتش", "من هي شركة ب ف غودريتش"),
        ("شكون وقّع الاتفاق؟", "شكون وقّع الاتفاق؟"),
    ],
)
def test_particles_of_one_letter_stand_apart_in_dialects(said: str, means: str) -> None:
    assert asked(said, Context()) == [means]


def test_a_list_of_a_month_goes_on_in_a_place() -> None:
    month = Narrowing("جوان", Scope(datetime.date(2017, 6, 1), datetime.date(2017, 6, 30)))
    shown = Context(listed=Browse("", None, (month,)), headlines=6)
    assert taken("في سوسة", shown) == Browse("سوسة", None, (month,))


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("الدينار بقداش", "كم سعر الدينار؟"),
        ("بكام اللحم", "كم سعر اللحم؟"),
        ("بكم فازت تونس", "بكم فازت تونس"),
        ("بكم تأثر الدينار", "بكم تأثر الدينار"),
    ],
)
def test_how_much_a_thing_is_asks_its_price(said: str, means: str) -> None:
    assert asked(said, Context()) == [means]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("مارين لوبن شنو صارلها", "مارين لوبن شنو صار لها"),
        ("حصله ايه", "ماذا حصل لكيري؟"),
        ("شو حصل بالموصل", "شو حصل بالموصل"),
    ],
)
def test_what_happened_to_somebody_is_written_in_two_words(said: str, means: str) -> None:
    assert asked(said, Context("من هو كيري؟", 3)) == [means]


def test_who_it_happened_to_is_spoken_of_afterwards() -> None:
    assert asked("كم عمره؟", Context("ماذا حصل لكيري؟", 3)) == ["كم عمر كيري؟"]


@pytest.mark.parametrize(
    "said",
    [
        "ما الذي نُشر يوم 14 فيفري 2017؟",
        "شو نزل يوم 14 شباط 2017؟",
        "ايش انتشر بتاريخ 14 فبراير 2017؟",
        "شنوة اللي تنشر نهار 14 فيفري 2017؟",
        "ايه المقالات اللي اتنشرت يوم 14 فبراير 2017؟",
    ],
)
def test_what_was_published_on_a_day_is_the_list_of_that_day(said: str) -> None:
    turn, day = taken(said, Context()), datetime.date(2017, 2, 14)
    assert isinstance(turn, Browse)
    assert turn.subject == ""
    assert turn.scope == Scope(day, day)


@pytest.mark.parametrize("said", ["ماذا نشر ترامب في 14 فيفري 2017؟", "شو نزل من المطر في 14 فيفري 2017؟"])
def test_what_somebody_published_on_a_day_is_a_question(said: str) -> None:
    assert isinstance(taken(said, Context()), Questions)


@pytest.mark.parametrize(
    "said",
    [
        "عن شو بتحكي المقالات اللي عندك؟",
        "المقالات بتحكي عن ايه؟",
        "على شنوة تحكي المقالات",
        "وش تتكلم عنه المقالات",
        "علاش كيهضرو المقالات؟",
        "المقالات اللي عندك عن شنو تحچي؟",
        "عن ماذا تتحدث المقالات الموجودة لديك؟",
    ],
)
def test_what_the_articles_tell_of_is_asked_of_the_bot(said: str) -> None:
    assert taken(said, Context()) == AboutBot(Topic.TOPICS)


def test_what_the_articles_tell_of_something_is_not_asked_of_the_bot() -> None:
    assert not isinstance(taken("ماذا تحكي المقالات عن سوريا؟", Context()), AboutBot)


@pytest.mark.parametrize(
    "said",
    [
        "جوابك غلط، الماسة كانت في جنوب افريقيا",
        "لا، هذا غلط، لوكيانوف قالها في موسكو وليس هنا",
        "كلامك خطأ لأن روسيا لم تشارك في الحملة",
        "إجابتك غير صحيحة الماسة كانت في جنوب افريقيا",
    ],
)
def test_a_complaint_with_its_reason_asks_for_nothing(said: str) -> None:
    assert taken(said) == Manners((Manner.COMPLAINT,), reasoned=True)


@pytest.mark.parametrize(
    "said",
    [
        "جوابك غلط، وين كانت الماسة الكبيرة؟",
        "جوابك غلط، أريد أن أعرف موقف روسيا من الحملة",
        "خطأ طبي في مستشفى صفاقس الجامعي",
        "غلط، الوزير التونسي",
    ],
)
def test_a_complaint_before_what_is_asked_is_no_reason(said: str) -> None:
    assert not isinstance(taken(said), Manners)


def test_a_reason_is_held_against_no_answer_before_there_is_one() -> None:
    assert not isinstance(taken("جوابك غلط، الماسة كانت في جنوب افريقيا", Context()), Manners)


@pytest.mark.parametrize(
    ("said", "sides"),
    [
        ("قارن بين صادرات التمور في 2015 و2017", ["صادرات التمور في 2015", "صادرات التمور في 2017"]),
        ("قارن بين عدد السياح في 2016 وفي 2017", ["عدد السياح في 2016", "عدد السياح في 2017"]),
        (
            "الفرق بين أسعار الزيت في مارس 2016 ومايو 2017؟",
            ["أسعار الزيت في مارس 2016", "أسعار الزيت في مايو 2017"],
        ),
        ("قارن سعر الدينار بين 2014 و2016", ["سعر الدينار في 2014", "سعر الدينار في 2016"]),
        ("قارن بين تونس والجزائر في 2016", ["تونس في 2016", "الجزائر في 2016"]),
        (
            "قارن بين رأي فادي نصار ورأي محمد زاهد جول في الاتفاق الروسي الأمريكي",
            ["رأي فادي نصار في الاتفاق الروسي الأمريكي", "رأي محمد زاهد جول في الاتفاق الروسي الأمريكي"],
        ),
    ],
)
def test_what_is_compared_in_two_periods_is_asked_of_both(said: str, sides: list[str]) -> None:
    turn = taken(said, Context())
    assert isinstance(turn, Comparison)
    assert [side.question for side in turn.sides] == sides


@pytest.mark.parametrize(
    ("said", "sides"),
    [
        (
            "قارن بين النمو المتوقع لتونس والمغرب في 2017",
            ("النمو المتوقع لتونس في 2017", "النمو المتوقع للمغرب في 2017"),
        ),
        ("قارن أسعار البنزين في تونس والجزائر", ("أسعار البنزين في تونس", "أسعار البنزين في الجزائر")),
        ("ما الفرق بين عدد السياح بسوسة وصفاقس؟", ("عدد السياح بسوسة", "عدد السياح بصفاقس")),
        ("قارن بين تونس والمغرب", ("تونس", "المغرب")),
        (
            "أيهما صحي أكثر: الشاي بالميكروويف أم بالغلاية؟",
            ("الشاي بالميكروويف", "الشاي بالغلاية"),
        ),
    ],
)
def test_what_is_said_of_one_place_or_thing_is_said_of_the_other_that_it_is_compared_with(
    said: str, sides: tuple[str, str]
) -> None:
    turn = dialogue().interpret(said, Context(), FACETS)
    assert isinstance(turn, Comparison)
    assert tuple(side.question for side in turn.sides) == sides


def test_a_word_that_only_begins_a_turn_is_no_part_of_the_name_behind_it() -> None:
    turn = taken("طيب وماكرون شو قال عن الاتفاق؟")
    assert isinstance(turn, Questions)
    assert turn.asked[0].question == "شو قال ماكرون عن الاتفاق؟"


@pytest.mark.parametrize(
    "said",
    ["انت بتشتغل ازاي؟", "ازيك، انت بتشتغل ازاي؟", "كيفاش نتا كتخدم؟", "انت كيف بتشتغل؟", "كيف أنت تعمل؟"],
)
def test_how_isnad_works_is_asked_with_you_before_or_behind_the_word_that_asks(said: str) -> None:
    turn = taken(said)
    assert isinstance(turn, AboutBot)
    assert turn.topic is Topic.HOW


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("لخّص لي شروط السعودية على قطر", "شروط السعودية على قطر"),
        ("لخصلي شروط السعودية على قطر", "شروط السعودية على قطر"),
        ("اختصر لي قصة القطار الذي احترق", "القطار الذي احترق"),
        ("ماشي هادشي اللي بغيت، بغيت نعرف شنو وقع فالمينا", "شنو وقع في المينا"),
        ("مو هاد اللي بدي ياه، شو صار بالمينا؟", "شو صار بالمينا؟"),
    ],
)
def test_a_word_that_asks_for_less_or_a_complaint_before_a_question_is_no_part_of_it(
    said: str, asked: str
) -> None:
    turn = taken(said)
    assert isinstance(turn, Questions)
    assert turn.asked[0].question == asked


def test_two_words_that_ask_of_one_noun_are_both_of_what_was_spoken_of() -> None:
    for said in ("وين بيكون الحفل ومتى؟", "إمتى حيكون الحفل وفين؟"):
        turn = dialogue().interpret(said, Context("بكم تذاكر ماجدة الرومي؟", 1), FACETS)
        assert isinstance(turn, Questions)
        assert [(one.may_lean, one.common) for one in turn.asked] == [(True, "حفل")] * 2
    turn = dialogue().interpret("متى وأين سيكون الحفل؟", Context("بكم تذاكر ماجدة الرومي؟", 1), FACETS)
    assert isinstance(turn, Questions)
    assert [(one.may_lean, one.common) for one in turn.asked] == [(True, "حفل")]


def test_a_pronoun_that_only_begins_a_question_is_no_part_of_what_it_was_about() -> None:
    turn = dialogue().interpret("مين اللي حكى الحكاية دي؟", Context("هو سامي عمل ايه مع الجيران؟", 1), FACETS)
    assert isinstance(turn, Questions)
    assert turn.asked[0].about == "سامي مع الجيران"


def test_of_it_as_the_maghreb_writes_it_is_of_the_thing_whose_price_was_asked() -> None:
    turn = dialogue().interpret("وقداش صدرنا منو هالعام؟", Context("قداش سوم ايترة زيت الزيتون؟", 1), FACETS)
    assert isinstance(turn, Questions)
    assert turn.asked[0].question == "قداش صدرنا من زيت الزيتون العام؟"
    turn = dialogue().interpret("منو صار رئيس الحكومة؟", Context("قداش سوم ايترة زيت الزيتون؟", 1), FACETS)
    assert isinstance(turn, Questions)
    assert "منو" in turn.asked[0].question


def test_people_whoever_they_are_name_nothing_beside_how_many_died() -> None:
    assert interpreter().understand("شحال ديال الناس ماتوا؟", "ما سبب حريق البرج؟", FACETS).leans
    assert not interpreter().understand("لماذا يحب الناس القطط؟", "ما سبب حريق البرج؟", FACETS).leans


@pytest.mark.parametrize(
    ("said", "sides"),
    [
        ("أيهما أعلى: برج إيفل أم البرج الدوار في دبي؟", ("ارتفاع برج إيفل", "ارتفاع البرج الدوار في دبي")),
        ("أيهما أعمق، البحر الأحمر ولا البحر الأسود؟", ("عمق البحر الأحمر", "عمق البحر الأسود")),
        (
            "أيهما أفضل هذا الموسم، الترجي أم النجم الساحلي؟",
            ("الترجي هذا الموسم", "النجم الساحلي هذا الموسم"),
        ),
    ],
)
def test_which_of_two_is_higher_asks_for_the_height_of_each(said: str, sides: tuple[str, str]) -> None:
    turn = taken(said)
    assert isinstance(turn, Comparison)
    assert tuple(side.question for side in turn.sides) == sides


def test_what_will_be_points_to_no_place() -> None:
    asked_of = Context("شنو وقع في نواكشوط؟", 1)
    assert asked("كيفاش غادي يكون المعرض الجديد فالدار البيضاء؟", asked_of) == [
        "كيفاش غادي يكون المعرض الجديد في الدار البيضاء؟"
    ]


@pytest.mark.parametrize(
    "said", ["كيفاش غادي يكون الجو غدا فالدار البيضاء؟", "شو رح يكون الطقس بكرا؟", "الجو هيكون ازاي بكرة؟"]
)
def test_the_weather_of_tomorrow_is_in_no_archive(said: str) -> None:
    assert isinstance(taken(said), Declined)


@pytest.mark.parametrize(
    ("earlier", "said", "asked_for"),
    [
        ("فمة قانون جديد في بريطانيا؟", "علاش عملوه؟", "علاش عملوا قانون جديد؟"),
        ("كاين زلزال في الحسيمة؟", "شحال قوتو؟", "شحال قوة زلزال في الحسيمة؟"),
        ("ليش الصين سكّرت الجسر الزجاجي؟", "قديش طولو؟", "قديش طول الجسر الزجاجي؟"),
        ("وين عايش هلق اللاجئ السوري؟", "ومين ساعدو؟", "مين ساعد اللاجئ السوري؟"),
    ],
)
def test_that_there_is_something_when_it_is_and_what_a_place_did_are_no_part_of_its_name(
    earlier: str, said: str, asked_for: str
) -> None:
    assert asked(said, Context(earlier, 1)) == [asked_for]


def test_what_is_spoken_of_ends_before_when_it_was() -> None:
    turn = dialogue().interpret("باهي، وين تولد؟", Context("هيلموت كول قداش عمره كي مات؟", 1), FACETS)
    assert isinstance(turn, Questions)
    assert turn.asked[0].about == "هيلموت كول"


def test_what_is_described_before_the_word_that_asks_is_what_its_pronoun_is_of() -> None:
    before = Context("ما أسماء المواليد التي منعتها الصين؟", 1)
    said = "الشبكيه الصناعيه للعين مين اخترعها"
    turn = dialogue().interpret(said, before, FACETS)
    assert isinstance(turn, Questions)
    assert turn.asked[0].question == said and not turn.asked[0].may_lean


def test_who_wrote_a_book_that_was_asked_of_is_not_who_wrote_the_article() -> None:
    before = Context("ما اسم الكتاب الذي منعته ألمانيا؟", 1)
    assert isinstance(dialogue().interpret("من ألّفه؟", before, FACETS), Questions)
    assert isinstance(dialogue().interpret("من كتب هذا المقال؟", before, FACETS), AboutAnswer)
    about_attack = Context("ماذا حدث في برلين؟", 1)
    assert isinstance(dialogue().interpret("من كتبه؟", about_attack, FACETS), AboutAnswer)


def test_she_is_who_was_asked_of_last_and_no_thing_asked_of_before() -> None:
    before = Context("البنت اللي سرقت السيارة عملت ايه؟", 0, older="أين يقع أطول نفق في العالم؟")
    [question] = asked("اسمها ايه؟", before)
    assert "البنت" in question and "نفق" not in question


def test_two_questions_that_name_nothing_are_both_of_what_was_spoken_of() -> None:
    turn = dialogue().interpret("كم قتيل وكم جريح؟", Context("وش صار في ملهى كاميو؟", 1), FACETS)
    assert isinstance(turn, Questions)
    assert [one.about for one in turn.asked] == ["ملهى كاميو"] * 2


@pytest.mark.parametrize("said", ["واخبار النجم", "وشو أخبار النجم", "اعطيني 3 أخبار عن النجم"])
def test_a_list_may_be_joined_to_what_was_said_or_be_of_a_number_of_articles(said: str) -> None:
    assert taken(said) == Browse("النجم")


def test_a_list_goes_on_with_what_is_named_behind_and_about() -> None:
    listed = Browse("سوريا")
    after = Context("سوريا", 0, 6, listed=listed)
    assert taken("وعن اليمن", after) == Browse("اليمن")
    assert taken("وليبيا", after) == Browse("ليبيا")
    assert isinstance(taken("وعن اليمن"), Questions)


def test_what_somebody_did_not_understand_is_explained_and_no_misspelt_complaint() -> None:
    known = replace(FACETS, knows=lambda _: False)
    assert dialogue().interpret("مافهمتش", ASKED, known) == AboutAnswer(AnswerPart.EXPLAIN)
    assert dialogue().interpret("ضحكني", ASKED, known) == Declined(Refusal.AMUSEMENT, "")


def test_a_name_that_the_archive_does_not_have_is_no_misspelt_mood() -> None:
    known = replace(FACETS, knows=lambda _: False)
    assert isinstance(dialogue().interpret("شعبان", Context(), known), Questions)


def test_where_all_is_from_is_asked_of_the_archive_only_where_nothing_else_was_spoken_of() -> None:
    assert taken("واش كلها من تونس", Context()) == AboutBot(Topic.SOURCES)
    assert isinstance(taken("واش كلها من تونس"), Questions)


def test_what_makes_smile_is_listed_by_its_section_where_the_archive_has_it() -> None:
    diverse = replace(FACETS, sections=("diverse",))
    assert dialogue().interpret("هات خبر غريب", Context(), diverse) == Browse("", "diverse")
    assert taken("هات خبر غريب") == Browse()
    assert taken("أخبار غريب الحسن") == Browse("غريب الحسن")


@pytest.mark.parametrize(
    "said",
    [
        "لماذا الرئيس زعلان من الوزير؟",
        "من هو متعب بن عبد الله؟",
        "ماذا قالت زوجة الرئيس الغاضبة؟",
        "ما أسباب صداع الرأس؟",
        "من مات في الحادث؟",
        "كم مريضا في المستشفى؟",
        "هل الذكاء الاصطناعي يهدد الإنسان؟",
        "ماذا أكل الرئيس في العشاء؟",
        "ما علاج الزكام؟",
        "كيف أطبخ الكبسة؟",
        "أين سافر الوزير؟",
        "من نجحت في الامتحان بأعلى معدل؟",
        "لماذا تشاجرت مع زوجها؟",
    ],
)
def test_a_question_of_other_peoples_moods_and_illness_is_for_the_archive(said: str) -> None:
    assert isinstance(taken(said, Context()), Questions)


@pytest.mark.parametrize(
    "said", ["طويل اوي ومش فاهم حاجة", "مش ده اللي سألت عليه ومش فاهم ردك", "الجواب مش واضح، وضحلي"]
)
def test_what_is_said_twice_of_an_answer_with_and_between_is_of_it(said: str) -> None:
    turn = taken(said)
    assert isinstance(turn, AboutAnswer)
    assert turn.part is AnswerPart.EXPLAIN


def test_who_is_ill_may_be_somebody_spoken_of() -> None:
    assert isinstance(taken("عنده صداع؟"), Questions)
    assert isinstance(taken("السكر مرتفع السعر", Context()), Questions)
    assert taken("ابني عنده حرارة") == Declined(Refusal.ILLNESS, "")


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("انا تعبان شو اخر اخبار ليبيا", Browse("ليبيا")),
        ("الحمد لله بخير شو اخبار سوريا", Browse("سوريا")),
        ("تعبت من الشغل، شو في أخبار", Browse()),
        ("زهقان عطيني آخر الأخبار", Browse()),
    ],
)
def test_what_is_asked_behind_how_somebody_is_is_asked(said: str, means: Turn) -> None:
    assert taken(said) == means


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('وصلتني هذه الرسالة على الواتساب: "أردوغان سيلتقي الأسد في موسكو الشهر المقبل" هل هذا صحيح؟', None),
        ("شفت عالفيسبوك هالخبر: أردوغان سيلتقي الأسد في موسكو الشهر المقبل صحيح؟", "صحيح"),
        ("هل هذا الكلام صحيح: أردوغان سيلتقي الأسد في موسكو الشهر المقبل؟", None),
        ('من قال "أردوغان سيلتقي الأسد في موسكو الشهر المقبل"؟', None),
    ],
)
def test_what_a_reader_got_somewhere_is_looked_for_as_it_is(said: str, told: str | None) -> None:
    text = "أردوغان سيلتقي الأسد في موسكو الشهر المقبل"
    assert taken(said, Context()) == Pasted(f"{text} {told}" if told else text)


@pytest.mark.parametrize(
    "said",
    [
        'من هو صاحب كتاب "فن أن تكون دائما على صواب"؟',
        'ماذا قال بوتين عن "الحرب على الإرهاب في سوريا والعراق"؟',
    ],
)
def test_a_question_with_a_name_in_quotation_marks_is_for_the_archive(said: str) -> None:
    assert isinstance(taken(said, Context()), Questions)


def test_what_is_asked_behind_who_a_reader_says_to_be_is_asked() -> None:
    assert isinstance(taken("مرحبا، أنا صحفية وأبحث عن قصة غرق القارب", Context()), Questions | Browse)
    assert isinstance(taken("مرحبا، أنا صحفية من تونس", Context()), Manners)


def test_the_last_of_a_list_is_opened_by_that_word() -> None:
    assert taken("افتح الأخير", Context(headlines=6)) == AboutAnswer(AnswerPart.READ, 6)


def test_a_section_whose_name_is_misspelt_is_listed() -> None:
    technology = replace(FACETS, sections=("تكنولوجيا", "اقتصاد"))
    [listed, other] = [
        dialogue().interpret(said, Context(), technology)
        for said in ("ما آخر أخبار التكنلوجيا؟", "ما آخر أخبار الاقتصادات؟")
    ]
    assert listed == Browse("", "تكنولوجيا")
    assert isinstance(other, Browse) and other.section is None


def test_much_that_was_not_understood_is_explained() -> None:
    turn = taken("برشة كلام وما فهمت شي")
    assert isinstance(turn, AboutAnswer) and turn.part is AnswerPart.EXPLAIN
