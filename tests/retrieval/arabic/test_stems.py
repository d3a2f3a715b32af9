from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic.stems import behind_particles, is_derived, is_verbal, past_of, root, skeleton
from retrieval.arabic.text import fold, plain
from tests.support.corpora import anything, unhurried

# Words of the news in the forms that texts have: with articles, particles, plurals and pronouns, of many patterns.
NEWS = """
كتاب كاتب مكتوب كتابة المكتبة مكتبات كتبوا يكتبون الكاتبة الكتب دارس مدرسة المدارس مدرس المدرسين دراسة درسوا تدريس
عالم العلماء علوم معلوم تعليم معلمون المعلمات استعلام يعلمون جامعة الجامعات مجموعة اجتماع المجتمع جماعات
حكومة الحكومات حاكم محكمة المحاكم حكم الحكام يحكمون محاكمة انتخاب الانتخابات ناخب الناخبين منتخب ينتخبون
وزير الوزراء وزارة الوزارات رئيس الرؤساء رئاسة سياسة السياسات سياسي السياسيون حزب الأحزاب برلمان
اقتصاد الاقتصادية تجارة التجار تاجر صناعة الصناعات مصنع المصانع صانع زراعة مزارع المزارعين شركة الشركات مشاركة
حرب الحروب محارب المحاربين قتال مقاتل المقاتلين قتلوا مقتل سلاح الأسلحة مسلحون جيش الجيوش جندي الجنود
سلام السلام سلامة مسلم المسلمين إسلام اتفاق الاتفاقية اتفاقيات موافقة يتفقون هجوم الهجمات مهاجم يهاجمون
دولة الدول الدولي تدويل شعب الشعوب شعبي مدينة المدن مدني المدنيين قرية القرى بلد البلاد بلدان
يوم أيام شهر الشهور سنوات سنة ساعة الساعات وقت أوقات توقيت قرن القرون تاريخ التاريخية مؤرخ
طريق الطرق بيت البيوت باب أبواب ماء مياه نهر الأنهار بحر البحار جبل الجبال شجرة الأشجار
مستشفى طبيب الأطباء مريض المرضى علاج معالجة دواء أدوية صحة صحيفة الصحف صحفي الصحفيين صحافة
قانون القوانين عدل عدالة حق الحقوق حقوقي مسؤول المسؤولين مسؤولية سؤال أسئلة سائل
لاعب اللاعبون ملعب الملاعب ألعاب فريق الفرق مباراة المباريات بطل الأبطال بطولة
استقبال استقبلوا مستقبل استعمال مستعمل استثمار المستثمرون استخراج مستخرج انفجار انفجارات متفجرات منفجر انقلاب
تقدم متقدم تطوير تطورات تغيير متغير تحرير المحررون تفاهم مفاهيم تفاعل تعاون متعاون مفتاح مفاتيح منشار
سفير السفراء سفارة سفر مسافر المسافرون خارجية داخلية دخل مدخل خرج خروج مخرج وصول وصلوا مواصلات
فاطمة قاعدة قواعد عاصمة عواصم ضابط ضباط نائب النواب سكان ساكن مسكن مساكن شارع الشوارع والشوارع
"""
WORDS = NEWS.split()


def test_roots_are_those_of_the_isri_stemmer_for_nine_words_in_ten() -> None:
    # Every worker collects this file, one of them runs it.
    from nltk.stem.isri import ISRIStemmer  # noqa: PLC0415

    isri = ISRIStemmer()
    different = [word for word in WORDS if fold(root(plain(word))) != fold(isri.stem(word))]

    assert len(WORDS) > 250
    assert len(different) <= len(WORDS) / 10, different


@pytest.mark.parametrize(
    "family",
    [
        "كتب كتاب كاتب مكتوب الكتاب كتابة",
        "حكم حاكم محكوم الحاكم أحكام",
        "علم عالم معلوم تعليم استعلام",
        "خرج خروج مخرج استخراج",
        "قتل قاتل مقتول قتال المقاتلون",
    ],
)
def test_the_words_of_a_family_meet_in_their_root(family: str) -> None:
    words = family.split()

    assert {root(word) for word in words} == {words[0]}


@given(st.one_of(anything, st.text()))
@unhurried
def test_any_text_has_a_root_no_longer_than_itself(text: str) -> None:
    assert len(root(plain(text))) <= len(plain(text))


@given(st.text(alphabet="ابتجحدرسعفقكلمنهويةىأإ", min_size=3, max_size=12))
@unhurried
def test_a_word_of_three_letters_or_more_keeps_three(word: str) -> None:
    assert len(root(word)) >= 3


