from __future__ import annotations

import datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic.analysis import GRAM, LONGEST_WORD, Analyser, Flag
from retrieval.arabic.dates import MONTHS
from retrieval.arabic.text import fold, words
from tests.support.corpora import WORDS, anything, language, unhurried


@cache
def analyser() -> Analyser:
    return Analyser(language())


def stems(text: str) -> list[str]:
    """The stems of the words of a text, stop words left out."""
    return [form.stem for form in analyser().forms(text, list(words(text))) if form.stem]


def stem(word: str) -> str:
    return analyser().form(word).stem


@pytest.mark.parametrize(
    "same",
    [
        "بوتين بوتن پوتين وبوتين لبوتين بوتـين",
        "أمريكا أميركا امريكا وأمريكا",
        "الأمريكي الأميركي أميركية الأمريكية",
        "ترامب ترمب وترامب",
        "واشنطن واشنطون بواشنطن",
        "كتاب الكتاب والكتاب بالكتاب كتابه كِتَابٌ ﻛﺘﺎﺏ",
        "مدينة المدينة والمدينة للمدينة مدينته",
        "حكومة الحكومة حكومات والحكومات",
        "بريطاني البريطاني والبريطاني",
        "اتفاق الاتفاق اتفاقا واتفاق",
        "لوحة اللوحة للوحة ولوحة",
        "لجنة اللجنة للجنة",
        "لقاء اللقاء للقاء",
        "لغة اللغة للغة",
        "لاعب اللاعب للاعب",
        "حماية الحماية للحماية",
        "وقعت ووقعت فوقعت",
        "وصلت ووصلت",
        "تركيا وتركيا",
        "عدد وعدد",
        "فرنسا وفرنسا",
        "سوريا السورية بسوريا لسوريا والسوريين للسوريين",
        "الأردن الأردنيين أردنية للأردن بالأردن",
        "بريطانيا بريطاني البريطانيون",
        "إسبانيا أسبانيا الإسبان إسبانية",
        "أوكرانيا الأوكراني لأوكرانيا",
    ],
)
def test_spellings_articles_particles_and_endings_leave_the_stem(same: str) -> None:
    assert {stem(word) for word in same.split()} == {stem(same.split(maxsplit=1)[0])}


@pytest.mark.parametrize(
    "different",
    [
        "حرب سلام",
        "بوتين ترامب",
        "وزير وزن",
        "علم عمل",
        "ولد بلد",
        "ألفرد فرد",
        "ألفريد فريد",
        "إلياس يأس",
        "إلهام هام",
        "ألبوم بوم",
        "سوريا سورة",
        "السوري السور",
        "تركيا ترك",
        "لبنان لبن",
        "الأردن بارد",
        "البحرين البحرية",
        "بيروت بيرو",
        "الرياض الرياضة",
        "الكاميرون الكاميرات",
        "حماة حماية",
        "مدنين المدنيين",
        "ليبيا كليب",
    ],
)
def test_words_of_different_meaning_have_different_stems(different: str) -> None:
    one, other = different.split()

    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("محمد علي باشا", True),
        ("من هو محمد على؟", True),
        ("الحسين بن علي", True),
        ("علي بن أبي طالب", True),
        ("على الطاولة", False),
        ("اتفق الوزير على الخطة", False),
        ("مهرجان كان", True),
        ("كان المطر غزيرا", False),
        ("بروس لي", True),
        ("قال لي", False),
    ],
)
def test_a_stop_word_is_a_name_beside_names_alone(text: str, named: bool) -> None:
    assert bool({"علي", "كان", "لي"} & set(stems(text))) is named


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("تونس", "بتونس"),
        ("قناة", "بقناة"),
        ("بداء", "داء"),
        ("توقيع", "بتوقيع"),
        ("رادس", "برادس"),
        ("تضم", "يضم"),
        ("تعني", "يعني"),
        ("يقود", "تقود"),
        ("قبلوش", "قبلو"),
        ("حجزو", "حجز"),
        ("حكموه", "حكم"),
        ("طلعلو", "طلع"),
        ("عبدالسلام", "السلام"),
        ("الفريد", "ألفريد"),
        ("بالحاج", "بلحاج"),
    ],
)
def test_a_word_may_be_held_behind_a_particle_in_the_other_gender_or_without_what_speech_adds(
    asked: str, held: str
) -> None:
    assert stem(held) in {stem(asked), *analyser().readings(fold(asked))}


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("عالكورنيش", "الكورنيش"),
        ("عكورنيش", "كورنيش"),
        ("بهالبلد", "البلد"),
        ("مالعبش", "لعب"),
        ("مبيعملوش", "يعملو"),
        ("كيطبعو", "يطبع"),
        ("لقوا", "لقي"),
        ("صودرت", "صادرت"),
        ("نتعشى", "يتعشى"),
        ("اتحبس", "حبس"),
        ("انمنعوا", "منعوا"),
        ("وحوكموا", "حاكموا"),
    ],
)
def test_a_word_of_speech_or_in_the_passive_may_be_held_as_texts_have_it(asked: str, held: str) -> None:
    assert stem(held) in {stem(asked), *analyser().readings(fold(asked))}


