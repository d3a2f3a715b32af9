"""Who is asked what somebody said reads that one's words, and of what was asked."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from retrieval.arabic.analysis import Analyser
from retrieval.archive import Archive
from retrieval.query.question import understand
from retrieval.records import Answer, Article, Verdict
from retrieval.tuning import Tuning
from tests.support.corpora import ask, language, seeds

MATCH = Article(
    "match",
    "بوفون يرفع الكأس",
    "فاز الفريق بالكأس في المباراة النهائية. وقال المدرب سالم الحداد إن بوفون أفضل حارس في العالم. "
    "وشاهد المباراة من المدرجات ميسي.",
)
HOUSE = Article("house", "بيت جديد على البحر", "اشترى النجم ميسي بيتا على البحر لأسرته.")
STAR = Article(
    "star",
    "النجم يتحدث بعد المباراة",
    "لعب الفريقان أمام جمهور كبير. وقال النجم ميسي إن الحكم ظلم فريقه. وأضاف أن بوفون صديق قديم له.",
)
MINISTERS = (
    Article(
        "bread", "وزير التجارة في السوق", "زار وزير التجارة السوق. وأكد أن سعر الخبز لن يرتفع هذا العام."
    ),
    Article("school", "وزير التعليم في المدرسة", "قال وزير التعليم إن سعر الكتب المدرسية لن يرتفع."),
)


def told(question: str, *articles: Article) -> Answer:
    return ask(archive(articles), [*articles, *seeds()], question)


@cache
def archive(articles: tuple[Article, ...]) -> Archive:
    """Return these articles beside those that ship."""
    return shipped().changed(articles, (), "beside")


@cache
def shipped() -> Archive:
    """Return those that ship, which are read once for all."""
    return Archive.build(seeds(), language(), Tuning())


def test_the_words_of_somebody_else_do_not_answer_what_somebody_said() -> None:
    shorter = replace(MATCH, text=MATCH.text.partition(" وشاهد")[0])
    answer = told("ماذا قال ميسي عن بوفون؟", shorter, HOUSE)

    assert (answer.verdict, answer.silent, answer.quotes) == (Verdict.NOT_FOUND, "ميسي", ())
    assert told("ماذا قال الحداد عن بوفون؟", shorter, HOUSE).quotes[0].article.id == "match"


def test_the_speakers_own_words_come_before_what_others_say_of_the_same() -> None:
    answer = told("ماذا قال ميسي عن بوفون؟", MATCH, STAR)

    assert answer.quotes[0].article.id == "star"


def test_a_speaker_who_is_quoted_with_nothing_of_what_is_asked_is_said_to_be_silent_on_it() -> None:
    answer = told("ماذا قال ميسي عن زيت الزيتون؟", STAR)

    assert (answer.verdict, answer.silent) == (Verdict.NOT_FOUND, "ميسي")


def test_a_speaker_whom_no_article_names_is_said_to_be_absent() -> None:
    answer = told("ماذا قال زيدان عن بوفون؟", MATCH)

    assert (answer.verdict, answer.absent, answer.silent) == (Verdict.NOT_FOUND, "زيدان", "")


def test_who_holds_another_office_did_not_say_it() -> None:
    assert told("ماذا قال وزير التعليم عن سعر الكتب؟", *MINISTERS).quotes[0].article.id == "school"
    assert told("ماذا قال وزير الصحة عن سعر الكتب؟", *MINISTERS).quotes == ()


@pytest.mark.parametrize(
    ("question", "speaker", "topic"),
    [
        ("ماذا قال ميسي عن بوفون؟", ["ميسي"], ["بوفون"]),
        ("بماذا صرح وزير التجارة بشأن الخبز؟", ["وزير", "التجاره"], ["الخبز"]),
        ("كيف علقت ميركل على القرار؟", ["ميركل"], ["القرار"]),
        ("ماذا قال الرئيس للصحفيين؟", ["الرييس"], ["للصحفيين"]),
        ("ماذا قال الخبراء عن الضوء؟", [], []),
        ("ماذا قيل عن الضوء؟", [], []),
        ("بماذا وصف ميسي بوفون؟", [], []),
        ("كيف وصف ميسي بوفون بعد المباراة؟", [], []),
        ("كيف وصف ميسي بوفون على تويتر؟", [], []),
        ("ماذا قالت ماي لنتنياهو؟", ["ماي"], ["لنتنياهو"]),
        ("ماذا قال سيرغي لافروف؟", ["سيرغي", "لافروف"], []),
        ("متى قال ميسي ذلك عن بوفون؟", [], []),
    ],
)
def test_a_question_tells_who_spoke_and_of_what(question: str, speaker: list[str], topic: list[str]) -> None:
    words = understand(question, Analyser(language()), language()).words

    assert [word.form.word for word in words if word.speaker] == speaker
    assert [word.form.word for word in words if word.topic] == topic


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("أكد النجم الأرجنتيني ميسي أن بوفون حارس كبير.", True),
        ("ميسي قال إن بوفون حارس كبير.", True),
        ("أكد الناطق الرسمي باسم النادي الرياضي الأول بالعاصمة، النجم ميسي أن بوفون حارس كبير.", True),
        ("قال المدرب إن ميسي صديق الحارس بوفون.", False),
        ("بعد هدف ميسي، قال المدرب إن بوفون حارس كبير.", False),
        ("شاهد ميسي مباراة بوفون.", False),
    ],
)
def test_a_speaker_stands_behind_a_verb_of_saying_or_right_before_it(text: str, speaks: bool) -> None:
    assert bool(told("ماذا قال ميسي عن بوفون؟", Article("one", "خبر", text)).quotes) is speaks


@pytest.mark.parametrize("speaker", ["موسكو", "روسيا", "الكرملين"])
def test_a_government_speaks_by_the_name_of_its_capital_too(speaker: str) -> None:
    spoke = Article("one", "خبر", "قالت موسكو أمس إن اتفاق الصيد الجديد عادل. وحضر سفير روسيا ووفد الكرملين.")

    assert told(f"ماذا قالت {speaker} عن اتفاق الصيد؟", spoke).quotes


def test_who_is_named_where_a_headline_begins_speaks_in_the_article() -> None:
    titled = Article("one", "ميسي يشكر بوفون", "كشف النقاب عن حديث جديد. بوفون حارس كبير ومن أفضلهم.")

    assert told("ماذا قال ميسي عن بوفون؟", titled).quotes


def test_what_goes_on_is_of_whoever_spoke_before() -> None:
    talk = Article("one", "مؤتمر صحفي", "قال ميسي إن الفريق متعب. وأضاف أن بوفون حارس كبير ومن أفضلهم.")

    assert "بوفون" in told("ماذا قال ميسي عن بوفون؟", talk).quotes[0].text


def test_a_body_has_said_what_is_told_of_its_statement() -> None:
    text = "جاء في بيان صدر اليوم الخميس بعد اجتماع طويل عن وزارة النقل أن الجسر القديم مغلق للصيانة."

    assert told("ماذا قالت وزارة النقل عن الجسر القديم؟", Article("one", "خبر", text)).quotes
    assert not told("ماذا قالت وزارة الصحة عن الجسر القديم؟", Article("one", "خبر", text)).quotes


def test_who_holds_an_office_may_speak_by_name() -> None:
    text = "افتتح محافظ سهلان كمال الدوري الجسر صباح الثلاثاء. وقال الدوري إن المستشفى صار أقرب إلى المدينة."

    assert "الدوري" in told("ماذا قال المحافظ عن المستشفى؟", Article("one", "خبر", text)).quotes[0].text


def test_an_office_whose_words_stand_apart_is_nobodys() -> None:
    text = "قال وزير الخارجية القطري إن الحصار ظالم. والتقى أمير الكويت الحصار بالرفض."

    assert not told("ماذا قال وزير الخارجية الكويتي عن الحصار؟", Article("one", "خبر", text)).quotes


def test_the_sentence_on_what_is_asked_is_quoted_though_its_speaker_is_named_before() -> None:
    text = "شرح هاني منكبي للنواب أن العجز كبير جدا هذا العام. وأضاف أن الموظفين أكثر من حاجة الشركة."

    assert "الموظفين" in told("ماذا قال هاني منكبي عن الموظفين؟", Article("one", "خبر", text)).quotes[0].text


def test_an_office_that_somebody_else_speaks_of_has_said_nothing() -> None:
    text = "أشار المدير إلى أنه سيكتب إلى وزير الداخلية في شأن الجسر القديم."

    assert not told("ماذا قال وزير الداخلية عن الجسر القديم؟", Article("one", "خبر", text)).quotes


def test_another_body_of_the_same_country_has_said_nothing() -> None:
    text = "قالت الشرطة البلجيكية إن الحادث وقع صباحا. وزارت شركة أخرى مكان الحادث."

    assert not told("ماذا قالت شركة القطارات البلجيكية عن الحادث؟", Article("one", "خبر", text)).quotes


def test_a_name_between_marks_speaks_by_the_verb_behind_them() -> None:
    text = "وكانت صحيفة “مرسى الواحة” قد كشفت أن الجسر القديم سيغلق شهرا."

    assert told("ماذا كشفت مرسى الواحة؟", Article("one", "خبر", text)).quotes


def test_a_body_is_called_by_its_head_with_his_titles() -> None:
    text = "وجاء أن إدارة الرئيس المنتخب كمال الدوري اقترحت على النواب بناء جسر جديد."

    assert "جسر" in told("ماذا اقترحت إدارة الدوري على النواب؟", Article("one", "خبر", text)).quotes[0].text


def test_who_opens_a_sentence_speaks_by_its_first_verb_however_long_he_is_described() -> None:
    text = "لكن ماثيو الدوري الخبير في شؤون الجسور بمركز الواحة للابحاث في المدينة قال إن ترميم الجسر تأخر كثيرا."

    assert told("ماذا قال الدوري عن ترميم الجسر؟", Article("one", "خبر", text)).quotes


SCHOOL = Article(
    "school",
    "جدل بعد حفل مدرسي",
    "نفى مدير معهد الآثار 1 بسبيطلة من ولاية القصرين، توفيق اليوسفي، رفع صورة زعيم التنظيم في الحفل. "
    "وأكد أن التلاميذ كرموا أساتذتهم.",
)


def test_whoever_heads_something_at_a_place_speaks_though_more_words_stand_before_the_place() -> None:
    assert told("ماذا قال مدير معهد سبيطلة عن رفع صورة الزعيم؟", SCHOOL).quotes[0].article.id == "school"


def test_the_minister_of_another_government_whom_he_speaks_of_has_said_nothing() -> None:
    abroad = Article("abroad", "تصريح", "قال وزير الخارجية المجري خلال لقاء بولندا إن الحدود ستغلق.")

    assert told("ماذا قال وزير الخارجية البولندي عن الحدود؟", abroad).verdict is Verdict.NOT_FOUND


TRUCE = Article(
    "truce",
    "دعوة إلى الهدوء",
    "دعت إيران جارتها إلى الهدوء وذلك ردا على تصريحات الوزير. "
    "واتهم الوزير التركي تشاوش أوغلو إيران بخرق الهدنة في البلاد، وحمل إيران وزر خرق الهدنة كلها، "
    "وقال إن إيران خرقت الهدنة "
    "مرارا في هذا الشهر وإن خرق الهدنة لن يمر دون عقاب من دول المنطقة.",
)


@pytest.mark.parametrize(
    "question",
    ["بماذا ردت طهران على اتهام تشاوش أوغلو لها بخرق الهدنة؟", "ما رد إيران على اتهامها بخرق الهدنة؟"],
)
def test_who_replied_is_quoted_with_the_reply_and_not_with_what_it_is_to(question: str) -> None:
    assert told(question, TRUCE).quotes[0].text.startswith("دعت إيران")


CALLED = "قال {} إن الاتفاق مع عمان سيفتح المعابر"


@pytest.mark.parametrize(
    ("named", "speaker", "says"),
    [
        ("التقى الرئيس الهندي سالم الحداد وفدا", "الحداد", True),
        ("التقى الزعيم الهندي سالم الحداد وفدا", "الحداد", True),
        ("التقى الزعيمان الروسي نادر الصافي والهندي سالم الحداد وفدا", "الحداد", True),
        ("التقى الزعيمان الروسي نادر الصافي والهندي سالم الحداد وفدا", "الصافي", False),
        ("التقى وزيرا الخارجية الروسي نادر الصافي والهندي سالم الحداد وفدا", "الحداد", False),
        ("التقى رئيس مجلس النواب الهندي سالم الحداد وفدا", "الحداد", False),
        ("التقى مبعوث الرئيس الهندي سالم الحداد وفدا", "الحداد", True),
        ("التقى سالم الحداد الرئيس الهندي نادر الصافي", "الحداد", False),
    ],
)
def test_who_is_named_beside_an_office_speaks_where_that_office_alone_does(
    named: str, speaker: str, says: bool
) -> None:
    text = f"{named} في العاصمة. {CALLED.format('الرئيس الهندي، في تصريح منفصل،')}. وعاد الجميع مساء."
    answer = told(f"ماذا قال {speaker} عن الاتفاق مع عمان؟", Article("talks", "محادثات في العاصمة", text))

    assert (answer.verdict is Verdict.ANSWERED) is says


def test_an_office_with_another_name_behind_it_is_not_the_speakers() -> None:
    text = f"التقى الرئيس الهندي سالم الحداد وفدا. {CALLED.format('الرئيس الهندي السابق نادر الصافي')}."
    answer = told("ماذا قال الحداد عن الاتفاق مع عمان؟", Article("talks", "محادثات في العاصمة", text))

    assert answer.silent == "الحداد"