@pytest.mark.parametrize(
    "spellings",
    [
        "كيسنجر كيسنغر كسنجر",
        "ميكروسوفت مايكروسوفت",
        "بروكسل بروكسيل",
        "شنغهاي شانغهاي شانجهاي",
        "فولكسفاغن فولكسڤاجن",
        "هابسبورغ هابسبورج",
        "ناتشفيل ناشفيل",
    ],
)
def test_the_spellings_of_a_foreign_name_have_one_skeleton(spellings: str) -> None:
    assert len({skeleton(plain(name)) for name in spellings.split()}) == 1


@pytest.mark.parametrize("name", ["لاوس", "بوبي", "", "أوباما"])
def test_a_name_of_hardly_any_consonants_is_its_own_skeleton(name: str) -> None:
    assert skeleton(name) == name


@given(anything)
@unhurried
def test_anything_has_a_skeleton_no_longer_than_itself(text: str) -> None:
    assert len(skeleton(text)) <= len(text)


FOREIGN = (
    "كولموغوروف الفارابي تاسمانيا نيوزيلندا زيلينسكي البلوكتشين شوكولا باتينسون وليامز بموريطانيا الرودولف"
)
DERIVED = "المتنبي الانحراف المزخرفة متساكني احتضنت سيتنحى يتقابلان تستنشقه منخرطا ارتباطهم المفاتيح طفل لطفل الراجل"
SPOKEN = "أسقطت أطبخ اتحسنت اتكلم تلاقاو بيعملوا هيلعب مقالوش خلصوهاش حكموه قالولو طلعلها يتقدمن"


@pytest.mark.parametrize("word", FOREIGN.split())
def test_a_foreign_name_has_no_form_that_arabic_derives_words_by(word: str) -> None:
    assert not is_derived(fold(word))


@pytest.mark.parametrize("word", [*WORDS, *DERIVED.split(), *SPOKEN.split()])
def test_a_word_of_arabic_has_a_form_that_it_derives_words_by(word: str) -> None:
    assert is_derived(fold(word))


@pytest.mark.parametrize(
    "word",
    [
        *SPOKEN.split(),
        "كيطبعو",
        "كيلعبو",
        "يجتمعون",
        "ستلعب",
        "وتستخرج",
        "يبذلها",
        "ماحبتش",
        "مبيعملوش",
        "وماعرفناش",
    ],
)
def test_a_verb_of_now_or_in_a_dialect_is_known_by_what_is_joined_to_it(word: str) -> None:
    assert is_verbal(fold(word))


@pytest.mark.parametrize(
    "word",
    [
        "الفارابي",
        "المتنبي",
        "الوزير",
        "كولموغوروف",
        "نيوزيلندا",
        "المقلوبة",
        "طفل",
        "كينيا",
        "كيري",
        "ميلوسوفيتش",
        "مفتش",
    ],
)
def test_a_noun_is_no_verb(word: str) -> None:
    assert not is_verbal(fold(word))


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("يترك", "ترك"),
        ("سيترك", "ترك"),
        ("هيرجع", "رجع"),
        ("يقود", "قاد"),
        ("سيدير", "أدار"),
        ("يستقيل", "استقال"),
        ("يقع", "وقع"),
        ("ستصل", "وصل"),
        ("يفر", "فر"),
        ("يعلنون", "أعلن"),
        ("سيوفره", "وفر"),
        ("تنتقل", "انتقل"),
        ("يستخدم", "استخدم"),
        ("تطالب", "طالب"),
        ("يتعاون", "تعاون"),
        ("تنوي", "نوي"),
    ],
)
def test_a_verb_of_now_or_later_may_be_told_in_the_past(now: str, then: str) -> None:
    assert fold(then) in past_of(fold(now))


@pytest.mark.parametrize("noun", ["تجار", "تأمين", "تقرير", "تخيل", "بيان", "يمين", "سيارة", "تونس"])
def test_a_noun_that_begins_like_a_verb_has_no_past(noun: str) -> None:
    assert past_of(fold(noun)) == ()


def test_a_verb_with_one_letter_twice_is_none_that_begins_with_w() -> None:
    assert past_of("يحد") == ("حد", "احد")
    assert past_of("يقع") == ("وقع",)


@pytest.mark.parametrize(("stem", "joined"), [("خفض", ("لخفض", "بخفض")), ("أب", ()), ("إغلاق", ())])
def test_texts_have_a_short_noun_behind_a_particle_too(stem: str, joined: tuple[str, ...]) -> None:
    assert behind_particles(stem) == joined