@pytest.mark.parametrize("word", ["2016", "nato", "", "؟"])
def test_what_is_no_arabic_word_has_no_other_readings(word: str) -> None:
    assert analyser().readings(word) == ()


@pytest.mark.parametrize(
    "same", ["كيسنجر كيسنغر", "ميكروسوفت مايكروسوفت", "بروكسل بروكسيل", "هابسبورغ الهابسبورج"]
)
def test_spellings_of_a_foreign_name_that_no_list_holds_share_their_root(same: str) -> None:
    one, other = map(analyser().form, same.split())

    assert one.root == other.root


def test_everyday_words_and_their_kin_tell_less_than_words_that_no_list_holds() -> None:
    assert analyser().telling(stem("للمدينة")) == analyser().telling(stem("مدينة")) < 1
    assert analyser().telling(stem("كيسنجر")) == 1


def test_the_spellings_of_a_name_are_one_for_every_name_that_ships() -> None:
    split = [group for group in language().spellings if len({stem(word) for word in group}) > 1]

    assert split == []


@pytest.mark.parametrize(
    "number", ["12", "١٢", "۱۲", "اثني عشر", "اثنا عشر", "الثانية عشرة", "الثاني عشر", "012"]
)
def test_a_number_is_one_term_in_any_digits_and_in_words(number: str) -> None:
    assert set(stems(number)) == {"#12"}
    assert all(form.flags & Flag.NUMBER for form in analyser().forms(number, list(words(number))))


@pytest.mark.parametrize("number", ["3", "٣", "ثلاثة", "الثالث"])
def test_a_number_of_one_digit_is_a_term_too(number: str) -> None:
    assert stems(number) == ["#3"]


def test_a_thousands_separator_is_no_part_of_the_number() -> None:
    assert stems("3,000") == stems("٣٬٠٠٠") == stems("ثلاثة آلاف")[:1] == ["#3000"]


@pytest.mark.parametrize(
    ("year", "is_year"), [("2016", True), ("١٩٤٨", True), ("999", False), ("2500", False), ("12", False)]
)
def test_four_digits_of_our_era_are_a_year(year: str, is_year: bool) -> None:
    assert bool(analyser().form(year).flags & Flag.YEAR) is is_year


@pytest.mark.parametrize(
    "same",
    [
        ("سبتمبر", "أيلول", "شتنبر"),
        ("يناير", "كانون الثاني", "جانفي"),
        ("أكتوبر", "تشرين الأول"),
        ("أغسطس", "أوت", "غشت"),
        ("يوليو", "تموز", "جويلية"),
    ],
)
def test_the_names_of_a_month_in_every_country_are_one_term(same: tuple[str, ...]) -> None:
    assert len({stems(name)[0] for name in same}) == 1
    assert all(form.flags & Flag.MONTH for name in same for form in analyser().forms(name, list(words(name))))


def test_every_month_name_is_a_month_beside_a_day() -> None:
    missed = [
        name
        for name, month in MONTHS.items()
        if stems(f"13 {name}") != ["#13", *[f"@{month}"] * len(name.split())]
    ]

    assert missed == []


