"""What readers say and reports do not, with the lists that ship."""

from __future__ import annotations

import pytest
from hypothesis import given

from retrieval.archive import Archive
from retrieval.query.spoken import as_reported, reported_beside
from retrieval.records import Verdict
from tests.support.corpora import answering, anything, article, language, unhurried


@pytest.mark.parametrize(
    ("said", "reported"),
    [
        ("الكميون طاح", "الشاحنة طاح"),
        ("حالة الجو في تونس", "حالة الطقس في تونس"),
        ("ماذا حصل يوم حد السعف؟", "ماذا حصل يوم أحد الشعانين؟"),
        ("الذكا عند الوزرا", "الذكاء عند الوزراء"),
        ("الموز الكونترا", "الموز المهرب"),
        ("وقعت بلعيبة البرازيل", "وقعت بلاعبين البرازيل"),
        ("شنو المصالح اللي كيقلب عليها الوزير", "شنو المصالح اللي يبحث عليها الوزير"),
        ("شو بيدور عليه الوزير", "شو يبحث عنه الوزير"),
        ("حول ماذا يدور النقاش", "حول ماذا يدور النقاش"),
        ("قداش عدّاو الباك", "قداش اجتازوا الباكالوريا"),
        ("وبالكميونات", "وبالشاحنات"),
        ("بين الروس والأتراك", "بين الروسيا والتركيا"),
        ("أتخن ست في الدنيا", "أثقل امرأة في العالم"),
        ("من عين على رأس التلفزة؟", "من عين رئيس التلفزة؟"),
        ("في الدقيقة كم جاب الجون؟", "في الدقيقة كم سجل الهدف؟"),
    ],
)
def test_what_readers_say_becomes_what_reports_say_with_what_is_joined_to_it(
    said: str, reported: str
) -> None:
    assert as_reported(said, language()) == reported


@pytest.mark.parametrize(
    "said", ["كم كمية الزيت؟", "ما العملية الجراحية؟", "على رأس الجبل", "عملية انتحارية", "ست في المئة"]
)
def test_what_reports_say_too_stays_as_it_is(said: str) -> None:
    assert as_reported(said, language()) == said


@pytest.mark.parametrize(
    ("said", "reported"),
    [
        ("قداش الايترة؟", "قداش اللتر؟"),
        ("القهوة كويسة للصحة؟", "القهوة مفيدة للصحة؟"),
        ("شكون السراق اللي مسكوه؟", "شكون اللص اللي اعتقلوه؟"),
        ("وين طاح الطوبيس؟", "وين طاح الحافلة؟"),
        ("مطعم بياكل الغلابة", "مطعم بياكل الفقراء"),
        ("شو كان بيلبس؟", "شو كان يرتدي؟"),
        ("من وصل المربع الذهبي؟", "من وصل النصف النهائي؟"),
        ("كم راكبا بقي حيا؟", "كم راكبا نجا؟"),
        ("من فاز ببطولة السلة؟", "من توج ببطولة السلة؟"),
        ("شكون ربح الكأس؟", "شكون توج الكأس؟"),
        ("من فاز في مباراة الأمس؟", "من فاز في مباراة الأمس؟"),
        ("شكون الظابط؟", "شكون الضابط؟"),
    ],
)
def test_everyday_words_of_dialects_become_those_of_reports(said: str, reported: str) -> None:
    assert as_reported(said, language()) == reported


@pytest.mark.parametrize(
    ("said", "beside"), [("بالعجله", "دراجة"), ("الحوت", "سمك"), ("فلوس", "ثروة"), ("رخيص", "منخفض")]
)
def test_what_dialects_and_reports_use_apart_is_looked_for_in_both_senses(said: str, beside: str) -> None:
    assert beside in reported_beside([said], 0, language())


def test_what_reports_say_beside_it_depends_on_the_words_behind() -> None:
    assert "هجوم" in reported_beside(["العمليه", "الانتحاريه"], 0, language())
    assert reported_beside(["العمليه", "الجراحيه"], 0, language()) == ()
    assert "جوع" in reported_beside(["امتنع", "عن", "الاكل"], 0, language())
    assert reported_beside(["امتنع", "عن", "الكلام"], 0, language()) == ()


@unhurried
@given(anything)
def test_what_is_said_as_reports_say_it_stays_so(text: str) -> None:
    reported = as_reported(text, language())

    assert as_reported(reported, language()) == reported


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("الكميون اللي طاح في مرسى سوسة آش كان هازز؟", "سقطت شاحنة في ميناء سوسة وهي محملة بالحبوب."),
        ("كم بحارا قتل في العملية الانتحارية في اليمن؟", "أسفر هجوم في اليمن عن مقتل اثنين من أفراد الطاقم."),
        ("علاش شعلات العافية في دار اللاعبين؟", "اندلع حريق في منزل اللاعبين بسبب موقد كهربائي."),
        ("من عين على رأس التلفزة؟", "تقرر تعيين إلياس الغربي رئيسا مديرا عاما للتلفزة."),
        ("كم كلفة محطة الطاقة الشمسية في توزر؟", "تبلغ كلفة المحطة الفوطوضوئية في توزر 16 مليون أورو."),
    ],
)
def test_a_report_answers_in_its_own_words_what_readers_ask_in_theirs(question: str, text: str) -> None:
    others = [
        article("1", "كمية الزيت وصابة هذا العام كبيرة."),
        article("2", "هذا اسم السفينة وكمية ما فيها."),
    ]
    archive = Archive.build([article("0", text), *others], language(), answering())

    found = archive.find(question)

    assert (found.verdict, found.articles[:1]) == (Verdict.ANSWERED, ("0",))