@pytest.mark.parametrize(("text", "is_month"), [("12 آب", True), ("آب 2016", True), ("قال أب لابنه", False)])
def test_a_month_that_is_also_a_word_is_one_only_beside_a_number(text: str, is_month: bool) -> None:
    assert ("@8" in stems(text)) is is_month


def test_a_day_has_the_terms_of_its_number_month_and_year() -> None:
    day = analyser().day(datetime.date(2014, 9, 28))

    assert [form.stem for form in day] == stems("28 أيلول 2014") == ["#28", "@9", "#2014"]


@pytest.mark.parametrize("word", ["في", "وفي", "من", "على", "التي", "والذي", "إلى", "الى", "و", "ـ", "the"])
def test_stop_words_bare_or_joined_have_no_terms(word: str) -> None:
    form = analyser().form(word)

    assert form.flags & Flag.STOP
    assert (form.stem, form.root, form.grams) == ("", "", ())


@pytest.mark.parametrize("word", ["مدينة", "بوتين", "وزير", "فريق", "سلام", "عاصمة"])
def test_words_that_say_what_a_text_is_about_are_not_stop_words(word: str) -> None:
    assert not analyser().is_stop(fold(word))
    assert stem(word)


@pytest.mark.parametrize(
    ("word", "flag"),
    [
        ("بغداد", Flag.WHERE),
        ("الوزير", Flag.WHO),
        ("والوزير", Flag.WHO),
        ("الأحد", Flag.WHEN),
        ("مليون", Flag.HOW_MANY),
        ("لأن", Flag.WHY),
        ("بواسطة", Flag.HOW),
        ("قالت", Flag.QUOTATION),
        ("BBC", Flag.LATIN),
    ],
)
def test_a_word_knows_what_it_may_be_the_answer_to(word: str, flag: Flag) -> None:
    assert flag in analyser().form(word).flags


def test_the_grams_are_the_word_without_its_article_letter_by_letter() -> None:
    assert analyser().form("والمدينة").grams == ("^مدي", "مدين", "دينه", "ينه$")


@given(st.one_of(st.sampled_from(WORDS), anything, st.text()))
@unhurried
def test_any_word_has_a_stem_by_itself_as_in_its_form_or_is_a_stop_word(word: str) -> None:
    form = analyser().form(word)

    assert analyser().stem(word) == form.stem
    assert bool(form.stem) is not bool(form.flags & Flag.STOP)
    assert all(0 < len(gram) <= GRAM for gram in form.grams)


@given(
    st.text(alphabet="\u064b\u064e\u0650\u0651\u0640\u200f\u2067\ufeff", max_size=3), st.sampled_from(WORDS)
)
def test_marks_and_direction_controls_change_no_form(marks: str, word: str) -> None:
    assert analyser().form(f"{word[0]}{marks}{word[1:]}") == analyser().form(word)


@given(anything)
@unhurried
def test_each_word_has_its_form_at_its_place(text: str) -> None:
    spans = list(words(text))
    forms = analyser().forms(text, spans)

    assert [form.word for form in forms] == [fold(text[start:end])[:LONGEST_WORD] for start, end in spans]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
@unhurried
def test_only_words_that_may_compound_are_seen_otherwise_among_others(listed: list[str]) -> None:
    text = " ".join(listed)
    together = analyser().forms(text, list(words(text)))
    alone = [analyser().form(text[start:end]) for start, end in words(text)]
    changed = [one.word for one, other in zip(alone, together, strict=True) if one != other]

    assert all(analyser().may_compound(word) for word in changed)


@given(anything)
@unhurried
def test_two_analysers_agree(text: str) -> None:
    spans = list(words(text))

    assert Analyser(language()).forms(text, spans) == analyser().forms(text, spans)


def test_a_governor_is_no_particle_and_shares_no_root_with_what_he_governs() -> None:
    assert stem("والي") == stem("الوالي")
    assert analyser().form("والي").root == ""
    assert [stem(word) for word in ("وإلى", "والى")] == ["", ""]
